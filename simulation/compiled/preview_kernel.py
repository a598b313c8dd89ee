# mypy: disable-error-code="no-any-return"
"""Overlap: successors are told when the visit to a predecessor has come far enough (rule 20)."""

import math

from scenarios.compiled import in_place
from simulation.compiled.codes_kernel import (
    ON_PREVIEW,
    PAIR,
)
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    BEGUN,
    NOW,
    PREVIEWS,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    row_of,
    step_of,
)


@in_place
def announce(mem: Ints, real: Floats, job: int, index: int, end: int) -> None:
    """A visit has begun and is to end at ``end``."""
    previews, start = mem[step_of(mem, job, index) + PREVIEWS], mem[NOW]
    for pair in range(mem[previews]):
        later, overlap = mem[previews + 1 + 2 * pair], real[previews + 2 + 2 * pair]
        moment = start + math.ceil((1.0 - overlap) * (end - start))
        if moment < end:
            visit = mem[row_of(mem, job, index) + BEGUN]
            push(mem, moment, ON_PREVIEW, job, PAIR * index + later, visit)
