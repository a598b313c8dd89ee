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

from optimizer.risk.flights import flight_draws
from optimizer.risk.problem import Cell, RiskProblem
from optimizer.risk.scenario_limits import Place, left_out, scenario_limits
from scenarios.document.campaigns import CampaignChannel
from scenarios.document.scenario import Scenario
from scenarios.draws import draw_responses
from scenarios.extrapolation import observed_ceiling
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.response import flight

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
    channels = {channel.id: channel for channel in scenario.channels}
    fixed = sum(campaign.fixed_cost for campaign in running)
    budget = max(0, scenario.budget.available - fixed) / MINOR_PER_UNIT
    cells: list[Cell] = []
    places: list[Place] = []
    for campaign in running:
        period = allocation.running[campaign.id].launch_period or 0
        for terms in campaign.channels:
            channel = channels[terms.channel]
            pattern = flight(scenario, campaign, terms, channel, period).pattern
            place = Place(campaign, channel, period, pattern)
            spend = planned.get((campaign.id, channel.id), 0)
            drawn = draw_responses(scenario, campaign, terms, channel, period)
            lower, upper = _bounds(scenario, place, terms, spend, budget)
            cells.append(
                Cell(
                    f"{campaign.id} {channel.id}",
                    flight_draws(drawn, scenario.objective.margin),
                    lower,
                    upper,
                    _observed(place, terms),
                )
            )
            places.append(place)
    if not cells:
        return None
    keys = tuple((place.campaign.id, place.channel.id) for place in places)
    value = scenario.objective.margin * sum(campaign.value for campaign in running)
    return ScenarioRisk(
        scenario=scenario,
        keys=keys,
        problem=RiskProblem(
            tuple(cells), budget, scenario_limits(scenario, places), cost=np.ones(len(cells))
        ),
        spend=np.array([planned.get(key, 0) / MINOR_PER_UNIT for key in keys]),
        certain=(value - fixed - scenario.budget.fixed) / MINOR_PER_UNIT,
        left_out=left_out(scenario),
    )


def _bounds(
    scenario: Scenario, place: Place, terms: CampaignChannel, planned: int, budget: float
) -> tuple[float, float]:
    """Least and most spend of a cell, currency units; one that is switched on or off stays as it is."""
    channel = place.channel
    least = terms.spend_min if terms.lock is None else terms.lock
    most = terms.spend_max if terms.lock is None else terms.lock
    switched = channel.minimum_if_active > 0 or bool(channel.hours_per_active_period)
    if planned and terms.lock is None:
        least = max(least, channel.minimum_if_active)
    if not planned and switched:
        most = least
    ends = [budget, *([] if most is None else [most / MINOR_PER_UNIT])]
    ceiling = observed_ceiling(scenario, terms, channel, place.pattern)
    if ceiling is not None:
        ends.append(ceiling / MINOR_PER_UNIT)
    lower = least / MINOR_PER_UNIT
    return lower, max(lower, min(ends))


def _observed(place: Place, terms: CampaignChannel) -> float | None:
    """The total spend that keeps every period within the data, where the channel says what was observed."""
    most = place.channel.observed_max
    return None if most is None else most * terms.scale / float(place.pattern.max()) / MINOR_PER_UNIT


def net_value_draws(scenario: Scenario, allocation: Allocation) -> Floats:
    """(D,) net value of any allocation under every draw, launches on time; currency units, before rounding."""
    campaigns = {campaign.id: campaign for campaign in scenario.campaigns}
    channels = {channel.id: channel for channel in scenario.channels}
    running = [campaigns[one] for one in allocation.running]
    certain = scenario.objective.margin * sum(campaign.value for campaign in running)
    certain -= sum(campaign.fixed_cost for campaign in running) + scenario.budget.fixed + allocation.media
    total = np.array([certain / MINOR_PER_UNIT])
    for (campaign_id, channel_id), spend in allocation.cell_spend.items():
        campaign, period = campaigns[campaign_id], allocation.running[campaign_id].launch_period or 0
        terms = next(cell for cell in campaign.channels if cell.channel == channel_id)
        drawn = draw_responses(scenario, campaign, terms, channels[channel_id], period)
        revenue = drawn.value(np.array([spend / MINOR_PER_UNIT]))[:, 0]
        total = total + scenario.objective.margin * revenue
    return total
