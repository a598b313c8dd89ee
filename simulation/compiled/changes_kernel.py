# mypy: disable-error-code="no-any-return"
"""Change requests and escalation: what strikes planned jobs from outside (rules 11, 30 and 31)."""

from scenarios.compiled import in_place
from simulation.compiled.admission_kernel import change_place
from simulation.compiled.calendar_kernel import advance
from simulation.compiled.codes_kernel import (
    FOR_CHANGE,
    FOR_CHANGE_ACCEPTED,
    FOR_CHANGE_EFFORT,
    FOR_CHANGE_MOMENT,
    FOR_CHANGE_REVIEW,
    K_CHANGED,
    K_ESCALATED,
    ON_CHANGE,
)
from simulation.compiled.course_kernel import is_under_way
from simulation.compiled.draws_kernel import draw, hours_at, minutes_of, work_of
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    ADMISSION,
    CHANGE_ACCEPTED,
    CHANGE_CHANCE,
    CHANGE_HOURS,
    CHANGE_REVIEW,
    CHANGE_SHARE,
    CHANGE_TARGET,
    CHANGE_WHO,
    CHANGES,
    DONE,
    ESCALATED,
    EXPRESS,
    EXTRA,
    FOREVER,
    IS_PREPARATION,
    LANE,
    LAUNCH,
    NEVER,
    NOBODY,
    PROCESS,
    RELEASE,
    SHARED,
    STATE,
    TARGET_MOMENT,
    Floats,
    Ints,
)
from simulation.compiled.queue_kernel import change_lane
from simulation.compiled.records_kernel import (
    note,
    row_of,
)
from simulation.compiled.results_kernel import reopen


@in_place
def expect_changes(mem: Ints, real: Floats, job: int) -> None:
    """Draw the change requests of a preparation."""
    if not mem[job + IS_PREPARATION]:
        return
    who, release = mem[job + CHANGE_WHO], mem[job + RELEASE]
    span = max(0, mem[job + TARGET_MOMENT] - release)
    for number in range(mem[CHANGES]):
        if draw(mem, FOR_CHANGE, who, number) < real[CHANGE_CHANCE]:
            moment = release + int(draw(mem, FOR_CHANGE_MOMENT, who, number) * span)
            _expect(mem, real, job, number, moment)


@in_place
def _expect(mem: Ints, real: Floats, job: int, number: int, moment: int) -> None:
    """A change request that passes change control is to take effect after its review."""
    if mem[CHANGE_REVIEW] >= 0:
        who = mem[job + CHANGE_WHO]
        if draw(mem, FOR_CHANGE_ACCEPTED, who, number) >= real[CHANGE_ACCEPTED]:
            return
        review = hours_at(mem, real, mem[CHANGE_REVIEW], draw(mem, FOR_CHANGE_REVIEW, who, number))
        moment = advance(mem, mem[SHARED], moment, minutes_of(review))
        if moment == FOREVER:
            return
    push(mem, moment, ON_CHANGE, job, number, 0)


@in_place
def change(mem: Ints, real: Floats, job: int, number: int) -> None:
    """A change request takes effect, unless it comes before admission or after the launch."""
    if mem[job + ADMISSION] == NEVER or mem[job + LAUNCH] != NEVER:
        return
    target = mem[mem[job + PROCESS] + CHANGE_TARGET]
    note(mem, K_CHANGED, job, target, number, NOBODY)
    u = draw(mem, FOR_CHANGE_EFFORT, mem[job + CHANGE_WHO], number)
    mem[job + EXTRA] += work_of(real, job, hours_at(mem, real, mem[CHANGE_HOURS], u))
    state = mem[row_of(mem, job, target) + STATE]
    if state == DONE or is_under_way(state):
        reopen(mem, real, job, target, real[CHANGE_SHARE])


@in_place
def escalate(mem: Ints, job: int) -> None:
    """A preparation that has not launched goes with the express lane from now on."""
    if mem[job + LAUNCH] != NEVER:
        return
    note(mem, K_ESCALATED, job, NOBODY, NOBODY, NOBODY)
    mem[job + ESCALATED], mem[job + LANE] = 1, EXPRESS
    change_place(mem, job)
    change_lane(mem, job)
