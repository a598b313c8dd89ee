"""What a cell earns where its spend is decided period by period.

Spend x_t of a period buys media m(x_t) by the period's rate card, adstock is a_t = m(x_t) + theta a_(t-1), and period t
earns worth_t f(a_t / scale). Carry-in, the adstock from before the horizon, has decayed when the flight begins; what
it earns by itself is no revenue of the plan and is taken off.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import Curve, TabulatedCurve
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT, apportion
from scenarios.rates import RateCard, rate_card_of
from scenarios.response import CellResponse, flight
from scenarios.saturation import evaluate

Floats = NDArray[np.float64]

POINTS = 120
REACH = 4.0
"""Responses along a pattern are tabulated up to this multiple of what could be spent."""


@dataclass(frozen=True, slots=True, eq=False)
class WeeklyResponse:
    """Revenue of one cell for one launch as a function of the spend of each period.

    ``weight`` (T,) is what a unit of outcome is worth in each period from ``first_period`` on, those after the flight
    included; the first ``periods`` may have spend. ``carry_in`` is adstock (currency units) before the first.
    """

    campaign: str
    channel: str
    first_period: int
    periods: int
    curve: Curve
    retention: float
    scale: float
    weight: Floats
    carry_in: float
    rates: RateCard | None

    def value(self, spend: Floats) -> float:
        """Revenue (currency units) of spend (F,) by period of the flight, beyond what carry-in earns anyway."""
        return self._earned(spend) - self.by_itself

    @property
    def by_itself(self) -> float:
        """What carry-in earns without any spend."""
        return self._earned(np.zeros(self.periods))

    def by_period(self, spend: Floats) -> Floats:
        """(T,) the same in the periods from the first on, as it comes in."""
        return self._by_period(spend) - self._by_period(np.zeros(self.periods))

    def _earned(self, spend: Floats) -> float:
        return float(self._by_period(spend).sum())

    def _by_period(self, spend: Floats) -> Floats:
        media = np.zeros(len(self.weight))
        media[: len(spend)] = spend if self.rates is None else self.rates.media(spend)
        stock = self.carry_in
        for t, bought in enumerate(media):
            stock = media[t] = bought + self.retention * stock
        return np.asarray(self.weight * evaluate(self.curve, media / self.scale))

    def along(self, shares: Sequence[float], at: int, most: int) -> CellResponse:
        """The response of total spend in fixed ``shares`` of the periods, exact at the total ``at`` (minor units)."""
        reach = REACH * max(at, most, MINOR_PER_UNIT)
        near = np.linspace(0, 2 * at, POINTS) if at else np.zeros(1)
        totals = np.unique(np.concatenate([near, [at], np.geomspace(reach / 1e4, reach, POINTS)]))
        pattern = np.asarray(shares, dtype=float) / sum(shares)
        values = [self.value(total * pattern / MINOR_PER_UNIT) for total in totals]
        values[int(np.searchsorted(totals, at))] = self.value(spread(at, shares) / MINOR_PER_UNIT)
        outcome = np.maximum.accumulate(np.maximum(values, 0.0))
        curve = TabulatedCurve(
            family="tabulated",
            spend=tuple((totals / MINOR_PER_UNIT).tolist()),
            outcome=tuple(outcome.tolist()),
        )
        return CellResponse(
            campaign=self.campaign,
            channel=self.channel,
            first_period=self.first_period,
            curve=curve,
            pattern=pattern,
            exposure=np.ones(1),
            weight=np.ones(1),
        )


def spread(total: int, shares: Sequence[float]) -> Floats:
    """A total in minor units by period, adding up exactly."""
    return np.array(apportion(total, list(shares)), dtype=float)


def weekly_response(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
) -> WeeklyResponse:
    """The response of ``campaign`` on ``channel``, whose pattern is optimised, for a launch."""
    planned = flight(scenario, campaign, cell, channel, launch_period)
    carried = cell.carry_in / MINOR_PER_UNIT * channel.retention**launch_period
    bounds = channel.flighting
    return WeeklyResponse(
        campaign=campaign.id,
        channel=channel.id,
        first_period=launch_period,
        periods=len(planned.pattern),
        curve=channel.curve,
        retention=channel.retention,
        scale=cell.scale / (1 - channel.duplicate_share),
        weight=planned.worth,
        carry_in=carried,
        rates=rate_card_of(bounds.rate_card, bounds.rate_basis),
    )


def open_shares(channel: Channel, launch_period: int, periods: int) -> list[float]:
    """Even shares of a flight's periods that are not blacked out; of all of them where none is left."""
    dark = {period - 1 for period in channel.flighting.blackout}
    shares = [float(launch_period + offset not in dark) for offset in range(periods)]
    return shares if any(shares) else [1.0] * periods
