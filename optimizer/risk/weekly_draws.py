"""Draws of cells whose spend is decided period by period, along the plan's pattern."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.tangents import inflection
from optimizer.risk.excess import Ends, Turn, polygon_excess, tangent_excess
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import Curve, HillCurve, SigmoidCurve, TabulatedCurve
from scenarios.document.scenario import Scenario
from scenarios.draws import draw_number
from scenarios.money import MINOR_PER_UNIT
from scenarios.rates import RateCard
from scenarios.saturation import FORMULAS, evaluate, parameters
from scenarios.weekly import weekly_response

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class WeeklyDraws:
    """What total spend in fixed ``shares`` (F,) of the periods earns beyond what carry-in earns by itself.

    ``columns`` (D, 1) by curve parameter, ``retention`` and ``carry_in`` (D, 1); ``weight`` (T,) of an outcome in each
    period; ``stretch`` divides adstock; ``rates`` are those of a single period's spend.
    """

    number: int
    curve: Curve
    columns: dict[str, Floats]
    retention: Floats
    carry_in: Floats
    shares: Floats
    weight: Floats
    stretch: float
    rates: RateCard | None

    @property
    def draws(self) -> int:
        return self.number

    @property
    def corners(self) -> Floats:
        """Totals at which the spend of some period reaches a tier."""
        if self.rates is None:
            return np.empty(0)
        shares = self.shares[self.shares > 0]
        return np.unique(np.outer(self.rates.start[1:], 1 / shares))

    def value(self, spend: Floats) -> Floats:
        x = np.asarray(spend, dtype=float)
        total = np.zeros((self.number, len(x)))
        for weight, stock, before in zip(
            self.weight, self._stocks(x), self._stocks(np.zeros(1)), strict=True
        ):
            total += weight * (self._outcome(stock) - self._outcome(before))
        return np.ascontiguousarray(np.maximum(total, 0.0).T)

    def excess(self, grid: Floats) -> Floats:
        """Period by period, where adstock is a straight line in the total; the whole rise where a tier begins inside.

        Where a tier lowers the price of all units, media jump, and a segment that ends there counts as one with it.
        """
        above = np.zeros((len(grid) - 1, self.number))
        for weight, stock in zip(self.weight, self._stocks(grid), strict=True):
            above += weight * self._above(stock)
        inside = np.searchsorted(self.corners, grid[:-1], side="right") < np.searchsorted(
            self.corners, grid[1:], side="right" if self._jumps else "left"
        )
        if inside.any():
            above[inside] = np.diff(self.value(grid), axis=0)[inside]
        return above

    @property
    def _jumps(self) -> bool:
        """Whether media rise at once where a tier begins."""
        rates = self.rates
        if rates is None:
            return False
        ends = rates.base[:-1] + rates.rate[:-1] * np.diff(rates.start)
        return not np.allclose(ends, rates.base[1:])

    def _stocks(self, spend: Floats) -> Iterator[Floats]:
        """(D, m) stretched adstock of each period at totals (m,)."""
        stock = np.broadcast_to(self.carry_in, (self.number, len(spend)))
        for t in range(len(self.weight)):
            bought = np.zeros(len(spend))
            if t < len(self.shares):
                x = self.shares[t] * spend
                bought = x if self.rates is None else self.rates.media(x)
            stock = bought + self.retention * stock
            yield stock / self.stretch

    def _outcome(self, stock: Floats) -> Floats:
        if isinstance(self.curve, TabulatedCurve):
            return evaluate(self.curve, stock)
        return FORMULAS[self.curve.family].value(stock, **self._values)

    @property
    def _values(self) -> dict[str, Floats | float]:
        return {**parameters(self.curve), **self.columns}

    def _above(self, stock: Floats) -> Floats:
        """(m - 1, D) limits above the chords between the columns of ``stock`` (D, m)."""
        low, high = stock[:, :-1], stock[:, 1:]
        flat = high <= low
        high = np.where(flat, low + 1.0, high)
        if isinstance(self.curve, TabulatedCurve):
            knots, outcome = np.array(self.curve.spend), np.array(self.curve.outcome)[:, None]
            rows = [_polygon_row(knots, outcome, left, right) for left, right in zip(low, high, strict=True)]
            return np.where(flat.T, 0.0, np.array(rows).T)
        turn = self._at(self._turns)
        excess = tangent_excess(Ends(*self._at(low)), Ends(*self._at(high)), Turn(*turn))
        return np.where(flat, 0.0, excess).T

    def _at(self, place: Floats) -> tuple[Floats, Floats, Floats]:
        formulas = FORMULAS[self.curve.family]
        return place, formulas.value(place, **self._values), formulas.slope(place, **self._values)

    @property
    def _turns(self) -> Floats:
        """(D, 1) or (1, 1) inflections; zero for concave curves."""
        values = self._values
        if isinstance(self.curve, HillCurve):
            s = np.maximum(np.atleast_2d(values["slope"]), 1.0)
            return np.asarray(values["half_saturation"] * ((s - 1) / (s + 1)) ** (1 / s))
        if isinstance(self.curve, SigmoidCurve):
            return np.atleast_2d(values["midpoint"])
        return np.full((1, 1), inflection(self.curve))


def _polygon_row(knots: Floats, outcome: Floats, low: Floats, high: Floats) -> Floats:
    """(m,) limits of one table, segment by segment where segments of no length stand between."""
    each = [polygon_excess(knots, outcome, low[i : i + 1], high[i : i + 1])[0, 0] for i in range(len(low))]
    return np.array(each)


def weekly_draws(
    scenario: Scenario,
    campaign: Campaign,
    cell: CampaignChannel,
    channel: Channel,
    launch_period: int,
    shares: Floats,
) -> WeeklyDraws:
    """The responses of a cell on a channel with an optimised pattern, in ``shares`` (F,) of its flight's periods."""
    weekly = weekly_response(scenario, campaign, cell, channel, launch_period)
    number = draw_number(scenario)
    given = channel.draws.columns() if channel.draws else {}
    columns = {name: np.array(values)[:, None] for name, values in given.items()}
    retention = np.broadcast_to(columns.get("retention", np.array([[channel.retention]])), (number, 1))
    own = parameters(channel.curve)
    return WeeklyDraws(
        number=number,
        curve=channel.curve,
        columns={name: column for name, column in columns.items() if name in own},
        retention=retention,
        carry_in=cell.carry_in / MINOR_PER_UNIT * retention**launch_period,
        shares=shares,
        weight=scenario.objective.margin * weekly.weight,
        stretch=weekly.scale,
        rates=weekly.rates,
    )
