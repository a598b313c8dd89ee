"""Responses by points instead of lines: the same relaxation with far fewer rows.

The lines that bound a response make a concave envelope; its corners are the points. Spend and revenue of a block are
combinations of the points with weights that add up to the block's gate (Balas 1985, in one dimension): two rows for a
block where lines take a row each. A block whose range is cut keeps the form with pieces.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from optimizer.allocation.model.assemble import Drawn, Model
from optimizer.allocation.model.revenue import bound_revenue
from optimizer.allocation.outline import Line, Outline
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program, Terms
from optimizer.allocation.solver import Floats
from optimizer.allocation.split import Split


@dataclass(frozen=True, slots=True, eq=False)
class Corners:
    """Corners of a concave envelope: ``spend`` and ``revenue`` (n,), rising; ``weights`` are their variables."""

    spend: Floats
    revenue: Floats
    weights: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Pointed:
    """A program with its responses by points; ``corners`` by block."""

    drawn: Drawn
    corners: Mapping[int, Corners]

    @property
    def program(self) -> Program:
        """The program."""
        return self.drawn.program

    def complete(
        self, problem: Problem, model: Model, outlines: Mapping[int, Outline], split: Split, values: Floats
    ) -> Floats:
        """Values of all variables for a split, from those of the variables of ``model``."""
        complete = self.drawn.complete(problem, model, outlines, split, values)
        for index, corners in self.corners.items():
            block = outlines[index].block
            if split.launch_of(problem.cells[block.cell]) in block.launches:
                gate = sum(values[model.decision.gate[block.cell, launch]] for launch in block.launches)
                complete[list(corners.weights)] = gate * weights_of(corners.spend, split.spend[block.cell])
        return complete


def draw_points(model: Model, outlines: Mapping[int, Outline]) -> Pointed:
    """The program with every response under its outline, by points where its range is not cut."""
    program, pieces, corners = model.program.copy(), {}, {}
    for index, outline in outlines.items():
        if len(outline.pieces) == 1 and not outline.floored:
            corners[index] = _add_points(program, model, outline)
        else:
            pieces[index] = bound_revenue(program, model.decision, outline)
    return Pointed(Drawn(program, pieces), corners)


def _add_points(program: Program, model: Model, outline: Outline) -> Corners:
    block, decision = outline.block, model.decision
    spend, revenue = corners_of(outline.pieces[0].lines, block.upper)
    weights = tuple(program.variable(0.0, 1.0) for _ in spend)
    gate: Terms = {decision.gate[block.cell, launch]: -1.0 for launch in block.launches}
    spends: Terms = {decision.spend[block.cell, launch]: -1.0 for launch in block.launches}
    program.require({**dict.fromkeys(weights, 1.0), **gate}, lower=0.0, upper=0.0)
    program.require({**dict(zip(weights, map(float, spend), strict=True)), **spends}, lower=0.0, upper=0.0)
    program.require(
        {decision.revenue[block.index]: 1.0, **dict(zip(weights, map(float, -revenue), strict=True))},
        upper=0.0,
    )
    return Corners(spend, revenue, weights)


def corners_of(lines: tuple[Line, ...], upper: float) -> tuple[Floats, Floats]:
    """Corners of the lower envelope of lines on [0, upper], both ends included.

    Lines are given as slope and intercept; the envelope of m lines has at most m + 1 corners.
    """
    ordered = sorted(set(lines), key=lambda line: (-line[0], line[1]))
    lowest: list[Line] = []
    for slope, intercept in ordered:
        if lowest and slope == lowest[-1][0]:
            continue
        while lowest and _hidden(lowest, (slope, intercept)):
            lowest.pop()
        lowest.append((slope, intercept))
    slopes, intercepts = (np.array(part) for part in zip(*lowest, strict=True))
    meets = np.diff(intercepts) / -np.diff(slopes)
    inside = meets[(meets > 0) & (meets < upper)]
    spend = np.concatenate([[0.0], inside, [upper]])
    return spend, (intercepts[:, None] + slopes[:, None] * spend).min(axis=0)


def _hidden(lowest: list[Line], line: Line) -> bool:
    """Whether the last line is nowhere the lowest once another, flatter one is there."""
    (slope, intercept), (flat, base) = lowest[-1], line
    if base <= intercept:
        return True
    if len(lowest) == 1:
        return False
    steep, start = lowest[-2]
    return (base - start) * (steep - slope) <= (intercept - start) * (steep - flat)


def weights_of(spend: Floats, amount: float) -> Floats:
    """(n,) weights of the two corners about a spend that add up to one and mean the spend."""
    weights = np.zeros(len(spend))
    at = int(np.clip(np.searchsorted(spend, amount, side="right") - 1, 0, len(spend) - 2))
    share = (min(max(amount, spend[0]), spend[-1]) - spend[at]) / (spend[at + 1] - spend[at])
    weights[at], weights[at + 1] = 1 - share, share
    return weights
