"""Better launches for a team: one campaign at a time, judged by the linear program of everything else.

The optimum of a linear program is concave in the bounds of its variables, so what the reduced costs promise for
another launch is more than it can bring. Exchanges that promise nothing are never tried.
"""

from __future__ import annotations

import time

from optimizer.allocation.model.assemble import Model
from optimizer.allocation.problem import Problem
from optimizer.staffing.dive import Options, Spans
from optimizer.staffing.linear import Interrupted, LinearProgram, Optimum

Step = tuple[int, int, float]
"""A campaign by its place, the launch chosen instead, and what that promises."""
MOST_TOGETHER = 16
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
    """The optimum after exchanges of launches, several at once while that pays, until none does or time is over."""
    end = time.monotonic() + seconds
    options = _options(problem, model)
    fixed = {**bounds, **{v: (float(round(start.values[v])),) * 2 for one in options for v in one}}
    best, together = start, MOST_TOGETHER
    failed: set[tuple[int, int]] = set()
    while time.monotonic() < end:
        promising = [one for one in _promising(options, best) if together > 1 or one[:2] not in failed]
        if not promising:
            break
        steps = _of_different_campaigns(promising)[:together]
        change = {
            one: (float(one == variable),) * 2 for place, variable, _ in steps for one in options[place]
        }
        try:
            found = linear.solve({**fixed, **change}, end - time.monotonic())
        except Interrupted:
            break
        if found is not None and found.objective > best.objective + LEAST * abs(best.objective):
            best = found
            fixed.update(change)
            failed.clear()
        else:
            together = max(1, len(steps) // 2)
            if len(steps) == 1:
                failed.add(steps[0][:2])
    return best


def _of_different_campaigns(steps: list[Step]) -> list[Step]:
    """The first step of each campaign."""
    first: dict[int, Step] = {}
    for step in steps:
        first.setdefault(step[0], step)
    return list(first.values())


def _options(problem: Problem, model: Model) -> list[Options]:
    return [
        tuple(model.decision.run[candidate.index, one] for one in range(len(candidate.launches)))
        for candidate in problem.candidates
        if candidate.launches
    ]


NOT_AT_ALL = -1
"""Instead of a variable: the campaign does not run."""


def _promising(options: list[Options], optimum: Optimum) -> list[Step]:
    """Options and the variable that would be chosen instead, with what is promised; the most promising first."""
    found: list[Step] = []
    for place, one in enumerate(options):
        chosen = next((v for v in one if optimum.values[v] > 0.5), None)
        now = optimum.reduced[chosen] if chosen is not None else 0.0
        found += [(place, v, float(optimum.reduced[v] - now)) for v in one if v != chosen]
        if chosen is not None:
            found.append((place, NOT_AT_ALL, float(-now)))
    return sorted((one for one in found if one[2] > 0), key=lambda one: -one[2])
