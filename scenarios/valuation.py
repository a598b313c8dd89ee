"""What a plan is worth: the one definition that optimizer, verifier and simulation share.

Amounts are rounded to minor units cell by cell and campaign by campaign, so that every total is an exact sum.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from functools import cached_property

import numpy as np

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.expected import ExpectedResponses, has_expected
from scenarios.money import MINOR_PER_UNIT, apportion
from scenarios.network import Duty, Target
from scenarios.plan import Allocation, CampaignStatement, Statement
from scenarios.response import CellResponse, Floats, cell_response
from scenarios.weekly import WeeklyResponse, open_shares, weekly_response

HOURS_UNIT = 10_000 * MINOR_PER_UNIT
"""The spend, in minor units, to which ``hours_per_10k`` refers."""


def lateness_loss(campaign: Campaign, revenue: int, late_minutes: int) -> int:
    """Revenue (minor units) lost by launching ``late_minutes`` after the target; at most all of it.

    After l days a share 1 - exp(-decay l) is gone, and loss_per_day * l on top.
    """
    if late_minutes <= 0:
        return 0
    late_days = late_minutes / MINUTES_PER_DAY
    rule = campaign.lateness
    lost = -math.expm1(-rule.decay_per_day * late_days) * revenue + rule.loss_per_day * late_days
    return min(revenue, round(lost))


def launch_target(scenario: Scenario, campaign: Campaign, launch_period: int) -> int:
    """When the campaign is to be live (minutes) if its flight starts in ``launch_period``.

    The due date moves with the launch by whole periods.
    """
    horizon = scenario.horizon
    due_period = horizon.period_of(campaign.due)
    offset = (campaign.due - horizon.period_start(due_period)).days
    return horizon.minute(horizon.period_start(launch_period)) + offset * MINUTES_PER_DAY


def launch_periods(scenario: Scenario, campaign: Campaign) -> tuple[int, ...]:
    """Periods in which the campaign may launch: those whose target date lies in its window and in the horizon."""
    horizon = scenario.horizon
    due_period = horizon.period_of(campaign.due)
    if campaign.window is None:
        return (due_period,)
    earliest, latest = horizon.minute(campaign.window.earliest), horizon.minute(campaign.window.latest)
    start = horizon.minute(scenario.status_date or horizon.start)
    return tuple(
        period
        for period in range(horizon.periods)
        if max(earliest, start) <= launch_target(scenario, campaign, period) <= latest
    )


class Valuation:
    """Values of one scenario's cells, campaigns and plans. Responses are computed once and kept.

    Where spend is decided period by period, totals are spread as in the plan ``shaped_by``, and evenly without one.
    """

    def __init__(self, scenario: Scenario, shaped_by: Allocation | None = None) -> None:
        self.scenario = scenario
        self._shapes = {} if shaped_by is None else _shapes(shaped_by)
        self._campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
        self._channels = {channel.id: channel for channel in scenario.channels}
        self._cells = {
            (campaign.id, cell.channel): cell for campaign in scenario.campaigns for cell in campaign.channels
        }
        self._responses: dict[tuple[str, str, int], CellResponse] = {}
        self._weekly: dict[tuple[str, str, int], WeeklyResponse] = {}
        self._expected = ExpectedResponses(scenario)

    def response(self, campaign_id: str, channel_id: str, launch_period: int) -> CellResponse:
        """The response of a cell's total spend for a launch period."""
        key = (campaign_id, channel_id, launch_period)
        if key not in self._responses:
            self._responses[key] = self._response(*key)
        return self._responses[key]

    def _response(self, campaign_id: str, channel_id: str, launch_period: int) -> CellResponse:
        campaign, cell, channel = self._parts(campaign_id, channel_id)
        if channel.pattern == "optimised":
            shares = self._shares(campaign_id, channel_id, launch_period)
            planned = self._shapes.get((campaign_id, channel_id), {})
            weekly = self.weekly(campaign_id, channel_id, launch_period)
            return weekly.along(shares, sum(planned.values()), self.scenario.budget.total)
        if has_expected(self.scenario, channel):
            return self._expected.response(campaign, cell, channel, launch_period)
        return cell_response(self.scenario, campaign, cell, channel, launch_period)

    def weekly(self, campaign_id: str, channel_id: str, launch_period: int) -> WeeklyResponse:
        """The response by period of a cell whose spend is decided period by period."""
        key = (campaign_id, channel_id, launch_period)
        if key not in self._weekly:
            parts = self._parts(campaign_id, channel_id)
            self._weekly[key] = weekly_response(self.scenario, *parts, launch_period)
        return self._weekly[key]

    def _parts(self, campaign_id: str, channel_id: str) -> tuple[Campaign, CampaignChannel, Channel]:
        return self._campaigns[campaign_id], self._cells[campaign_id, channel_id], self._channels[channel_id]

    def cell_revenue(self, campaign_id: str, channel_id: str, launch_period: int, spend: int) -> int:
        """Revenue of a cell at a total spend; both in minor units."""
        if self._channels[channel_id].pattern == "optimised":
            amounts = self.period_spend(campaign_id, channel_id, launch_period, spend)
            return self.revenue_by_period(campaign_id, channel_id, launch_period, amounts)
        response = self.response(campaign_id, channel_id, launch_period)
        return round(float(response.value(spend / MINOR_PER_UNIT)) * MINOR_PER_UNIT)

    def revenue_by_period(
        self, campaign_id: str, channel_id: str, launch_period: int, amounts: Mapping[int, int]
    ) -> int:
        """Revenue of a cell whose spend is decided period by period, ``amounts`` by period of the horizon."""
        weekly = self.weekly(campaign_id, channel_id, launch_period)
        return round(weekly.value(_by_offset(amounts, weekly)) * MINOR_PER_UNIT)

    def planned_by_period(
        self, campaign_id: str, channel_id: str, launch_period: int, allocation: Allocation
    ) -> Floats:
        """(T,) what such a cell of a plan earns in the periods from its launch on, currency units."""
        weekly = self.weekly(campaign_id, channel_id, launch_period)
        return weekly.by_period(_by_offset(_amounts(allocation, campaign_id, channel_id), weekly))

    def period_spend(
        self, campaign_id: str, channel_id: str, launch_period: int, spend: int
    ) -> dict[int, int]:
        """A cell's total spend by period of the horizon, adding up exactly; minor units."""
        if self._channels[channel_id].pattern == "optimised":
            shares = self._shares(campaign_id, channel_id, launch_period)
        else:
            shares = list(self.response(campaign_id, channel_id, launch_period).pattern)
        return {launch_period + place: part for place, part in enumerate(apportion(spend, shares)) if part}

    def _shares(self, campaign_id: str, channel_id: str, launch_period: int) -> list[float]:
        """By period of the flight, how a total is spread on a channel without a pattern of its own."""
        periods = self.weekly(campaign_id, channel_id, launch_period).periods
        planned = self._shapes.get((campaign_id, channel_id), {})
        shares = [float(planned.get(offset, 0)) for offset in range(periods)]
        return shares if any(shares) else open_shares(self._channels[channel_id], launch_period, periods)

    def duties(self, campaign_id: str, allocation: Allocation) -> tuple[Duty, ...]:
        """Working minutes that running the campaign takes, by period and skill."""
        minutes: dict[tuple[int, str], float] = {}
        for line in allocation.spend:
            if line.campaign != campaign_id or not line.amount:
                continue
            channel = self._channels[line.channel]
            for item in channel.hours_per_active_period:
                key = (line.period, item.skill)
                minutes[key] = minutes.get(key, 0.0) + 60 * item.hours
            for item in channel.hours_per_10k:
                key = (line.period, item.skill)
                minutes[key] = minutes.get(key, 0.0) + 60 * item.hours * line.amount / HOURS_UNIT
        return tuple(
            Duty(period, skill, round(amount))
            for (period, skill), amount in sorted(minutes.items())
            if round(amount)
        )

    def targets(self, allocation: Allocation) -> dict[str, Target]:
        """What the schedule is to achieve, by running campaign."""
        targets = {}
        for campaign_id, decision in allocation.running.items():
            if decision.target is None or decision.launch_period is None:
                message = f"campaign {campaign_id!r} runs without a launch"
                raise ValueError(message)
            revenue = self.on_time_revenue(campaign_id, allocation)
            first_day = lateness_loss(self._campaigns[campaign_id], revenue, MINUTES_PER_DAY)
            duties = self.duties(campaign_id, allocation)
            targets[campaign_id] = Target(decision.target, first_day, duties, revenue)
        return targets

    def responses(self, campaign_id: str, allocation: Allocation) -> dict[str, int]:
        """Response revenue by channel of a running campaign, minor units."""
        period = allocation.running[campaign_id].launch_period
        if period is None:
            message = f"campaign {campaign_id!r} runs without a launch"
            raise ValueError(message)
        return {
            channel: self._planned_revenue(campaign, channel, period, spend, allocation)
            for (campaign, channel), spend in allocation.cell_spend.items()
            if campaign == campaign_id
        }

    def _planned_revenue(
        self, campaign_id: str, channel_id: str, period: int, spend: int, allocation: Allocation
    ) -> int:
        if self._channels[channel_id].pattern != "optimised":
            return self.cell_revenue(campaign_id, channel_id, period, spend)
        amounts = _amounts(allocation, campaign_id, channel_id)
        return self.revenue_by_period(campaign_id, channel_id, period, amounts)

    def on_time_revenue(self, campaign_id: str, allocation: Allocation) -> int:
        """Revenue of a running campaign that launches on time, minor units."""
        return self._campaigns[campaign_id].value + sum(self.responses(campaign_id, allocation).values())

    def statement(
        self,
        allocation: Allocation,
        launches: Mapping[str, int] | None = None,
        people_minutes: Mapping[str, int] | None = None,
    ) -> Statement:
        """The money of a plan.

        Args:
            allocation: what runs and what is spent.
            launches: launch minute by campaign; on time where left out.
            people_minutes: working minutes by person, for the staff cost; none where left out.
        """
        lines = tuple(self._campaign_statement(one, allocation, launches) for one in allocation.running)
        margin = self.scenario.objective.margin
        return Statement(
            campaigns=lines,
            contribution=sum(round(margin * line.revenue) for line in lines),
            media=sum(line.media for line in lines),
            campaign_fixed=sum(line.fixed for line in lines),
            fixed=self.scenario.budget.fixed,
            staff=self.staff_cost(people_minutes or {}),
            staff_counts=self.scenario.objective.staff_cost,
        )

    def staff_cost(self, people_minutes: Mapping[str, int]) -> int:
        """Cost of working minutes by person, rounded person by person; minor units."""
        return sum(
            round(self._cost_per_hour[person] * minutes / 60) for person, minutes in people_minutes.items()
        )

    @cached_property
    def _cost_per_hour(self) -> dict[str, int]:
        return {person.id: person.cost_per_hour for person in self.scenario.organisation.everyone()}

    def _campaign_statement(
        self, campaign_id: str, allocation: Allocation, launches: Mapping[str, int] | None
    ) -> CampaignStatement:
        campaign = self._campaigns[campaign_id]
        responses = self.responses(campaign_id, allocation)
        revenue = campaign.value + sum(responses.values())
        target = allocation.running[campaign_id].target
        late = launches[campaign_id] - target if launches and target is not None else 0
        media = sum(spend for (one, _), spend in allocation.cell_spend.items() if one == campaign_id)
        return CampaignStatement(
            campaign=campaign_id,
            base=campaign.value,
            responses=responses,
            lateness_loss=lateness_loss(campaign, revenue, late),
            media=media,
            fixed=campaign.fixed_cost,
        )


def _amounts(allocation: Allocation, campaign: str, channel: str) -> dict[int, int]:
    """A cell's spend by period of the horizon."""
    return {
        line.period: line.amount
        for line in allocation.spend
        if (line.campaign, line.channel) == (campaign, channel)
    }


def _by_offset(amounts: Mapping[int, int], weekly: WeeklyResponse) -> Floats:
    """Spend (F,) by period of the flight, currency units."""
    spend = np.zeros(weekly.periods)
    for period, amount in amounts.items():
        spend[period - weekly.first_period] = amount / MINOR_PER_UNIT
    return spend


def _shapes(allocation: Allocation) -> dict[tuple[str, str], dict[int, int]]:
    """Spend by cell and by period since the launch."""
    shapes: dict[tuple[str, str], dict[int, int]] = {}
    for line in allocation.spend:
        decision = allocation.running.get(line.campaign)
        if decision is not None and decision.launch_period is not None:
            cell = shapes.setdefault((line.campaign, line.channel), {})
            offset = line.period - decision.launch_period
            cell[offset] = cell.get(offset, 0) + line.amount
    return shapes
