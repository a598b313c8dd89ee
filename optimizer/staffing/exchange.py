"""Better launches for a team: one campaign at a time, judged by the linear program of everything else.

The optimum of a linear program is concave in the bounds of its variables, so what the reduced costs promise for
another launch is more than it can bring. Exchanges that promise nothing are never tried.
"""

from __future__ import annotations

import time
from collections.abc import Iterator

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.problem import Problem
from optimizer.staffing.dive import Options, Spans
from optimizer.staffing.linear import Interrupted, LinearProgram, Optimum

LEAST = 1e-6
"""Relative gain below which an exchange is not worth it."""


def exchange(
    problem: Problem,
    model: Model,
    linear: LinearProgram,
    bounds: Spans,
    start: Optimum,
    seconds: float,
) -> Optimum:
    """The optimum after exchanges of single launches, until none pays or the time is over."""
    end = time.monotonic() + seconds
    options = _options(problem, model)
    fixed = {**bounds, **{v: (float(round(start.values[v])),) * 2 for one in options for v in one}}
    best: Optimum = start
    failed: set[tuple[int, int]] = set()
    while time.monotonic() < end:
        step = next((one for one in _promising(options, best) if one[:2] not in failed), None)
        if step is None:
            break
        place, variable, _ = step
        change = {one: (float(one == variable),) * 2 for one in options[place]}
        try:
            found = linear.solve({**fixed, **change}, end - time.monotonic())
        except Interrupted:
            break
        if found is not None and found.objective > best.objective + LEAST * abs(best.objective):
            best = found
            fixed.update(change)
            failed.clear()
        else:
            failed.add((place, variable))
    return best


def _options(problem: Problem, model: Model) -> list[Options]:
    return [
        tuple(model.decision.run[candidate.index, one] for one in range(len(candidate.launches)))
        for candidate in problem.candidates
        if candidate.launches
    ]


NOT_AT_ALL = -1
"""Instead of a variable: the campaign does not run."""


def _promising(options: list[Options], optimum: Optimum) -> Iterator[tuple[int, int, float]]:
    """Options and the variable that would be chosen instead, with what is promised; the most promising first."""
    found = []
    for place, one in enumerate(options):
        chosen = next((v for v in one if optimum.values[v] > 0.5), None)
        now = optimum.reduced[chosen] if chosen is not None else 0.0
        found += [(place, v, float(optimum.reduced[v] - now)) for v in one if v != chosen]
        if chosen is not None:
            found.append((place, NOT_AT_ALL, float(-now)))
    yield from sorted((one for one in found if one[2] > 0), key=lambda one: -one[2])
