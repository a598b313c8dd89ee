"""The dual side: which weights of the draws, and which prices of the limits, bound a criterion best.

For weights w in the envelope and prices p >= 0 of the limits that are not nested budgets,

    U(w, p) = max {sum_i (sum_d w_d f_id(x_i) - (c + p'A)_i x_i) + p'b : bounds, nested budgets}

is an upper limit of the criterion, convex in (w, p). Every maximiser x gives a cut U(w', p') >= w'R(x) - c'x +
p'(b - Ax), and the least (w, p) under the cuts is where to look next (Kelley 1960; the relaxation's own multipliers mix
the maximisers into a point of the convex hull).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.measure import Criterion
from optimizer.risk.program import minimise

Floats = NDArray[np.float64]


MISSED = 0.1
"""Share of the greatest scale at which a missed target counts."""


@dataclass(frozen=True, slots=True, eq=False)
class Dual:
    """``weights`` (D,) of the draws and ``prices`` (G,) of the priced limits."""

    weights: Floats
    prices: Floats

    def towards(self, other: Dual, share: float) -> Dual:
        """The dual a share of the way to another one."""
        return Dual(
            (1 - share) * self.weights + share * other.weights,
            (1 - share) * self.prices + share * other.prices,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Cut:
    """U(w, p) >= constant + w @ outcomes + p @ slack; ``outcomes`` (D,), ``slack`` (G,)."""

    constant: float
    outcomes: Floats
    slack: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Lowest:
    """The dual at which all cuts together are lowest, their height there, and their multipliers, adding up to 1."""

    dual: Dual
    height: float
    mix: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Envelope:
    """The duals that may be used.

    The weights are ``scale`` times a member of the criterion's risk envelope for ``draws`` draws; the scale is 1 for
    a criterion that is maximised, and free within ``scales`` for one that must reach ``target``. Prices are at most
    ``dearest`` (G,).
    """

    criterion: Criterion
    draws: int
    dearest: Floats
    scales: tuple[float, float] = (1.0, 1.0)
    target: float = 0.0

    def even(self, scale: float = 1.0) -> Dual:
        """Equal weights, no prices."""
        return Dual(np.full(self.draws, scale / self.draws), np.zeros(len(self.dearest)))

    def exchange(self, dual: Dual) -> float:
        """What a unit of the criterion counts where boxes are to be cut.

        A target that mixtures reach has no price in their dual, though the splits themselves may miss it: there it
        counts at least a share of the greatest scale.
        """
        free = self.scales[0] < self.scales[1]
        return max(float(dual.weights.sum()), MISSED * self.scales[1] if free else 0.0)

    @property
    def single(self) -> bool:
        """Whether there is only one dual."""
        low, high = self.criterion.envelope(self.draws)
        return (
            self.scales[0] == self.scales[1]
            and not len(self.dearest)
            and (high - low < 1e-15 or self.draws == 1 or self.criterion.tail == 1)
        )

    def least(self, cuts: list[Cut]) -> Lowest | None:
        """The lowest point of the cuts; None where rounding keeps the program from being solved.

        The variables are weights (D,), prices as shares of ``dearest`` (G,), the scale and the height; the program is
        solved in units of the largest outcome.
        """
        draws, count = self.draws, len(cuts)
        low, high = self.criterion.envelope(draws)
        rows = np.zeros((count, draws + len(self.dearest) + 2))
        rows[:, :draws] = [cut.outcomes - self.target for cut in cuts]
        rows[:, draws:-2] = [cut.slack * self.dearest for cut in cuts]
        limits = np.array([-cut.constant for cut in cuts])
        unit = max(float(np.abs(rows).max()), float(np.abs(limits).max()), 1e-300)
        rows, limits = rows / unit, limits / unit
        rows[:, -1] = -1.0
        each = [low, high]
        if self.scales[0] < self.scales[1]:
            rows, limits = _scaled(rows, limits, draws, (low, high))
            each = [0.0, np.inf]
        bounds = np.array(
            [each] * draws + [[0.0, 1.0]] * len(self.dearest) + [[*self.scales], [-np.inf, np.inf]]
        )
        objective, total = np.zeros(rows.shape[1]), np.zeros(rows.shape[1])
        objective[-1] = 1.0
        total[:draws], total[-2] = 1.0, -1.0
        found = minimise(objective, rows, limits, bounds, (total, 0.0))
        if found is None:
            return None
        mix = found.worth[:count] / max(found.worth[:count].sum(), 1e-300)
        prices = np.clip(found.point[draws:-2], 0.0, 1.0) * self.dearest
        return Lowest(Dual(np.maximum(found.point[:draws], 0.0), prices), unit * found.value, mix)


def _scaled(rows: Floats, limits: Floats, draws: int, envelope: tuple[float, float]) -> tuple[Floats, Floats]:
    """With a free scale the envelope's bounds become low * scale <= w <= high * scale."""
    low, high = envelope
    above, below = np.zeros((draws, rows.shape[1])), np.zeros((draws, rows.shape[1]))
    above[:, :draws], above[:, -2] = np.eye(draws), -high
    below[:, :draws], below[:, -2] = -np.eye(draws), low
    return np.vstack([rows, above, below]), np.concatenate([limits, np.zeros(2 * draws)])
