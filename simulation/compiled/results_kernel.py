# mypy: disable-error-code="no-any-return"
"""The end of a visit and what follows: held, repaired, rejected or accepted (rules 4, 10, 18 and 20 to 23)."""

from scenarios.compiled import in_place
from simulation.compiled.admission_kernel import leave, unblock_dependents
from simulation.compiled.calendar_kernel import advance
from simulation.compiled.codes_kernel import (
    ABOUT,
    ABOUT_BITS,
    FOUNDED,
    K_COMPLETED,
    K_DEFECT,
    K_ENDED,
    K_ESCAPED,
    K_HELD,
    K_LAUNCHED,
    K_RECALLED,
    K_REJECTED,
    K_REOPENED,
    K_STRANDED,
    K_VOIDED,
    MENDED,
    ON_END,
    ON_NOTICE,
    PASS_OVER,
    SHARE_OVER,
    WORK_OVER,
)
from simulation.compiled.course_kernel import halt, is_founded, is_rejected, lets_pass
from simulation.compiled.desk_kernel import count_in_groups
from simulation.compiled.draws_kernel import hours_of_visit, minutes_of
from simulation.compiled.heap_kernel import push
from simulation.compiled.intake_kernel import make_room
from simulation.compiled.layout_kernel import (
    BEGUN,
    COMPLETION,
    DEFECT_COST,
    DEFECT_COSTS,
    DEFECTS,
    DESCENDANTS,
    DISPATCH_DUE,
    DONE,
    ESCAPED,
    FINDS,
    FINISH,
    FOREVER,
    HELD,
    LAUNCH,
    LAUNCH_STEP,
    LEFT,
    MENDING,
    NEVER,
    NOBODY,
    NONE,
    NOW,
    OF_PERSON,
    OF_REWORK,
    PENDING,
    PROCESS,
    REJECTIONS,
    REOPENED,
    REPAIR,
    REPEATS,
    RUNNING,
    SERIAL,
    SHARE,
    SHARED,
    SINCE,
    STATE,
    STREAM,
    SUCCESSORS,
    SUSPENDED,
    TARGET,
    UNDONE,
    UNNOTICED,
    UPDATES,
    VOID,
    WAITING,
    WAITS,
    Floats,
    Ints,
)
from simulation.compiled.queue_kernel import withdraw
from simulation.compiled.records_kernel import (
    note,
    row_of,
    step_of,
)
from simulation.compiled.sharing_kernel import end_share
from simulation.compiled.teamwork_kernel import leave_step
from simulation.compiled.visits_kernel import enable_if_possible


@in_place
def end_of(mem: Ints, real: Floats, job: int, index: int, load: int) -> None:
    """An event of kind ON_END; what the load is about says what ends."""
    row, about, serial = row_of(mem, job, index), load & ABOUT, load >> ABOUT_BITS
    if about == SHARE_OVER:
        if end_share(mem, real, job, index, serial):
            _leave(mem, real, job, index)
        return
    if about != PASS_OVER and mem[row + SERIAL] != serial:
        return
    if about == WORK_OVER:
        leave_step(mem, job, index)
        _leave(mem, real, job, index)
    elif about == PASS_OVER:
        _through(mem, real, job, index)
    elif about == FOUNDED:
        _inspect(mem, real, job, index)
    else:
        _count_time(mem, job, row, mem[row + STATE])
        _end(mem, real, job, index)


@in_place
def _leave(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The people of a step have left it, and it is through."""
    count_in_groups(mem, job, index, 1)
    mem[DISPATCH_DUE] = 1
    _through(mem, real, job, index)


@in_place
def _through(mem: Ints, real: Floats, job: int, index: int) -> None:
    """A visit has nothing left to do."""
    row = row_of(mem, job, index)
    if mem[row + STATE] == VOID:
        note(mem, K_VOIDED, job, index, mem[row + BEGUN] - 1, NOBODY)
        mem[row + STATE] = PENDING
        enable_if_possible(mem, real, job, index)
    elif is_founded(mem, job, index):
        _inspect(mem, real, job, index)
    else:
        _hold(mem, job, index, HELD)


@in_place
def _hold(mem: Ints, job: int, index: int, state: int) -> None:
    row = row_of(mem, job, index)
    note(mem, K_HELD, job, index, mem[row + BEGUN] - 1, NOBODY)
    halt(mem, row, state)


@in_place
def _count_time(mem: Ints, job: int, row: int, state: int) -> None:
    """The step leaves a state that its visit under way came into: count the time that it was in it."""
    if state in (HELD, SUSPENDED):
        mem[job + WAITS + OF_PERSON] += mem[NOW] - mem[row + SINCE]
    elif state in (MENDING, UNNOTICED):
        mem[job + WAITS + OF_REWORK] += mem[NOW] - mem[row + SINCE]


@in_place
def _inspect(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The visit is through, and so is everything before it: find the defects that come to light here."""
    row = row_of(mem, job, index)
    _count_time(mem, job, row, mem[row + STATE])
    minutes = _find(mem, real, job, index)
    if not minutes:
        _end(mem, real, job, index)
        return
    _hold(mem, job, index, MENDING)
    end = advance(mem, mem[SHARED], mem[NOW], minutes)
    if end == FOREVER:
        _strand(mem, job, index)
    else:
        push(mem, end, ON_END, job, index, mem[row + SERIAL] << ABOUT_BITS | MENDED)


@in_place
def _find(mem: Ints, real: Floats, job: int, index: int) -> int:
    """Minutes that the repair of all defects found takes."""
    minutes, finds = 0, mem[step_of(mem, job, index) + FINDS]
    for place in range(mem[finds]):
        origin = mem[finds + 1 + place]
        row, step = row_of(mem, job, origin), step_of(mem, job, origin)
        visit = mem[row + ESCAPED]
        if visit != NEVER:
            note(mem, K_DEFECT, job, origin, visit, NOBODY)
            minutes += minutes_of(hours_of_visit(mem, real, job, mem[step + REPAIR], visit))
            mem[job + DEFECTS] += 1
            mem[job + DEFECT_COSTS] += mem[step + DEFECT_COST]
            mem[row + ESCAPED] = NEVER
    return minutes


@in_place
def _end(mem: Ints, real: Floats, job: int, index: int) -> None:
    row = row_of(mem, job, index)
    note(mem, K_ENDED, job, index, mem[row + BEGUN] - 1, NOBODY)
    if not is_rejected(mem, real, job, index):
        _finish(mem, job, row)
        _accept(mem, real, job, index)
    elif mem[UPDATES] < 0:
        _finish(mem, job, row)
        reject(mem, real, job, index, mem[row + SERIAL])
    else:
        # The result is rejected, but that is noticed only at the next status update.
        halt(mem, row, UNNOTICED)
        moment = advance(mem, mem[UPDATES], mem[NOW], 1)
        if moment == FOREVER:
            _strand(mem, job, index)
        else:
            push(mem, moment, ON_NOTICE, job, index, mem[row + SERIAL])


@in_place
def _finish(mem: Ints, job: int, row: int) -> None:
    """The visit under way ends, and its result counts for now."""
    mem[row + STATE], mem[row + FINISH] = DONE, mem[NOW]
    mem[job + UNDONE] -= 1


@in_place
def reject(mem: Ints, real: Floats, job: int, index: int, serial: int) -> None:
    """The rejection of a result is noticed, unless the step was invalidated before."""
    row, step = row_of(mem, job, index), step_of(mem, job, index)
    if mem[row + SERIAL] != serial:
        return
    share = real[mem[step + REPEATS] + 1 + mem[row + REJECTIONS]]
    mem[row + REJECTIONS] += 1
    note(mem, K_REJECTED, job, index, mem[row + BEGUN] - 1, NOBODY)
    reopen(mem, real, job, mem[step + TARGET], share)


@in_place
def reopen(mem: Ints, real: Floats, job: int, target: int, share: float) -> None:
    """A step and all that depends on it are invalid; the step is ready again at once, or when its run ends."""
    descendants = mem[step_of(mem, job, target) + DESCENDANTS]
    for place in range(mem[descendants]):
        index = mem[descendants + 1 + place]
        _invalidate(mem, real, job, index, share)
        mem[row_of(mem, job, index) + REOPENED] = index == target
    enable_if_possible(mem, real, job, target)


@in_place
def _invalidate(mem: Ints, real: Floats, job: int, index: int, share: float) -> None:
    row = row_of(mem, job, index)
    state = mem[row + STATE]
    if mem[row + BEGUN]:
        real[row + SHARE] = share
    mem[row + ESCAPED] = NEVER
    if state == RUNNING:
        mem[row + STATE] = VOID
    elif state not in (PENDING, VOID):
        mem[row + STATE] = PENDING
        mem[row + SERIAL] += 1
        if state in (WAITING, SUSPENDED):
            withdraw(mem, job, index)
            mem[row + LEFT] = 0
        mem[job + UNDONE] += state == DONE
        _count_time(mem, job, row, state)
        kind = K_REOPENED if state in (DONE, UNNOTICED) else K_RECALLED
        note(mem, kind, job, index, mem[row + BEGUN], NOBODY)


@in_place
def _accept(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The result stands: launch, completion, and the steps that follow."""
    row = row_of(mem, job, index)
    if lets_pass(mem, real, job, index):
        mem[row + ESCAPED] = mem[row + BEGUN] - 1
        note(mem, K_ESCAPED, job, index, mem[row + ESCAPED], NOBODY)
    if index == mem[mem[job + PROCESS] + LAUNCH_STEP] and mem[job + LAUNCH] == NEVER:
        mem[job + LAUNCH] = mem[NOW]
        note(mem, K_LAUNCHED, job, NOBODY, NOBODY, NOBODY)
        if mem[job + STREAM] == NONE:
            unblock_dependents(mem, real, job)
    if not mem[job + UNDONE]:
        mem[job + COMPLETION] = mem[NOW]
        note(mem, K_COMPLETED, job, NOBODY, NOBODY, NOBODY)
        if mem[job + STREAM] == NONE:
            leave(mem, job)
        else:
            make_room(mem, real, job)
    successors = mem[step_of(mem, job, index) + SUCCESSORS]
    for place in range(mem[successors]):
        _follow(mem, real, job, mem[successors + 1 + place])


@in_place
def _follow(mem: Ints, real: Floats, job: int, index: int) -> None:
    """One more predecessor of the step is done."""
    row = row_of(mem, job, index)
    if mem[row + STATE] == HELD and is_founded(mem, job, index):
        push(mem, mem[NOW], ON_END, job, index, mem[row + SERIAL] << ABOUT_BITS | FOUNDED)
    else:
        enable_if_possible(mem, real, job, index)


@in_place
def _strand(mem: Ints, job: int, index: int) -> None:
    note(mem, K_STRANDED, job, index, mem[row_of(mem, job, index) + BEGUN] - 1, NOBODY)
