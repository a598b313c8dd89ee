"""Draws of whole flights, as a scenario's channels have them."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.tangents import inflection
from optimizer.risk.draws import NO_CORNERS, DrawnResponse, Repeated
from optimizer.risk.excess import Ends, Turn, polygon_excess, tangent_excess
from optimizer.risk.hill_kernel import hill_excess, hill_values
from scenarios.document.curves import HillCurve, SigmoidCurve, TabulatedCurve
from scenarios.draws import DrawResponses
from scenarios.saturation import FORMULAS, parameters

Floats = NDArray[np.float64]


def flight_draws(flight: DrawResponses, scale: float = 1.0) -> DrawnResponse:
    """``scale`` times a flight's revenue under every draw; one that has no draws of its own is evaluated once."""
    if flight.columns or flight.exposure.ndim > 1 or flight.weight.ndim > 1:
        return FlightDraws(flight, scale)
    return Repeated(FlightDraws(replace(flight, number=1), scale), flight.number)


@dataclass(frozen=True, eq=False)
class FlightDraws:
    """g_d(X) of one cell for one launch; ``scale`` times its revenue, the contribution margin for example."""

    flight: DrawResponses
    scale: float = 1.0

    @property
    def draws(self) -> int:
        return self.flight.number

    @property
    def corners(self) -> Floats:
        """Where tiers of a rate card begin."""
        return NO_CORNERS if self.flight.rates is None else self.flight.rates.start[1:]

    def value(self, spend: Floats) -> Floats:
        if isinstance(self.flight.curve, HillCurve):
            return hill_values(self._media(np.asarray(spend, dtype=float)), *self._hill)
        return np.ascontiguousarray(self.scale * self.flight.value(spend).T)

    def excess(self, grid: Floats) -> Floats:
        """Tier by tier: within one, media are a straight line in spend.

        A segment with a tier's begin inside has the whole rise of its outcomes for a limit; one that ends where a
        tier begins is seen up to there, without the jump, which only raises its chord.
        """
        low, high = self._media(grid[:-1]), self._before(grid)
        if isinstance(self.flight.curve, HillCurve):
            above = hill_excess(low, high, *self._hill)
        elif isinstance(self.flight.curve, TabulatedCurve):
            above = self._table_excess(self.flight.curve, low, high)
        else:
            above = self._smooth_excess(low, high)
        inside = np.searchsorted(self.corners, grid[:-1], side="right") < np.searchsorted(
            self.corners, grid[1:], side="left"
        )
        if inside.any():
            above[inside] = np.diff(self.value(grid), axis=0)[inside]
        return above

    def _media(self, spend: Floats) -> Floats:
        return spend if self.flight.rates is None else self.flight.rates.media(spend)

    def _before(self, grid: Floats) -> Floats:
        """Media at the ends of the grid's segments, at the rates of their begins."""
        rates = self.flight.rates
        if rates is None:
            return grid[1:]
        tier = rates.tier(grid[:-1])
        return np.asarray(rates.base[tier] + rates.rate[tier] * (grid[1:] - rates.start[tier]))

    def _column(self, name: str) -> Floats:
        """(D,) a curve parameter under every draw."""
        given = self.flight.columns.get(name, np.array([[parameters(self.flight.curve)[name]]]))
        return np.ascontiguousarray(np.broadcast_to(given[:, 0], (self.draws,)))

    @property
    def _terms(self) -> tuple[Floats, Floats]:
        """(D, T) exposures and weights."""
        size = (self.draws, self.flight.exposure.shape[-1])
        return (
            np.ascontiguousarray(np.broadcast_to(self.flight.exposure, size)),
            self.scale * np.broadcast_to(self.flight.weight, size),
        )

    @property
    def _hill(self) -> tuple[Floats, Floats, Floats, Floats]:
        exposure, weight = self._terms
        worth = weight * self._column("ceiling")[:, None]
        return exposure, worth, self._column("half_saturation"), self._column("slope")

    def _table_excess(self, curve: TabulatedCurve, low: Floats, high: Floats) -> Floats:
        exposure, weight = self._terms
        knots, outcome = np.array(curve.spend), np.array(curve.outcome)[:, None]
        above = np.zeros((len(low), self.draws))
        for draw, t in np.argwhere(exposure > 0):
            unit = exposure[draw, t]
            above[:, draw] += weight[draw, t] * polygon_excess(knots, outcome, unit * low, unit * high)[:, 0]
        return above

    def _smooth_excess(self, low: Floats, high: Floats) -> Floats:
        exposure, weight = self._terms
        curve = self.flight.curve
        formulas, values = FORMULAS[curve.family], {**parameters(curve), **self.flight.columns}

        def ends(media: Floats, unit: Floats) -> Ends:
            place = unit * media
            return Ends(place, formulas.value(place, **values), formulas.slope(place, **values))

        place = self.flight.columns.get("midpoint", np.array([[inflection(curve)]]))
        place = place if isinstance(curve, SigmoidCurve) else np.zeros((1, 1))
        turn = Turn(place, formulas.value(place, **values), formulas.slope(place, **values))
        above = np.zeros((self.draws, len(low)))
        for t in range(exposure.shape[1]):
            unit = exposure[:, t, None]
            seen = np.where(unit > 0, unit, 1.0)
            excess = tangent_excess(ends(low, seen), ends(high, seen), turn)
            above += np.where(unit > 0, weight[:, t, None], 0.0) * excess
        return np.ascontiguousarray(above.T)
