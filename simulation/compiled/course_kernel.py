# mypy: disable-error-code="no-any-return"
"""The state of a job on its way: what a step may do, what its next visit takes, and what chance decides about it."""

from scenarios.compiled import in_place
from simulation.compiled.draws_kernel import coin_of_visit, hours_of_visit, work_of
from simulation.compiled.layout_kernel import (
    BEGUN,
    CHANCES,
    CHANGE_TARGET,
    COIN,
    DONE,
    EFFORT,
    ESCAPE,
    ESCAPES,
    EXTRA,
    HELD,
    HOURS,
    KEPT,
    MENDING,
    NOW,
    ON_IT,
    PENALTY,
    PENDING,
    PREDECESSORS,
    PROCESS,
    REJECTIONS,
    REUSE,
    REUSES,
    RUNNING,
    SERIAL,
    SHARE,
    SINCE,
    STATE,
    STEP_WORDS,
    SUSPENDED,
    UNNOTICED,
    WORDS,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import has
from simulation.compiled.records_kernel import (
    row_of,
    step_of,
)


@in_place
def is_under_way(state: int) -> bool:
    """Whether a step has begun, is valid as far as anybody knows, and is not done."""
    return state in (RUNNING, SUSPENDED, HELD, MENDING, UNNOTICED)


@in_place
def is_founded(mem: Ints, job: int, index: int) -> bool:
    """Whether every predecessor of the step is done."""
    predecessors = mem[step_of(mem, job, index) + PREDECESSORS]
    for place in range(mem[predecessors]):
        if mem[row_of(mem, job, mem[predecessors + 1 + place]) + STATE] != DONE:
            return False
    return True


@in_place
def can_start(mem: Ints, job: int, index: int) -> bool:
    """Whether the step is pending, and every predecessor is done or has given its preview."""
    if mem[row_of(mem, job, index) + STATE] != PENDING:
        return False
    predecessors = mem[step_of(mem, job, index) + PREDECESSORS]
    for place in range(mem[predecessors]):
        row = row_of(mem, job, mem[predecessors + 1 + place])
        if mem[row + STATE] == DONE:
            continue
        if not is_under_way(mem[row + STATE]) or not has(mem, row + ON_IT + mem[WORDS], index):
            return False
    return True


@in_place
def draw_effort(mem: Ints, real: Floats, job: int, index: int) -> None:
    """Draw the hours of the step's next visit, before further effort for what it does not know yet."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    hours = hours_of_visit(mem, real, job, mem[step + EFFORT], mem[row + BEGUN]) * real[row + SHARE]
    if (
        mem[step + REUSE] >= 0
        and coin_of_visit(mem, job, mem[step + REUSE], mem[row + BEGUN]) < real[step + REUSES]
    ):
        hours *= real[step + KEPT]
    real[row + HOURS] = hours


@in_place
def effort_of(mem: Ints, real: Floats, job: int, index: int) -> int:
    """Effort of the step's next visit if it begins now, at normal speed, minutes."""
    hours = real[row_of(mem, job, index) + HOURS]
    penalty = real[step_of(mem, job, index) + PENALTY]
    if penalty != 1.0 and not is_founded(mem, job, index):
        hours *= penalty
    extra = mem[job + EXTRA] if index == mem[mem[job + PROCESS] + CHANGE_TARGET] else 0
    return work_of(real, job, hours) + extra


@in_place
def begin_visit(mem: Ints, job: int, index: int) -> int:
    """The step's next visit begins; its number, from 0."""
    row = row_of(mem, job, index)
    visit = mem[row + BEGUN]
    mem[row + BEGUN] = visit + 1
    mem[row + STATE] = RUNNING
    for word in range(mem[STEP_WORDS]):
        mem[row + ON_IT + mem[WORDS] + word] = 0
    if index == mem[mem[job + PROCESS] + CHANGE_TARGET]:
        mem[job + EXTRA] = 0
    return visit


@in_place
def halt(mem: Ints, row: int, state: int) -> None:
    """The visit under way comes into another state."""
    mem[row + STATE], mem[row + SINCE] = state, mem[NOW]
    mem[row + SERIAL] += 1


@in_place
def is_rejected(mem: Ints, real: Floats, job: int, index: int) -> bool:
    """Whether the result of the visit that has just ended is rejected, by rule and coin."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    chances, times = mem[step + CHANCES], mem[row + REJECTIONS]
    if times >= mem[chances]:
        return False
    return coin_of_visit(mem, job, mem[step + COIN], mem[row + BEGUN] - 1) < real[chances + 1 + times]


@in_place
def lets_pass(mem: Ints, real: Floats, job: int, index: int) -> bool:
    """Whether a defect escapes in the visit that has just been accepted."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    if mem[step + ESCAPE] < 0:
        return False
    return coin_of_visit(mem, job, mem[step + ESCAPE], mem[row + BEGUN] - 1) < real[step + ESCAPES]
