# mypy: disable-error-code="no-any-return"
"""Steps that wait for people, in the order in which they are looked at (rule 15)."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    LANE,
    NUMBER,
    QUEUE,
    QUEUE_FULL,
    QUEUE_ROOM,
    QUEUE_SIZE,
    STATUS,
    Ints,
)

# A place in the queue: class, rank in it, job and step; then where the job, what is wanted and what would do are.
LANE_OF, RANK_OF, TIE_OF, JOB_OF, INDEX_OF, PLANNED_OF, WANTED_OF, ABLE_OF, PLACE_SIZE = range(9)
_STEP_BITS = 16


@in_place
def place_of(mem: Ints, number: int) -> int:
    """Address of a place in the queue."""
    return mem[QUEUE] + number * PLACE_SIZE


@in_place
def enqueue(mem: Ints, rank: int, job: int, index: int) -> int:
    """Make room in order; the address of the new place, whose fields from PLANNED_OF on are still to be set."""
    size, lane, tie = mem[QUEUE_SIZE], mem[job + LANE], mem[job + NUMBER] << _STEP_BITS | index
    if size == mem[QUEUE_ROOM]:
        mem[STATUS] |= QUEUE_FULL
        size -= 1
    low, high = 0, size
    while low < high:
        middle = (low + high) >> 1
        if _is_after(mem, place_of(mem, middle), lane, rank, tie):
            high = middle
        else:
            low = middle + 1
    at = place_of(mem, low)
    for word in range(place_of(mem, size) - 1, at - 1, -1):
        mem[word + PLACE_SIZE] = mem[word]
    mem[at + LANE_OF], mem[at + RANK_OF], mem[at + TIE_OF] = lane, rank, tie
    mem[at + JOB_OF], mem[at + INDEX_OF] = job, index
    mem[QUEUE_SIZE] = size + 1
    return at


@in_place
def _is_after(mem: Ints, at: int, lane: int, rank: int, tie: int) -> bool:
    if mem[at + LANE_OF] != lane:
        return mem[at + LANE_OF] > lane
    if mem[at + RANK_OF] != rank:
        return mem[at + RANK_OF] > rank
    return mem[at + TIE_OF] > tie


@in_place
def find(mem: Ints, job: int, index: int) -> int:
    """Number of the step's place; the size of the queue if it has none."""
    number = 0
    while number < mem[QUEUE_SIZE]:
        at = place_of(mem, number)
        if mem[at + JOB_OF] == job and mem[at + INDEX_OF] == index:
            break
        number += 1
    return number


@in_place
def withdraw(mem: Ints, job: int, index: int) -> None:
    """The step waits no longer."""
    number, size = find(mem, job, index), mem[QUEUE_SIZE]
    if number < size:
        move(mem, number + 1, number, size)
        mem[QUEUE_SIZE] = size - 1


@in_place
def move(mem: Ints, first: int, to: int, end: int) -> None:
    """Move the places from ``first`` up to ``end`` forward to ``to``."""
    target = place_of(mem, to)
    for word in range(place_of(mem, first), place_of(mem, end)):
        mem[target] = mem[word]
        target += 1


@in_place
def change_lane(mem: Ints, job: int) -> None:
    """The job goes with another class from now on: bring its waiting steps into order."""
    for number in range(mem[QUEUE_SIZE]):
        at = place_of(mem, number)
        if mem[at + JOB_OF] == job and mem[at + LANE_OF] != mem[job + LANE]:
            rank, index = mem[at + RANK_OF], mem[at + INDEX_OF]
            planned, wanted, able = mem[at + PLANNED_OF], mem[at + WANTED_OF], mem[at + ABLE_OF]
            move(mem, number + 1, number, mem[QUEUE_SIZE])
            mem[QUEUE_SIZE] -= 1
            at = enqueue(mem, rank, job, index)
            mem[at + PLANNED_OF], mem[at + WANTED_OF], mem[at + ABLE_OF] = planned, wanted, able
