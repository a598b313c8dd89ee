# mypy: disable-error-code="no-any-return"
"""Where records are found, and how rows of the log are written."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    JOB_COUNT,
    JOB_FIRST,
    JOB_SIZE,
    LOG,
    LOG_FULL,
    LOG_ROOM,
    LOG_SIZE,
    LOGGED,
    NOW,
    NUMBER,
    PERSON_FIRST,
    PERSON_SIZE,
    PROCESS,
    REQUEST_FIRST,
    ROW_OF_LOG,
    ROW_SIZE,
    ROWS,
    STATUS,
    STEP_SIZE,
    STEPS,
    Ints,
)


@in_place
def step_of(mem: Ints, job: int, index: int) -> int:
    """Address of a step of a job's process."""
    return mem[mem[job + PROCESS] + STEPS] + index * STEP_SIZE


@in_place
def row_of(mem: Ints, job: int, index: int) -> int:
    """Address of what is going on at a step of a job."""
    return mem[job + ROWS] + index * mem[ROW_SIZE]


@in_place
def note(mem: Ints, kind: int, job: int, step: int, visit: int, person: int) -> None:
    """Add a row to the log if there is to be one."""
    if not mem[LOGGED]:
        return
    size = mem[LOG_SIZE]
    if size == mem[LOG_ROOM]:
        mem[STATUS] |= LOG_FULL
        return
    at = mem[LOG] + size * ROW_OF_LOG
    mem[at], mem[at + 1], mem[at + 2] = mem[NOW], kind, mem[job + NUMBER]
    mem[at + 3], mem[at + 4], mem[at + 5] = step, visit, person
    mem[LOG_SIZE] = size + 1


@in_place
def job_of(mem: Ints, number: int) -> int:
    """Address of a job: the planned ones come first, then the requests."""
    if number < mem[JOB_COUNT]:
        return mem[JOB_FIRST] + number * JOB_SIZE
    return mem[REQUEST_FIRST] + (number - mem[JOB_COUNT]) * JOB_SIZE


@in_place
def person_of(mem: Ints, number: int) -> int:
    """Address of a person."""
    return mem[PERSON_FIRST] + number * PERSON_SIZE
