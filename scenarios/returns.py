"""What a channel brings in a plan: its cells' responses added up, as one function of the channel's spend.

Values are in currency units of revenue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Plan
from scenarios.response import CellResponse, Floats
from scenarios.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Point:
    """Spend, revenue, and revenue of one more currency unit at that spend; all in currency units."""

    spend: float
    revenue: float
    marginal: float


@dataclass(frozen=True, slots=True, eq=False)
class ChannelReturn:
    """A channel's response (G,) over a grid of spends (G,), and where today and the plan stand.

    The curve divides every spend among the plan's campaigns as the plan does, so the recommended point lies on it.
    Today's point is what today's own division brings; it lies off the curve where that division is another one.
    """

    channel: str
    spend: Floats
    revenue: Floats
    marginal: Floats
    recommended: Point
    today: Point | None
    """None where no campaign of today's plan uses the channel."""


@dataclass(frozen=True, slots=True, eq=False)
class _Mix:
    """Cells, the shares (of 1) in which they divide a channel's spend, and that spend."""

    cells: tuple[CellResponse, ...]
    shares: tuple[float, ...]
    spend: float

    def revenue(self, spend: Floats | float) -> Floats:
        x = np.asarray(spend, dtype=float)
        parts = [cell.value(x * share) for cell, share in zip(self.cells, self.shares, strict=True)]
        return np.asarray(sum(parts, np.zeros_like(x)))

    def marginal(self, spend: Floats | float) -> Floats:
        x = np.asarray(spend, dtype=float)
        pairs = zip(self.cells, self.shares, strict=True)
        parts = [share * cell.marginal(x * share) for cell, share in pairs if share]
        return np.asarray(sum(parts, np.zeros_like(x)))

    @property
    def point(self) -> Point:
        return Point(self.spend, float(self.revenue(self.spend)), float(self.marginal(self.spend)))


class Returns:
    """Channel returns of a plan. ``points`` is the size of the grid."""

    def __init__(self, scenario: Scenario, plan: Plan, points: int = 121) -> None:
        self._scenario = scenario
        self._plan = plan
        self._valuation = Valuation(scenario, plan.allocation)
        self._points = points

    def channel(self, channel: str) -> ChannelReturn | None:
        """The channel's return; None where no campaign of the plan may use it."""
        planned = self._mix(channel, self._planned_launches(), self._plan.allocation.cell_spend)
        if planned is None:
            return None
        today = self._mix(channel, self._todays_launches(), self._todays_spends())
        reach = 1.6 * max(planned.spend, today.spend if today else 0)
        # A channel without any spend is shown up to a tenth of the budget. Some curves have no slope at zero itself.
        reach = reach or self._scenario.budget.total / MINOR_PER_UNIT / 10
        grid = np.linspace(reach / 1000, reach, self._points)
        return ChannelReturn(
            channel=channel,
            spend=grid,
            revenue=planned.revenue(grid),
            marginal=planned.marginal(grid),
            recommended=planned.point,
            today=today.point if today and today.spend else None,
        )

    def _mix(
        self, channel: str, launches: Mapping[str, int], spends: Mapping[tuple[str, str], int]
    ) -> _Mix | None:
        users = [
            campaign.id
            for campaign in self._scenario.campaigns
            if campaign.id in launches and any(cell.channel == channel for cell in campaign.channels)
        ]
        if not users:
            return None
        amounts = [spends.get((campaign, channel), 0) for campaign in users]
        total = sum(amounts)
        return _Mix(
            cells=tuple(self._valuation.response(one, channel, launches[one]) for one in users),
            shares=tuple(amount / total if total else 1 / len(users) for amount in amounts),
            spend=total / MINOR_PER_UNIT,
        )

    def _planned_launches(self) -> dict[str, int]:
        return {
            decision.campaign: decision.launch_period
            for decision in self._plan.allocation.running.values()
            if decision.launch_period is not None
        }

    def _todays_launches(self) -> dict[str, int]:
        horizon = self._scenario.horizon
        due = {
            campaign.id: horizon.period_of(campaign.due)
            for campaign in self._scenario.campaigns
            if campaign.in_today
        }
        return {campaign: period for campaign, period in due.items() if 0 <= period < horizon.periods}

    def _todays_spends(self) -> dict[tuple[str, str], int]:
        return {
            (campaign.id, cell.channel): cell.today
            for campaign in self._scenario.campaigns
            for cell in campaign.channels
        }
