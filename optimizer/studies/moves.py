"""The best split when only some moves are allowed: between brand and performance, within brand, within performance.

A group that may not be divided anew moves as one, in its legacy proportions, and enters the exact solver as a tabulated
curve of its total.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.separable import Curves, Group, Problem, Table, solve
from optimizer.separable.shapes import Response
from scenarios.document import HillCurve
from scenarios.response import Floats
from scenarios.studies.market import BUDGET, GROUPS, Market
from scenarios.studies.result import Coalition

SHIFT, WITHIN_BRAND, WITHIN_PERFORMANCE = "shift", "within_brand", "within_performance"
MOVES = (SHIFT, WITHIN_BRAND, WITHIN_PERFORMANCE)
POINTS = 401
"""Of a tabulated group; its error falls with the square."""


@dataclass(frozen=True, slots=True)
class Limits:
    """``floor`` least share of brand; ``band`` greatest relative change of a channel against legacy, None for any."""

    floor: float
    band: float | None

    def of(self, legacy: Floats | float) -> tuple[Floats, Floats]:
        """Least and most spend where today's is ``legacy``."""
        today = np.asarray(legacy, dtype=float)
        if self.band is None:
            return np.zeros_like(today), np.full_like(today, BUDGET)
        return today * max(0.0, 1 - self.band), np.minimum(today * (1 + self.band), BUDGET)


@dataclass(frozen=True, slots=True, eq=False)
class _Piece:
    """Channels that the solver sees as one curve, with its bounds."""

    channels: np.ndarray[tuple[int], np.dtype[np.intp]]
    group: int
    response: Response
    lower: float
    upper: float


def best_split(market: Market, weights: Floats, limits: Limits, moves: Coalition) -> Floats:
    """Spends (N,) that maximise the weighted outcome of the whole budget by the allowed moves only."""
    if not moves & set(MOVES):
        return market.legacy
    pieces = [
        piece
        for group, within in enumerate((WITHIN_BRAND, WITHIN_PERFORMANCE))
        for piece in _pieces(market, weights, limits, group, free=within in moves)
    ]
    brand = float(market.legacy[market.brand].sum())
    most = (BUDGET, BUDGET * (1 - limits.floor)) if SHIFT in moves else (brand, BUDGET - brand)
    problem = Problem.of(
        Curves.of(piece.response for piece in pieces),
        np.array([piece.upper for piece in pieces]),
        BUDGET,
        lower=np.array([piece.lower for piece in pieces]),
        groups=[Group(name, amount) for name, amount in zip(GROUPS, most, strict=True)],
        member=np.array([piece.group for piece in pieces]),
    )
    spend = np.zeros_like(market.legacy)
    for piece, amount in zip(pieces, solve(problem).spend, strict=True):
        legacy = market.legacy[piece.channels]
        spend[piece.channels] = legacy * (amount / legacy.sum())
    return spend


def _pieces(market: Market, weights: Floats, limits: Limits, group: int, *, free: bool) -> list[_Piece]:
    members = np.flatnonzero(market.brand if group == 0 else ~market.brand)
    if not free:
        return [_together(market, weights, limits, group, members)]
    lower, upper = limits.of(market.legacy)
    return [
        _Piece(
            np.array([place]),
            group,
            HillCurve(
                family="hill",
                ceiling=float(weights[place] * market.ceiling[place]),
                half_saturation=float(market.half[place] / (1 - market.duplicate[place])),
                slope=float(market.slope[place]),
            ),
            float(lower[place]),
            float(upper[place]),
        )
        for place in members
    ]


def _together(
    market: Market,
    weights: Floats,
    limits: Limits,
    group: int,
    members: np.ndarray[tuple[int], np.dtype[np.intp]],
) -> _Piece:
    """The group as one, in legacy proportions."""
    total = float(market.legacy[members].sum())
    lower, upper = (float(end) for end in limits.of(total))
    grid = np.unique(np.append(np.linspace(lower, upper, POINTS), total))
    spends = market.legacy * (grid[:, None] / total)
    outcome = (market.outcome(spends) * weights)[:, members].sum(axis=1)
    return _Piece(members, group, Table(grid, outcome), lower, upper)
