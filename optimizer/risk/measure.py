"""Mean-CVaR of equally likely outcomes, and its dual form.

CVaR of the worst share beta of D outcomes is their mean there, the boundary outcome counted in part (Rockafellar and
Uryasev 2002). The criterion (1 - rho) mean + rho CVaR is the least q-weighted mean over the risk envelope

    Q = {q: (1 - rho)/D <= q_d <= (1 - rho)/D + rho/(beta D), sum q_d = 1}

(Artzner et al. 1999; Rockafellar, Uryasev and Zabarankin 2006), so that every q in Q gives an upper limit of it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import UserError
from scenarios.i18n import Message

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Criterion:
    """(1 - ``aversion``) mean + ``aversion`` CVaR of the worst share ``tail``.

    Raises:
        UserError: an aversion outside [0, 1], or a tail outside (0, 1].
    """

    aversion: float
    tail: float

    def __post_init__(self) -> None:
        if not 0 <= self.aversion <= 1:
            raise UserError(Message("risk.input.aversion", {"value": self.aversion}))
        if not 0 < self.tail <= 1:
            raise UserError(Message("risk.input.tail", {"value": self.tail}))

    def weights(self, outcomes: Floats) -> Floats:
        """(D,) the weights of the envelope under which ``outcomes`` (D,) are worth least."""
        count = len(outcomes)
        weights = np.full(count, (1 - self.aversion) / count)
        weights += self.aversion * tail_weights(outcomes, self.tail)
        return weights

    def envelope(self, count: int) -> tuple[float, float]:
        """Least and greatest weight of one of ``count`` draws."""
        least = (1 - self.aversion) / count
        return least, least + self.aversion * min(1.0, 1 / (self.tail * count))

    def value(self, outcomes: Floats) -> float:
        """The criterion of ``outcomes`` (D,)."""
        return float(self.weights(outcomes) @ outcomes)

    def tail_mean(self, outcomes: Floats) -> float:
        """CVaR of ``outcomes`` (D,)."""
        return cvar(outcomes, self.tail)


def tail_weights(outcomes: Floats, tail: float) -> Floats:
    """(D,) weights, adding up to 1, of the worst share ``tail`` of outcomes; ties to the earlier."""
    count = len(outcomes)
    each = min(1.0, 1 / (tail * count))
    full = min(count, math.floor(tail * count + 1e-9))
    worst = np.argsort(outcomes, kind="stable")
    weights = np.zeros(count)
    weights[worst[:full]] = each
    rest = 1 - full * each
    if rest > 1e-12 and full < count:
        weights[worst[full]] = rest
    return weights


def cvar(outcomes: Floats, tail: float) -> float:
    """Mean of the worst share ``tail`` of equally likely outcomes (D,)."""
    return float(tail_weights(outcomes, tail) @ outcomes)
