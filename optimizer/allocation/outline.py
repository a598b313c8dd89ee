"""How the search sees a response: as few straight lines as will do, more of them where solutions lie."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

import numpy as np

from optimizer.allocation.ceilings import Ceiling
from optimizer.allocation.envelope import FINE, ROUGH, Facets, OverEstimate, bound_response
from optimizer.allocation.problem import Cell, Problem
from scenarios.money import MINOR_PER_UNIT
from scenarios.response import CellResponse

FIRST_FACETS = 7
FIRST_TOLERANCE = 2e-3
"""How far the first facets may lie above the hull, as a share of the most revenue of the block."""


MANY = 2_000
"""Cells from which on responses are drawn roughly at first."""
SHORTEST_PIECE = 1e-7
"""Share of a block's range below which a piece is not cut off."""


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """Launches of a cell that have one and the same response and lateness.

    ``launches`` are positions in the candidate's launches, ``upper`` the most that can be spent, ``kept`` the share of
    revenue that unavoidable lateness leaves.
    """

    index: int
    cell: int
    launches: tuple[int, ...]
    response: CellResponse
    upper: float
    kept: float


Line = tuple[float, float]
"""Slope and intercept of a bound on revenue, currency units."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A range of spend with its own hull; ``lines`` are those of its facets that the program gets.

    Where revenue has a ceiling, it also lies above the lines of ``floor``: else a plan could disown what it earns.
    """

    lower: float
    upper: float
    hull: Facets
    lines: tuple[Line, ...]
    floor: tuple[Line, ...] = ()


@dataclass(frozen=True, eq=False)
class Outline:
    """What the program knows about a block: where its range is cut, and near which spends it is drawn finely.

    ``lines`` are the facets chosen so far for the whole range: they stay when the grid gets finer, as they stay valid.
    """

    block: Block
    estimate: OverEstimate
    cuts: tuple[float, ...] = ()
    points: tuple[float, ...] = ()
    lines: tuple[Line, ...] = ()
    floored: bool = False

    @cached_property
    def pieces(self) -> tuple[Piece, ...]:
        """The ranges between the cuts."""
        if not self.cuts:
            whole = self.estimate.hull(0.0, self.estimate.upper)
            return (
                Piece(0.0, self.estimate.upper, whole, self.lines, self._floor(0.0, self.estimate.upper)),
            )
        return tuple(self._piece(*ends) for ends in pairwise((0.0, *self.cuts, self.estimate.upper)))

    @cached_property
    def most(self) -> float:
        """More revenue than the block can have."""
        return max(float(piece.hull.value(piece.hull.knots).max()) for piece in self.pieces)

    @cached_property
    def scale(self) -> float:
        """The spend that brings nine tenths of the most that can be had: where the block is decided, if not beyond."""
        enough = int(np.argmax(self.estimate.true >= 0.9 * self.estimate.true[-1]))
        return float(self.estimate.grid[max(enough, 1)])

    def height(self, spend: float) -> float:
        """Height of the hull at a spend."""
        return float(self.piece_at(spend).hull.value(spend))

    def piece_at(self, spend: float) -> Piece:
        """The piece that holds a spend; where two meet, the one that promises more, as a tier's beginning does."""
        holding = [piece for piece in self.pieces if piece.lower <= spend <= piece.upper]
        return max(holding, key=lambda piece: float(piece.hull.value(spend)))

    def drawn(self, *spends: float) -> Outline:
        """The same, drawn finely near some spends."""
        inside = [min(max(spend, 0.0), self.estimate.upper) for spend in spends]
        estimate = self.estimate.refined_near(*inside)
        near = _lines(estimate.hull(0.0, estimate.upper), inside)
        lines = tuple(dict.fromkeys((*self.lines, *near)))
        if lines == self.lines and set(inside) <= set(self.points):
            return self
        return replace(self, estimate=estimate, points=(*self.points, *inside), lines=lines)

    def cut(self, spend: float) -> Outline:
        """The same, with the range cut at a spend inside it, or where a tier begins beyond it in the same piece."""
        spend = self._tier_beyond(spend)
        estimate = self.estimate.with_points(np.array([spend]))
        at = float(estimate.grid[np.argmin(np.abs(estimate.grid - spend))])
        if min(abs(at - end) for end in (0.0, *self.cuts, estimate.upper)) <= SHORTEST_PIECE * estimate.upper:
            return self
        return replace(self, estimate=estimate, cuts=tuple(sorted({*self.cuts, at})))

    def _tier_beyond(self, spend: float) -> float:
        """The next tier's beginning where nothing is cut between the two; the spend itself where there is none."""
        rates = self.block.response.rates
        if rates is None:
            return spend
        ends = (*self.cuts, self.estimate.upper)
        until = min((end for end in ends if end > spend), default=spend) * (1 - SHORTEST_PIECE)
        return float(min((start for start in rates.start if spend < start < until), default=spend))

    def _piece(self, lower: float, upper: float) -> Piece:
        hull = self.estimate.hull(lower, upper)
        near = _lines(hull, [point for point in self.points if lower <= point <= upper])
        lines = tuple(dict.fromkeys((*_few_lines(hull), *near)))
        return Piece(lower, upper, hull, lines, self._floor(lower, upper))

    def _floor(self, lower: float, upper: float) -> tuple[Line, ...]:
        """A few lines below the response, the highest of which is the floor; exact at both ends and drawn spends."""
        if not self.floored:
            return ()
        hull = self.estimate.floor(lower, upper)
        near = [lower, *(point for point in self.points if lower <= point <= upper), upper]
        lines = dict.fromkeys((*_few_lines(hull), *_lines(hull, near)))
        return tuple((-slope, -height) for slope, height in lines)


def _few_lines(hull: Facets) -> list[Line]:
    tolerance = FIRST_TOLERANCE * float(np.abs(hull.value(hull.knots)).max())
    return [hull.line(facet) for facet in hull.coarse(tolerance, FIRST_FACETS)]


def _lines(hull: Facets, spends: list[float]) -> list[Line]:
    """The facets at some spends and their left neighbours."""
    places = [int(hull.position(spend)) for spend in spends]
    return [hull.line(one) for place in places for one in (place, max(place - 1, 0))]


WORTHLESS = 0.4 / MINOR_PER_UNIT
"""Revenue that is rounded to nothing, as is all that a cell earns with less spend."""


def outline_responses(problem: Problem, ceiling: Ceiling) -> dict[int, Outline]:
    """First outlines of all blocks on which anything can be spent, by block."""
    floored = problem.has_revenue_ceiling
    fineness = FINE if len(problem.cells) <= MANY else ROUGH
    outlines: dict[int, Outline] = {}
    for cell in problem.cells:
        for launches in _alike(problem, cell):
            upper = max(ceiling(cell, launch) for launch in launches)
            response = problem.response(cell, launches[0])
            if upper <= 0 or float(response.value(upper)) < WORTHLESS:
                continue
            kept = problem.candidates[cell.candidate].launches[launches[0]].kept
            block = Block(len(outlines), cell.index, launches, response, upper, kept)
            estimate = bound_response(response, upper, fineness)
            lines = tuple(_few_lines(estimate.hull(0.0, upper)))
            outlines[block.index] = Outline(block, estimate, lines=lines, floored=floored)
    return outlines


def _alike(problem: Problem, cell: Cell) -> list[tuple[int, ...]]:
    groups: dict[tuple[object, ...], list[int]] = {}
    for position, launch in enumerate(problem.candidates[cell.candidate].launches):
        response = problem.response(cell, position)
        shape = (response.exposure.tobytes(), response.weight.tobytes())
        groups.setdefault((launch.kept, launch.lost, *shape), []).append(position)
    return [tuple(positions) for positions in groups.values()]
