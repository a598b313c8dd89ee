# mypy: disable-error-code="no-any-return"
"""Events to come: a binary heap by moment, then kind, job and step."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    EVENT_SIZE,
    FOREVER,
    HEAP,
    HEAP_FULL,
    HEAP_ROOM,
    HEAP_SIZE,
    NUMBER,
    STATUS,
    Ints,
)

KIND_SHIFT, JOB_SHIFT = 48, 16
JOB_MASK, STEP_MASK = (1 << KIND_SHIFT - JOB_SHIFT) - 1, (1 << JOB_SHIFT) - 1


@in_place
def push(mem: Ints, moment: int, kind: int, job: int, step: int, load: int) -> None:
    """An event of ``job`` (an address) is to come; ``load`` is what it has to remember."""
    push_key(mem, moment, kind << KIND_SHIFT | mem[job + NUMBER] << JOB_SHIFT | step, load)


@in_place
def push_key(mem: Ints, moment: int, key: int, load: int) -> None:
    """An event with its rank within the instant is to come."""
    hole = mem[HEAP_SIZE]
    if hole == mem[HEAP_ROOM]:
        mem[STATUS] |= HEAP_FULL
        return
    mem[HEAP_SIZE] = hole + 1
    _rise(mem, hole, moment, key, load)


@in_place
def _rise(mem: Ints, hole: int, moment: int, key: int, load: int) -> None:
    """Put an event into the hole, or above it where it belongs."""
    heap = mem[HEAP]
    while hole > 0:
        parent = (hole - 1) >> 1
        at = heap + parent * EVENT_SIZE
        if mem[at] < moment or (mem[at] == moment and mem[at + 1] <= key):
            break
        _copy(mem, at, heap + hole * EVENT_SIZE)
        hole = parent
    at = heap + hole * EVENT_SIZE
    mem[at], mem[at + 1], mem[at + 2] = moment, key, load


@in_place
def next_moment(mem: Ints) -> int:
    """When the first event comes; FOREVER if there is none."""
    return mem[mem[HEAP]] if mem[HEAP_SIZE] else FOREVER


@in_place
def pop(mem: Ints) -> tuple[int, int]:
    """Take the first event: its rank within the instant and its load."""
    heap = mem[HEAP]
    key, load = mem[heap + 1], mem[heap + 2]
    size = mem[HEAP_SIZE] - 1
    mem[HEAP_SIZE] = size
    last = heap + size * EVENT_SIZE
    hole, child = 0, 1
    while child < size:
        at = heap + child * EVENT_SIZE
        if child + 1 < size and _is_before(mem, at + EVENT_SIZE, mem[at], mem[at + 1]):
            child, at = child + 1, at + EVENT_SIZE
        _copy(mem, at, heap + hole * EVENT_SIZE)
        hole, child = child, 2 * child + 1
    # The last event nearly always belongs near the bottom: fill the hole from below.
    _rise(mem, hole, mem[last], mem[last + 1], mem[last + 2])
    return key, load


@in_place
def _is_before(mem: Ints, at: int, moment: int, key: int) -> bool:
    return mem[at] < moment or (mem[at] == moment and mem[at + 1] < key)


@in_place
def _copy(mem: Ints, source: int, target: int) -> None:
    mem[target], mem[target + 1], mem[target + 2] = mem[source], mem[source + 1], mem[source + 2]
