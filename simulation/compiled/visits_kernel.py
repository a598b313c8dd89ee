# mypy: disable-error-code="no-any-return"
"""The beginning of a visit: enabled, hand-off, ready, then sign-off, wait or work (rules 5 to 9, 20, 32 and 33)."""

from scenarios.compiled import in_place
from simulation.compiled.calendar_kernel import advance, advance_delay
from simulation.compiled.codes_kernel import (
    K_ADMITTED,
    K_ENABLED,
    K_READY,
    K_STARTED,
    K_STRANDED,
    ON_END,
    ON_READY,
    PASS_OVER,
)
from simulation.compiled.course_kernel import begin_visit, can_start, draw_effort, effort_of
from simulation.compiled.desk_kernel import ask
from simulation.compiled.draws_kernel import hours_of_visit, minutes_of
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    APPROVAL,
    APPROVAL_FACTOR,
    BEGUN,
    DISPATCH_DUE,
    DONE,
    ESCALATED,
    FINISH,
    FOREVER,
    HANDOFF,
    HANDOFF_DURATION,
    HANDOFF_FROM,
    HANDOFF_LINE,
    HANDOFF_SIZE,
    HANDOFFS,
    KIND,
    LATENCIES,
    LATENCY_DURATION,
    LATENCY_LINE,
    LATENCY_SIZE,
    NOBODY,
    NOW,
    OF_APPROVAL,
    OF_CALENDAR,
    OF_EXTERNAL,
    OF_HANDOFF,
    OF_REWORK,
    PREDECESSORS,
    PROCESS,
    READY_AT,
    REOPENED,
    SERIAL,
    SHARED,
    SINCE,
    SLIPS,
    SLOWDOWNS,
    STATE,
    STEP_COUNT,
    UNLIMITED,
    WAITING,
    WAITS,
    WORK,
    Floats,
    Ints,
)
from simulation.compiled.preview_kernel import announce
from simulation.compiled.records_kernel import (
    note,
    row_of,
    step_of,
)
from simulation.compiled.team_kernel import take_turn


@in_place
def open_job(mem: Ints, real: Floats, job: int) -> None:
    """A job is admitted: the steps without predecessors are ready."""
    note(mem, K_ADMITTED, job, NOBODY, NOBODY, NOBODY)
    for index in range(mem[mem[job + PROCESS] + STEP_COUNT]):
        if not mem[mem[step_of(mem, job, index) + PREDECESSORS]]:
            _enable(mem, real, job, index)


@in_place
def enable_if_possible(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The step is enabled if it is pending and its predecessors allow it."""
    if can_start(mem, job, index):
        _enable(mem, real, job, index)


@in_place
def _enable(mem: Ints, real: Floats, job: int, index: int) -> None:
    row = row_of(mem, job, index)
    mem[row + STATE] = HANDOFF
    mem[row + SERIAL] += 1
    mem[row + SINCE] = mem[NOW]
    note(mem, K_ENABLED, job, index, mem[row + BEGUN], NOBODY)
    ready = _ready(mem, real, job, index)
    if ready == FOREVER:
        _strand(mem, job, index)
    else:
        push(mem, ready, ON_READY, job, index, mem[row + SERIAL])


@in_place
def _ready(mem: Ints, real: Floats, job: int, index: int) -> int:
    """When every hand-off is through. One from a predecessor that is not done counts from now."""
    ready, row = mem[NOW], row_of(mem, job, index)
    if mem[row + REOPENED]:
        mem[row + REOPENED] = 0
        return ready
    handoffs = mem[step_of(mem, job, index) + HANDOFFS]
    for place in range(mem[handoffs]):
        handoff = handoffs + 1 + place * HANDOFF_SIZE
        source = row_of(mem, job, mem[handoff + HANDOFF_FROM])
        since = mem[source + FINISH] if mem[source + STATE] == DONE else mem[NOW]
        delay = minutes_of(hours_of_visit(mem, real, job, mem[handoff + HANDOFF_DURATION], mem[row + BEGUN]))
        ready = max(ready, advance_delay(mem, mem[handoff + HANDOFF_LINE], since, delay))
    return ready


@in_place
def get_ready(mem: Ints, real: Floats, job: int, index: int, serial: int) -> None:
    """The hand-offs of a step are through, unless it was recalled."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    if mem[row + SERIAL] != serial:
        return
    mem[job + WAITS + OF_HANDOFF] += mem[NOW] - mem[row + SINCE]
    mem[row + READY_AT] = mem[NOW]
    note(mem, K_READY, job, index, mem[row + BEGUN], NOBODY)
    if mem[step + KIND] != WORK:
        _elapse(mem, real, job, index)
        return
    draw_effort(mem, real, job, index)
    if effort_of(mem, real, job, index) and not mem[step + UNLIMITED]:
        mem[row + STATE] = WAITING
        ask(mem, real, job, index)
    else:
        _work_without_people(mem, real, job, index)


@in_place
def _elapse(mem: Ints, real: Floats, job: int, index: int) -> None:
    """A sign-off or wait begins."""
    end, step = _elapsed(mem, real, job, index), step_of(mem, job, index)
    if end == FOREVER:
        _strand(mem, job, index)
        return
    note(mem, K_STARTED, job, index, begin_visit(mem, job, index), NOBODY)
    cause = OF_APPROVAL if mem[step + KIND] == APPROVAL else OF_EXTERNAL
    mem[job + WAITS + cause] += end - mem[NOW]
    push(mem, end, ON_END, job, index, PASS_OVER)
    announce(mem, real, job, index, end)


@in_place
def _elapsed(mem: Ints, real: Floats, job: int, index: int) -> int:
    """When all sign-offs are there, or the wait is over; FOREVER where a calendar ends before."""
    step, end = step_of(mem, job, index), mem[NOW]
    slowly = mem[job + ESCALATED] and mem[step + KIND] == APPROVAL
    factor = real[APPROVAL_FACTOR] if slowly else 1.0
    latencies = mem[step + LATENCIES]
    for place in range(mem[latencies]):
        latency = latencies + 1 + place * LATENCY_SIZE
        minutes = minutes_of(_hours(mem, real, job, index, latency) * factor)
        end = max(end, advance_delay(mem, mem[latency + LATENCY_LINE], mem[NOW], minutes))
    return end


@in_place
def _hours(mem: Ints, real: Floats, job: int, index: int, latency: int) -> float:
    """Hours of a sign-off or wait that begins now."""
    now, visit = mem[NOW], mem[row_of(mem, job, index) + BEGUN]
    hours = hours_of_visit(mem, real, job, mem[latency + LATENCY_DURATION], visit)
    slowdowns, slips = mem[latency + SLOWDOWNS], mem[latency + SLIPS]
    for place in range(mem[slowdowns]):
        at = slowdowns + 1 + 3 * place
        if mem[at] <= now < mem[at + 1]:
            hours *= real[at + 2]
    for place in range(mem[slips]):
        at = slips + 1 + 3 * place
        if mem[at] <= now < mem[at + 1]:
            hours += hours_of_visit(mem, real, job, mem[at + 2], visit)
    return hours


@in_place
def _work_without_people(mem: Ints, real: Floats, job: int, index: int) -> None:
    """Work of no minutes, or of a skill without limit: whoever was planned for it may go on to the next."""
    effort, now = effort_of(mem, real, job, index), mem[NOW]
    end = advance(mem, mem[SHARED], now, effort)
    if end == FOREVER:
        _strand(mem, job, index)
        return
    visit = begin_visit(mem, job, index)
    note(mem, K_STARTED, job, index, visit, NOBODY)
    take_turn(mem, job, index)
    mem[DISPATCH_DUE] = 1
    mem[job + WAITS + OF_CALENDAR] += end - now - effort
    if visit:
        mem[job + WAITS + OF_REWORK] += effort
    push(mem, end, ON_END, job, index, PASS_OVER)
    announce(mem, real, job, index, end)


@in_place
def _strand(mem: Ints, job: int, index: int) -> None:
    note(mem, K_STRANDED, job, index, mem[row_of(mem, job, index) + BEGUN], NOBODY)
