# mypy: disable-error-code="no-any-return"
"""Which eligible jobs may begin, and how many campaigns are in progress (rules 2, 3 and 16)."""

from scenarios.compiled import in_place
from simulation.compiled.codes_kernel import (
    K_ELIGIBLE,
    ON_ADMISSION,
)
from simulation.compiled.heap_kernel import KIND_SHIFT, push_key
from simulation.compiled.layout_kernel import (
    ADMISSION,
    ADMISSION_DUE,
    ADMITTED,
    ADMITTED_ALL,
    BLOCKERS,
    CAMPAIGN_MINUTES,
    CAMPAIGNS,
    CAMPAIGNS_SINCE,
    DEPENDENTS,
    ELIGIBLE,
    GATE,
    GATE_SIZE,
    IS_LIMITED,
    IS_PREPARATION,
    LANE,
    LIMITED,
    NOBODY,
    NOW,
    NUMBER,
    PLACE,
    PLAN,
    PLANNED_ADMISSION,
    RANK,
    RULE,
    WINDOW_CLOSES,
    WINDOW_OPENS,
    WIP_LIMIT,
    Floats,
    Ints,
)
from simulation.compiled.rank_kernel import rank_of
from simulation.compiled.records_kernel import (
    job_of,
    note,
)
from simulation.compiled.visits_kernel import open_job


@in_place
def unblock(mem: Ints, real: Floats, job: int) -> None:
    """One thing less that keeps the job from being eligible: its release, or the launch of a prerequisite."""
    mem[job + BLOCKERS] -= 1
    if mem[job + BLOCKERS]:
        return
    now = mem[NOW]
    planned = mem[job + PLANNED_ADMISSION] if mem[RULE] == PLAN else now
    mem[job + ELIGIBLE], mem[job + RANK] = now, rank_of(mem, real, job, planned)
    note(mem, K_ELIGIBLE, job, NOBODY, NOBODY, NOBODY)
    mem[GATE_SIZE] += 1
    _put(mem, job, mem[GATE_SIZE] - 1)
    mem[ADMISSION_DUE] = 1
    if planned > now:
        push_key(mem, planned, ON_ADMISSION << KIND_SHIFT, 0)


@in_place
def unblock_dependents(mem: Ints, real: Floats, job: int) -> None:
    """The job has launched."""
    dependents = mem[job + DEPENDENTS]
    for place in range(mem[dependents]):
        unblock(mem, real, job_of(mem, mem[dependents + 1 + place]))


@in_place
def change_place(mem: Ints, job: int) -> None:
    """The job goes with another class from now on: bring those who wait for admission into order."""
    gate = mem[GATE]
    for place in range(mem[GATE_SIZE]):
        if mem[gate + place] == job:
            _put(mem, job, place)


@in_place
def _put(mem: Ints, job: int, place: int) -> None:
    """Move the job forward to where it belongs; the place is its own or free."""
    gate = mem[GATE]
    while place and _goes_before(mem, job, mem[gate + place - 1]):
        mem[gate + place] = mem[gate + place - 1]
        place -= 1
    mem[gate + place] = job


@in_place
def _goes_before(mem: Ints, job: int, other: int) -> bool:
    if mem[job + LANE] != mem[other + LANE]:
        return mem[job + LANE] < mem[other + LANE]
    if mem[job + RANK] != mem[other + RANK]:
        return mem[job + RANK] < mem[other + RANK]
    return mem[job + NUMBER] < mem[other + NUMBER]


@in_place
def admit(mem: Ints, real: Floats) -> None:
    """Go through the eligible jobs once, and begin those that may."""
    mem[ADMISSION_DUE] = 0
    gate, kept = mem[GATE], 0
    for place in range(mem[GATE_SIZE]):
        job = mem[gate + place]
        if _may_begin(mem, job):
            _begin(mem, real, job)
        else:
            mem[gate + kept] = job
            kept += 1
    mem[GATE_SIZE] = kept


@in_place
def _may_begin(mem: Ints, job: int) -> bool:
    """Whether there is room for the job and, by plan, its turn or its planned admission has come."""
    if not mem[job + IS_LIMITED]:
        return True
    if mem[WIP_LIMIT] >= 0 and mem[LIMITED] >= mem[WIP_LIMIT]:
        return False
    if mem[RULE] != PLAN or mem[NOW] >= mem[job + PLANNED_ADMISSION]:
        return True
    return mem[ADMITTED_ALL] >= mem[job + PLACE]


@in_place
def _begin(mem: Ints, real: Floats, job: int) -> None:
    if mem[job + IS_LIMITED]:
        mem[LIMITED] += 1
        if mem[RULE] == PLAN:
            admitted = mem[ADMITTED]
            mem[admitted + mem[job + PLACE]] = 1
            while mem[admitted + mem[ADMITTED_ALL]]:
                mem[ADMITTED_ALL] += 1
    mem[job + ADMISSION] = mem[NOW]
    if mem[job + IS_PREPARATION]:
        count_campaigns(mem, mem[NOW], 1)
    open_job(mem, real, job)


@in_place
def leave(mem: Ints, job: int) -> None:
    """A planned job is complete."""
    if mem[job + IS_PREPARATION]:
        count_campaigns(mem, mem[NOW], -1)
    if mem[job + IS_LIMITED]:
        mem[LIMITED] -= 1
        mem[ADMISSION_DUE] = 1


@in_place
def count_campaigns(mem: Ints, moment: int, difference: int) -> None:
    """The number of campaigns in progress changes; its integral runs over the window."""
    moment = min(max(moment, mem[WINDOW_OPENS]), mem[WINDOW_CLOSES])
    mem[CAMPAIGN_MINUTES] += mem[CAMPAIGNS] * (moment - mem[CAMPAIGNS_SINCE])
    mem[CAMPAIGNS] += difference
    mem[CAMPAIGNS_SINCE] = moment
