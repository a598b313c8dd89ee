# mypy: disable-error-code="no-any-return"
"""Random numbers by two multiplicative generators whose difference is taken (L'Ecuyer 1988).

All products stay below 2**48, so that the numbers are the same in compiled code and in plain Python.
"""

from optimizer.schedule.compiled.layout_kernel import QUANTILES, Ints, Model
from scenarios.compiled import in_place

FIRST_FACTOR, FIRST_MODULUS = 40_014, 2_147_483_563
SECOND_FACTOR, SECOND_MODULUS = 40_692, 2_147_483_399


@in_place
def draw(random: Ints) -> int:
    """A number from 1 to FIRST_MODULUS - 1."""
    random[0] = FIRST_FACTOR * random[0] % FIRST_MODULUS
    random[1] = SECOND_FACTOR * random[1] % SECOND_MODULUS
    found = random[0] - random[1]
    return found if found > 0 else found + FIRST_MODULUS - 1


@in_place
def below(random: Ints, count: int) -> int:
    """A number from 0 to ``count`` - 1; ``count`` at most 2**31."""
    return (draw(random) - 1) * count // (FIRST_MODULUS - 1)


@in_place
def within(random: Ints, count: int) -> int:
    """As `below`, for counts up to 2**50, on a grid of ``count / 2**31``."""
    return min(count - 1, int(uniform(random) * count))


@in_place
def uniform(random: Ints) -> float:
    """A number in (0, 1)."""
    return draw(random) / FIRST_MODULUS


@in_place
def exponential(model: Model, random: Ints) -> float:
    """A number with mean 1, one of the model's quantiles."""
    return model.exponential[below(random, model.numbers[QUANTILES])]
