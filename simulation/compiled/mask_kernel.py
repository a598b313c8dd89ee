# mypy: disable-error-code="no-any-return"
"""Sets of people as masks of so many words."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    BITS,
    WORDS,
    Ints,
)


@in_place
def has(mem: Ints, mask: int, person: int) -> bool:
    """Whether the person is in the set."""
    return mem[mask + person // BITS] >> (person % BITS) & 1 == 1


@in_place
def add(mem: Ints, mask: int, person: int) -> None:
    """Put the person in."""
    mem[mask + person // BITS] |= 1 << (person % BITS)


@in_place
def remove(mem: Ints, mask: int, person: int) -> None:
    """Take the person out."""
    mem[mask + person // BITS] &= ~(1 << (person % BITS))


@in_place
def meet(mem: Ints, one: int, other: int) -> bool:
    """Whether somebody is in both sets."""
    for word in range(mem[WORDS]):
        if mem[one + word] & mem[other + word]:
            return True
    return False


@in_place
def count_common(mem: Ints, one: int, other: int) -> int:
    """How many are in both sets."""
    number = 0
    for word in range(mem[WORDS]):
        rest = mem[one + word] & mem[other + word]
        while rest:
            rest &= rest - 1
            number += 1
    return number


@in_place
def is_empty(mem: Ints, mask: int) -> bool:
    """Whether nobody is in the set."""
    for word in range(mem[WORDS]):
        if mem[mask + word]:
            return False
    return True


@in_place
def clear(mem: Ints, mask: int) -> None:
    """Take everybody out."""
    for word in range(mem[WORDS]):
        mem[mask + word] = 0


@in_place
def only(mem: Ints, mask: int) -> int:
    """The first person in a set that is not empty."""
    person = 0
    while not has(mem, mask, person):
        person += 1
    return person
