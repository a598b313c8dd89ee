# mypy: disable-error-code="no-any-return"
"""People at work on steps: begun together, done when the last is through; one at a time may be called away."""

from scenarios.compiled import in_place
from simulation.compiled.absence_kernel import person_between
from simulation.compiled.codes_kernel import (
    ABOUT_BITS,
    K_RESUMED,
    K_STARTED,
    K_STRANDED,
    K_SUSPENDED,
    ON_END,
    WORK_OVER,
)
from simulation.compiled.course_kernel import begin_visit, effort_of, halt
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    ALONE_INDEX,
    ALONE_JOB,
    BEGUN,
    ENDS_AT,
    FOREVER,
    FREE,
    LANE,
    LEFT,
    LOAD,
    NOBODY,
    NONE,
    NOW,
    OF_CALENDAR,
    OF_REWORK,
    ON_IT,
    PEOPLE,
    READY_AT,
    RUNNING,
    SERIAL,
    SKILL,
    STATE,
    SUSPENDED,
    TEAM,
    URGENT,
    WAITS,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import add, only
from simulation.compiled.preview_kernel import announce
from simulation.compiled.records_kernel import (
    note,
    person_of,
    row_of,
    step_of,
)
from simulation.compiled.work_kernel import (
    count,
    free_team,
    minutes_lost,
    note_wait,
    work_alone,
    work_together,
)


@in_place
def start_work(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The team in hand takes a step up."""
    row, step, team = row_of(mem, job, index), step_of(mem, job, index), mem[TEAM]
    effort = effort_of(mem, real, job, index)
    visit = begin_visit(mem, job, index)
    for place in range(mem[team]):
        note(mem, K_STARTED, job, index, visit, mem[team + 1 + place])
    end, minutes = work_together(mem, real, job, row, mem[step + SKILL], effort)
    if _go_on(mem, real, job, index, end, minutes):
        announce(mem, real, job, index, end)


@in_place
def resume_work(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The person in hand goes on with a step that was suspended."""
    row, step, number = row_of(mem, job, index), step_of(mem, job, index), mem[mem[TEAM] + 1]
    halt(mem, row, RUNNING)
    note(mem, K_RESUMED, job, index, mem[row + BEGUN] - 1, number)
    person = person_of(mem, number)
    minutes = mem[row + LEFT] + minutes_lost(mem, job, person)
    mem[row + LEFT] = 0
    mem[person + LOAD] += minutes
    end = work_alone(mem, real, number, mem[step + SKILL], minutes)
    _go_on(mem, real, job, index, end, minutes)


@in_place
def _go_on(mem: Ints, real: Floats, job: int, index: int, end: int, minutes: int) -> bool:
    """People are at work on a step from now until ``end``; whether it does end."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    if end == FOREVER:
        note(mem, K_STRANDED, job, index, mem[row + BEGUN] - 1, NOBODY)
        return False
    note_wait(mem, real, job, mem[row + READY_AT])
    mem[job + WAITS + OF_CALENDAR] += end - mem[NOW] - minutes
    if mem[row + BEGUN] > 1:
        mem[job + WAITS + OF_REWORK] += minutes
    mem[row + ENDS_AT] = end
    if mem[step + PEOPLE] == 1:
        person = person_of(mem, mem[mem[TEAM] + 1])
        mem[person + ALONE_JOB], mem[person + ALONE_INDEX] = job, index
    push(mem, end, ON_END, job, index, mem[row + SERIAL] << ABOUT_BITS | WORK_OVER)
    return True


@in_place
def leave_step(mem: Ints, job: int, index: int) -> None:
    """The people of a step leave it."""
    row = row_of(mem, job, index)
    free_team(mem, row)
    if mem[step_of(mem, job, index) + PEOPLE] == 1:
        mem[person_of(mem, only(mem, row + ON_IT)) + ALONE_JOB] = NONE


@in_place
def may_be_suspended(mem: Ints, number: int) -> bool:
    """Whether somebody alone is at work on a step that counts and is not urgent."""
    person = person_of(mem, number)
    job = mem[person + ALONE_JOB]
    if job < 0 or mem[job + LANE] == URGENT:
        return False
    return mem[row_of(mem, job, mem[person + ALONE_INDEX]) + STATE] == RUNNING


@in_place
def suspend(mem: Ints, real: Floats, number: int) -> None:
    """Call somebody away from a step that only that person works on; it then waits for that person."""
    person, now = person_of(mem, number), mem[NOW]
    job, index = mem[person + ALONE_JOB], mem[person + ALONE_INDEX]
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    mem[person + ALONE_JOB] = NONE
    end = mem[row + ENDS_AT]
    left = person_between(mem, real, person, now, end)
    mem[person + LOAD] -= left
    count(mem, real, person, mem[step + SKILL], now, end, -left)
    add(mem, mem[FREE], number)
    mem[job + WAITS + OF_CALENDAR] -= end - now - left
    if mem[row + BEGUN] > 1:
        mem[job + WAITS + OF_REWORK] -= left
    halt(mem, row, SUSPENDED)
    note(mem, K_SUSPENDED, job, index, mem[row + BEGUN] - 1, number)
    mem[row + LEFT], mem[row + READY_AT] = left, now
