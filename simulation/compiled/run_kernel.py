# mypy: disable-error-code="no-any-return"
"""A replication from its first event to its last (the order within an instant is that of the rules)."""

from scenarios.compiled import in_place
from simulation.compiled.admission_kernel import admit, unblock
from simulation.compiled.arrivals_kernel import expect_requests
from simulation.compiled.changes_kernel import change, escalate, expect_changes
from simulation.compiled.codes_kernel import (
    ON_ADMISSION,
    ON_ARRIVAL,
    ON_CHANGE,
    ON_END,
    ON_ESCALATION,
    ON_NOTICE,
    ON_PREVIEW,
    ON_READY,
    ON_RELEASE,
    PAIR,
)
from simulation.compiled.course_kernel import is_under_way
from simulation.compiled.desk_kernel import dispatch
from simulation.compiled.heap_kernel import JOB_MASK, JOB_SHIFT, KIND_SHIFT, STEP_MASK, next_moment, pop, push
from simulation.compiled.intake_kernel import arrive
from simulation.compiled.layout_kernel import (
    ADMISSION_DUE,
    BEGUN,
    DISPATCH_DUE,
    ESCALATES,
    FOREVER,
    JOB_COUNT,
    NOW,
    ON_IT,
    RELEASE,
    STATE,
    STATUS,
    WAKE,
    WORDS,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import add
from simulation.compiled.presence_kernel import wake
from simulation.compiled.records_kernel import (
    job_of,
    row_of,
)
from simulation.compiled.reset_kernel import reset
from simulation.compiled.results_kernel import end_of, reject
from simulation.compiled.sharing_kernel import close_shares
from simulation.compiled.visits_kernel import enable_if_possible, get_ready


@in_place
def run(mem: Ints, real: Floats, replication: int) -> None:
    """Run a replication to its end; STATUS says whether there was room for all of it."""
    reset(mem, real, replication)
    _expect_all(mem, real)
    while not mem[STATUS]:
        moment = next_moment(mem)
        if moment == mem[NOW]:
            key, load = pop(mem)
            _take(mem, real, key >> KIND_SHIFT, key >> JOB_SHIFT & JOB_MASK, key & STEP_MASK, load)
        elif mem[ADMISSION_DUE]:
            admit(mem, real)
        elif mem[DISPATCH_DUE]:
            dispatch(mem, real)
        else:
            moment = min(moment, mem[WAKE])
            if moment == FOREVER:
                break
            mem[NOW] = moment
            if moment == mem[WAKE]:
                wake(mem, real)
    close_shares(mem, real)


@in_place
def _expect_all(mem: Ints, real: Floats) -> None:
    """What is known to come before anything has happened."""
    for number in range(mem[JOB_COUNT]):
        job = job_of(mem, number)
        push(mem, mem[job + RELEASE], ON_RELEASE, job, 0, 0)
        if mem[job + ESCALATES] >= 0:
            push(mem, mem[job + ESCALATES], ON_ESCALATION, job, 0, 0)
        expect_changes(mem, real, job)
    expect_requests(mem, real)


@in_place
def _take(mem: Ints, real: Floats, kind: int, number: int, step: int, load: int) -> None:
    """An event takes place."""
    job = job_of(mem, number)
    if kind == ON_END:
        end_of(mem, real, job, step, load)
    elif kind == ON_READY:
        get_ready(mem, real, job, step, load)
    elif kind == ON_PREVIEW:
        _preview(mem, real, job, step // PAIR, step % PAIR, load)
    elif kind == ON_NOTICE:
        reject(mem, real, job, step, load)
    elif kind == ON_RELEASE:
        unblock(mem, real, job)
    elif kind == ON_CHANGE:
        change(mem, real, job, step)
    elif kind == ON_ESCALATION:
        escalate(mem, job)
    elif kind == ON_ARRIVAL:
        arrive(mem, real, job)
    elif kind == ON_ADMISSION:
        mem[ADMISSION_DUE] = 1
    else:
        mem[DISPATCH_DUE] = 1


@in_place
def _preview(mem: Ints, real: Floats, job: int, index: int, later: int, visit: int) -> None:
    """A step gives a preview, unless the visit has ended or does not count any more."""
    row = row_of(mem, job, index)
    if mem[row + BEGUN] == visit and is_under_way(mem[row + STATE]):
        add(mem, row + ON_IT + mem[WORDS], later)
        enable_if_possible(mem, real, job, later)
