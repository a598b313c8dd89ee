"""Machine code fetched, or made where none is kept, before anybody waits for a schedule."""

from __future__ import annotations

from functools import cache

from optimizer.schedule.compiled.annealing import taste_of
from optimizer.schedule.compiled.chain import NO_MOVES, empty_chain
from optimizer.schedule.compiled.flat import flatten
from optimizer.schedule.problem import Problem
from scenarios.worktime import Timeline


@cache
def prepare() -> None:
    """Run the kernels on nothing: 20 seconds where they have to be compiled, a fraction of one where they are kept."""
    nothing = Problem(jobs=(), people=(), tasks=(), first=(0,), shared=Timeline(()), wip_limit=None)
    model = flatten(nothing, ())
    empty_chain(nothing, model, seed=0).search(taste_of(model), NO_MOVES)
