"""A scenario's plan as a split of money whose returns are uncertain.

Campaigns, launches and the use of cells with minimum commitments stay as planned; spend is free within the limits that
are linear in it. What is left out is named (`ScenarioRisk.left_out`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.draws import DrawnResponse
from optimizer.risk.flights import flight_draws
from optimizer.risk.problem import Cell, RiskProblem
from optimizer.risk.scenario_limits import Place, left_out, scenario_limits
from optimizer.risk.weekly_draws import weekly_draws
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.draws import draw_number, draw_responses
from scenarios.extrapolation import observed_ceiling
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.response import flight
from scenarios.weekly import open_shares

Floats = NDArray[np.float64]
CellKey = tuple[str, str]


@dataclass(frozen=True, eq=False)
class ScenarioRisk:
    """The cells of the campaigns that run, as a problem in currency units of net value.

    ``keys`` (N) are campaign and channel of each cell, ``spend`` (N,) what the plan gives them, ``certain`` the part of
    the net value that no curve decides (contribution of campaigns' own values, less fixed costs).
    """

    scenario: Scenario
    keys: tuple[CellKey, ...]
    problem: RiskProblem
    spend: Floats
    certain: float
    left_out: tuple[Message, ...]

    def net_value(self, spend: Floats) -> Floats:
        """(D,) net value of the plan with another split (N,), before rounding to cents; launches on time."""
        return self.problem.outcomes(spend) + self.certain

    @cached_property
    def channels(self) -> tuple[str, ...]:
        """Channels that the cells are on, in the document's order."""
        used = {channel for _, channel in self.keys}
        return tuple(channel.id for channel in self.scenario.channels if channel.id in used)

    def by_cell(self, spend: Floats) -> Mapping[CellKey, float]:
        """A split by campaign and channel."""
        return dict(zip(self.keys, spend.tolist(), strict=True))


def scenario_risk(scenario: Scenario, allocation: Allocation) -> ScenarioRisk | None:
    """The split of an allocation under the draws of the scenario's channels; None where nothing can be spent.

    A scenario without draws has one draw, its curves themselves.
    """
    planned = allocation.cell_spend
    running = [campaign for campaign in scenario.campaigns if campaign.id in allocation.running]
    fixed = sum(campaign.fixed_cost for campaign in running)
    budget = max(0, scenario.budget.available - fixed) / MINOR_PER_UNIT
    places = _places(scenario, allocation)
    cells = tuple(_cell(scenario, place, planned, budget) for place in places)
    if not cells:
        return None
    keys = tuple((place.campaign.id, place.channel.id) for place in places)
    value = scenario.objective.margin * sum(campaign.value for campaign in running)
    return ScenarioRisk(
        scenario=scenario,
        keys=keys,
        problem=RiskProblem(cells, budget, scenario_limits(scenario, places), cost=np.ones(len(cells))),
        spend=np.array([planned.get(key, 0) / MINOR_PER_UNIT for key in keys]),
        certain=(value - fixed - scenario.budget.fixed) / MINOR_PER_UNIT,
        left_out=left_out(scenario),
    )


def _places(scenario: Scenario, allocation: Allocation) -> list[Place]:
    """All cells of the campaigns that run, with their launches."""
    channels = {channel.id: channel for channel in scenario.channels}
    found = []
    for campaign in scenario.campaigns:
        if campaign.id in allocation.running:
            period = allocation.running[campaign.id].launch_period or 0
            for terms in campaign.channels:
                channel = channels[terms.channel]
                pattern = _pattern(scenario, allocation, campaign, terms, channel)
                found.append(Place(campaign, terms, channel, period, pattern))
    return found


def _pattern(
    scenario: Scenario, allocation: Allocation, campaign: Campaign, terms: CampaignChannel, channel: Channel
) -> Floats:
    """(F,) shares of the flight's periods: the channel's, or the plan's where the plan decides."""
    period = allocation.running[campaign.id].launch_period or 0
    pattern = flight(scenario, campaign, terms, channel, period).pattern
    if channel.pattern != "optimised":
        return pattern
    amounts = np.zeros(len(pattern))
    for line in allocation.spend:
        if (line.campaign, line.channel) == (campaign.id, channel.id):
            amounts[line.period - period] += line.amount
    if not amounts.any():
        amounts = np.array(open_shares(channel, period, len(pattern)))
    return np.asarray(amounts / amounts.sum())


def _drawn(scenario: Scenario, place: Place) -> DrawnResponse:
    """Contribution of a cell's total spend under every draw."""
    parts = (place.campaign, place.terms, place.channel, place.period)
    if place.channel.pattern == "optimised":
        return weekly_draws(scenario, *parts, place.pattern)
    return flight_draws(draw_responses(scenario, *parts), scenario.objective.margin)


def _cell(scenario: Scenario, place: Place, planned: Mapping[CellKey, int], budget: float) -> Cell:
    """One cell of the problem, in net value before the cost of its media."""
    key = (place.campaign.id, place.channel.id)
    lower, upper = _bounds(scenario, place, planned.get(key, 0), budget)
    return Cell(" ".join(key), _drawn(scenario, place), lower, upper, _observed(place))


def _bounds(scenario: Scenario, place: Place, planned: int, budget: float) -> tuple[float, float]:
    """Least and most spend of a cell, currency units; one that is switched on or off stays as it is."""
    channel, terms = place.channel, place.terms
    least = terms.spend_min if terms.lock is None else terms.lock
    most = terms.spend_max if terms.lock is None else terms.lock
    takes_hours = scenario.objective.strategy == "money_and_people" and channel.hours_per_active_period
    if planned and terms.lock is None:
        least = max(least, channel.minimum_if_active)
    if not planned and (channel.minimum_if_active > 0 or takes_hours):
        most = least
    ends = [budget, *([] if most is None else [most / MINOR_PER_UNIT])]
    ceiling = observed_ceiling(scenario, terms, channel, place.pattern)
    if ceiling is not None:
        ends.append(ceiling / MINOR_PER_UNIT)
    if channel.pattern == "optimised" and channel.flighting.spend_max is not None:
        ends.append(channel.flighting.spend_max / MINOR_PER_UNIT / float(place.pattern.max()))
    lower = least / MINOR_PER_UNIT
    return lower, max(lower, min(ends))


def _observed(place: Place) -> float | None:
    """The total spend that keeps every period within the data, where the channel says what was observed."""
    most = place.channel.observed_max
    return None if most is None else most * place.terms.scale / float(place.pattern.max()) / MINOR_PER_UNIT


def net_value_draws(scenario: Scenario, allocation: Allocation) -> Floats:
    """(D,) net value of any allocation under every draw, launches on time; currency units, before rounding."""
    running = [campaign for campaign in scenario.campaigns if campaign.id in allocation.running]
    certain = scenario.objective.margin * sum(campaign.value for campaign in running)
    certain -= sum(campaign.fixed_cost for campaign in running) + scenario.budget.fixed + allocation.media
    total = np.full(draw_number(scenario), certain / MINOR_PER_UNIT)
    for place in _places(scenario, allocation):
        spend = allocation.cell_spend.get((place.campaign.id, place.channel.id), 0)
        if spend:
            total += _drawn(scenario, place).value(np.array([spend / MINOR_PER_UNIT]))[0]
    return total
