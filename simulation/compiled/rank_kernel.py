# mypy: disable-error-code="no-any-return"
"""Who goes first within a class: the rules of dispatch (rule 15)."""

from scenarios.compiled import in_place
from simulation.compiled.draws_kernel import work_of
from simulation.compiled.layout_kernel import (
    ARRIVAL,
    CRITICAL_RATIO,
    DONE,
    DUE_DATE,
    KIND,
    LOSS_PER_DAY,
    MEAN,
    NEVER,
    NOW,
    PLAN,
    PROCESS,
    RULE,
    STATE,
    STEP_COUNT,
    TARGET_MOMENT,
    WEIGHTED,
    WORK,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    row_of,
    step_of,
)

LAST = 1 << 62
"""Behind everything that a rule has an opinion of."""


@in_place
def rank_of(mem: Ints, real: Floats, job: int, planned: int) -> int:
    """The place of a job or step that becomes ready now, planned for the moment ``planned``; the lower goes first."""
    rule = mem[RULE]
    if mem[job + ARRIVAL] != NEVER:
        return LAST if rule in (WEIGHTED, CRITICAL_RATIO) else mem[job + ARRIVAL]
    if rule == PLAN:
        return planned
    if rule == DUE_DATE:
        return mem[job + TARGET_MOMENT]
    if rule == WEIGHTED:
        loss = mem[job + LOSS_PER_DAY]
        return 1_000_000 * _left(mem, real, job) // loss if loss else LAST
    if rule == CRITICAL_RATIO:
        return 1000 * (mem[job + TARGET_MOMENT] - mem[NOW]) // _left(mem, real, job)
    return mem[NOW]


@in_place
def _left(mem: Ints, real: Floats, job: int) -> int:
    """Mean effort minutes of the steps that are not done, at least 1."""
    minutes = 0
    for index in range(mem[mem[job + PROCESS] + STEP_COUNT]):
        step = step_of(mem, job, index)
        if mem[step + KIND] == WORK and mem[row_of(mem, job, index) + STATE] != DONE:
            minutes += work_of(real, job, real[step + MEAN])
    return max(1, minutes)
