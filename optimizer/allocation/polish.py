"""The best spends for campaigns and launches that are given: linear programs on hulls that close in on the curves.

Where the curves are concave around the solution, the hulls meet them and the method is Kelley's cutting planes (1960)
with the cuts of one-dimensional functions, which converge in a few steps. Where a hull lies above its curve, the range
of that cell is narrowed to the side of the gap that lies nearer: a dive, so that the result is a local optimum there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.allocation.clock import Clock
from optimizer.allocation.envelope import OverEstimate
from optimizer.allocation.model.assemble import Model
from optimizer.allocation.outline import Outline
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program
from optimizer.allocation.revenue_ceiling import hold_ceilings
from optimizer.allocation.solver import maximise
from optimizer.allocation.split import Split, net_value, read_split

ROUNDS = 8
CLOSE, CLOSEST = 1e-5, 1e-8
"""While plans are compared, and for the last word: the value is flat about the optimum, marginal returns are not."""
SECONDS = 5.0
"""Limit of one linear program; they take a small part of it."""
DRAWN_GAP, MOST_FACETS = 1e-4, 30
"""How closely hulls are drawn from the first round on: each of hundreds of cells finds a coarse facet to slide on."""
SMALL_GAP = 1e-3
"""Height of a hull above the true revenue, relative to it, that is no reason to narrow a range."""


@dataclass(frozen=True, eq=False)
class Range:
    """Where a block's spend is looked for, and near which spends its hull there is drawn finely."""

    estimate: OverEstimate
    lower: float
    upper: float
    points: tuple[float, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Polished:
    """The best split found and its value on the true curves, currency units."""

    split: Split
    value: float


def polish(
    problem: Problem,
    model: Model,
    outlines: Mapping[int, Outline],
    start: Split,
    clock: Clock,
    close: float = CLOSE,
) -> Polished | None:
    """Improve the spends of a split without touching what runs and when; None if there is nothing feasible.

    ``close`` is the relative difference of the hulls' value and the true one at which they are good enough.
    """
    base = close_blocks(fixed_choice(problem, model, start), model, outlines, start, problem)
    ranges = {index: _first_range(outlines[index], start) for index in open_blocks(problem, outlines, start)}
    best: Polished | None = None
    for _ in range(ROUNDS):
        program = base.copy()
        for index, span in ranges.items():
            _add_range(program, model, index, outlines[index], span)
        if problem.has_revenue_ceiling:
            hold_ceilings(program, model, outlines, best.split if best else start)
        answer = maximise(program, SECONDS)
        if not answer.found:
            break
        split = read_split(problem, model.decision, answer.values)
        value = net_value(problem, split)
        if best is None or value > best.value:
            best = Polished(split, value)
        if answer.objective - best.value <= close * max(abs(best.value), 1.0) or clock.left <= 0:
            break
        ranges = {
            index: _narrowed(span, split.spend[outlines[index].block.cell]) for index, span in ranges.items()
        }
    return best and _better(problem, best, start)


def _better(problem: Problem, found: Polished, start: Split) -> Polished:
    """What was found, or the start where that is worth more: programs on hulls may lead away from a good split."""
    value = net_value(problem, start)
    return found if found.value >= value else Polished(start, value)


def fixed_choice(problem: Problem, model: Model, split: Split) -> Program:
    """The program with launches and open cells as in a split, to be solved for spends and hours."""
    decision = model.decision
    values: dict[int, float] = {}
    for (candidate, launch), run in decision.run.items():
        values[run] = float(split.launches[candidate] == launch)
    for cell, active in decision.active.items():
        values[active] = float(split.spend[cell] > 0)
    bare: set[int] = set()
    for derived in decision.derived:
        values[derived.variable] = derived.value(split.spend)
        bare.update(derived.cells if values[derived.variable] == 0 else ())
    for (cell, launch), spend in decision.spend.items():
        # Where there can be no spend there is none to a solver's tolerance either: some curves begin vertically.
        if cell in bare or split.launches[problem.cells[cell].candidate] != launch:
            values[spend] = 0.0
    return model.program.fixed(values).relaxed()


def open_blocks(problem: Problem, outlines: Mapping[int, Outline], split: Split) -> list[int]:
    """Blocks of the launches that a split chooses."""
    return [
        index
        for index, outline in outlines.items()
        if split.launch_of(problem.cells[outline.block.cell]) in outline.block.launches
    ]


def close_blocks(
    program: Program, model: Model, outlines: Mapping[int, Outline], split: Split, problem: Problem
) -> Program:
    """The program in which blocks of other launches bring nothing."""
    chosen = set(open_blocks(problem, outlines, split))
    closed = {model.decision.revenue[index]: 0.0 for index in outlines if index not in chosen}
    return program.fixed(closed)


def _first_range(outline: Outline, start: Split) -> Range:
    spend = min(start.spend[outline.block.cell], outline.estimate.upper)
    piece = outline.piece_at(spend)
    return Range(outline.estimate.refined_near(spend), piece.lower, piece.upper, (spend,))


def _add_range(program: Program, model: Model, index: int, outline: Outline, span: Range) -> None:
    spends = {model.decision.spend[outline.block.cell, launch]: 1.0 for launch in outline.block.launches}
    hull = span.estimate.hull(span.lower, span.upper)
    facets = set(hull.coarse(DRAWN_GAP * float(hull.value(hull.knots).max()), MOST_FACETS))
    for point in span.points:
        at = int(hull.position(point))
        facets.update(range(max(at - 4, 0), min(at + 5, len(hull.slope))))
    for facet in sorted(facets):
        terms = dict.fromkeys(spends, -float(hull.slope[facet]))
        program.require({model.decision.revenue[index]: 1.0, **terms}, upper=float(hull.intercept[facet]))
    lower = span.lower if span.lower > 0 else -np.inf
    upper = span.upper if span.upper < outline.estimate.upper else np.inf
    if lower > -np.inf or upper < np.inf:
        program.require(spends, lower=lower, upper=upper)


def _narrowed(span: Range, spend: float) -> Range:
    """The range for the next round: finer near the last spend, and without the gap in which that lay."""
    spend = min(max(spend, span.lower), span.upper)
    estimate = span.estimate.refined_near(spend)
    hull = estimate.hull(span.lower, span.upper)
    at = int(hull.position(spend))
    left, right = float(hull.knots[at]), float(hull.knots[at + 1])
    true = float(estimate.response.value(spend))
    if float(hull.value(spend)) - true <= SMALL_GAP * true or right - left <= 0.02 * right:
        return Range(estimate, span.lower, span.upper, (*span.points, spend))
    if spend - left < right - spend:
        beyond = float(estimate.grid[np.searchsorted(estimate.grid, span.lower, side="right")])
        return Range(estimate, span.lower, max(left, beyond), (*span.points, left))
    before = float(estimate.grid[np.searchsorted(estimate.grid, span.upper) - 1])
    return Range(estimate, min(right, before), span.upper, (*span.points, right))
