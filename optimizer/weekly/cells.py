"""The cells whose spend is decided, as lines of a flighting problem."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.problem import Candidate, Problem
from optimizer.flighting import Line
from optimizer.flighting.problem import Floats
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.valuation import Valuation
from scenarios.weekly import WeeklyResponse

PER_10K = 10_000
"""Currency units to which ``hours_per_10k`` refers."""


@dataclass(frozen=True, slots=True, eq=False)
class DecidedCell:
    """A cell that the first plan uses and whose spend is decided.

    ``kept`` is the share of revenue that is earned: the margin, less lateness that nobody can prevent. ``first`` is
    the first plan's spend by period (minor units), ``hours`` the working hours that a currency unit takes, by skill.
    """

    campaign: Campaign
    place: int
    channel: Channel
    response: WeeklyResponse
    kept: float
    hourly_cost: float
    first: Mapping[int, int]

    @property
    def terms(self) -> CampaignChannel:
        """Its entry in the document."""
        return self.campaign.channels[self.place]

    @property
    def key(self) -> tuple[str, str]:
        """Campaign and channel."""
        return self.campaign.id, self.channel.id

    @property
    def open_periods(self) -> list[int]:
        """Periods of the horizon in which it may have spend: those of runs between blackouts that are long enough."""
        start, bounds = self.response.first_period, self.channel.flighting
        active = np.zeros(start + self.response.periods, dtype=bool)
        active[start:] = True
        active[[period - 1 for period in bounds.blackout if period <= len(active)]] = False
        return [
            t for first, end in runs(active) if end - first >= bounds.periods_min for t in range(first, end)
        ]

    def hours(self, skill: str) -> float:
        """Working hours of a skill that a currency unit of spend takes."""
        return sum(item.hours for item in self.channel.hours_per_10k if item.skill == skill) / PER_10K


def runs(active: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """First and end of each run of periods that are active (T,)."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], active.astype(np.int8), [0]])))
    return [(int(first), int(end)) for first, end in edges.reshape(-1, 2)]


def decided_cells(scenario: Scenario, problem: Problem, first: Allocation) -> tuple[DecidedCell, ...]:
    """The cells of running campaigns that the first plan uses, on channels with an optimised pattern."""
    valuation = Valuation(scenario)
    channels = {channel.id: channel for channel in scenario.channels if channel.pattern == "optimised"}
    cells = []
    for campaign in scenario.campaigns:
        decision = first.running.get(campaign.id)
        if decision is None or decision.launch_period is None:
            continue
        kept = scenario.objective.margin * _kept(problem.by_campaign[campaign.id], decision.launch_period)
        for place, terms in enumerate(campaign.channels):
            channel = channels.get(terms.channel)
            amounts = _amounts(first, campaign.id, terms.channel)
            if channel is not None and amounts:
                response = valuation.weekly(campaign.id, channel.id, decision.launch_period)
                cost = _hourly_cost(problem, channel)
                cells.append(DecidedCell(campaign, place, channel, response, kept, cost, amounts))
    return tuple(cells)


def lines_of(scenario: Scenario, cells: Sequence[DecidedCell]) -> tuple[Line, ...]:
    """One line for each cell, over the horizon and the periods after it in which carry-over counts."""
    periods = max(scenario.horizon.periods, *(_end(cell) for cell in cells))
    return tuple(_line(scenario, cell, periods) for cell in cells)


def _line(scenario: Scenario, cell: DecidedCell, periods: int) -> Line:
    bounds, response = cell.channel.flighting, cell.response
    weights, most = np.zeros(periods), np.zeros(periods)
    weights[response.first_period : _end(cell)] = cell.kept * response.weight
    most[cell.open_periods] = most_per_period(scenario, cell) / MINOR_PER_UNIT
    return Line(
        name=" / ".join(cell.key),
        curve=response.curve,
        weights=weights,
        most=most,
        retention=response.retention,
        scale=response.scale,
        least=max(bounds.spend_min, 1) / MINOR_PER_UNIT,
        carry_in=cell.terms.carry_in / MINOR_PER_UNIT,
        flight=min(bounds.periods_min, periods),
        rates=response.rates,
        cost=1.0 + cell.hourly_cost,
    )


def most_per_period(scenario: Scenario, cell: DecidedCell) -> int:
    """Most spend of the cell in one period, minor units."""
    limits = [scenario.budget.available, cell.channel.flighting.spend_max, cell.terms.spend_max]
    if scenario.objective.extrapolation == "forbid" and cell.channel.observed_max is not None:
        limits.append(int(cell.channel.observed_max * cell.terms.scale))
    return min(limit for limit in limits if limit is not None)


def money_of(cells: Sequence[DecidedCell], periods: int) -> Floats:
    """The first plan's spend, currency units (C, T)."""
    money = np.zeros((len(cells), periods))
    for index, cell in enumerate(cells):
        for period, amount in cell.first.items():
            money[index, period] = amount / MINOR_PER_UNIT
    return money


def _end(cell: DecidedCell) -> int:
    return cell.response.first_period + len(cell.response.weight)


def _kept(candidate: Candidate, period: int) -> float:
    return next(launch.kept for launch in candidate.launches if launch.period == period)


def _hourly_cost(problem: Problem, channel: Channel) -> float:
    """What the hours that a currency unit takes cost, where staff is a cost of the plan."""
    rates = problem.hourly_cost
    return sum(rates.get(item.skill, 0.0) * item.hours for item in channel.hours_per_10k) / PER_10K


def _amounts(allocation: Allocation, campaign: str, channel: str) -> dict[int, int]:
    return {
        line.period: line.amount
        for line in allocation.spend
        if (line.campaign, line.channel) == (campaign, channel) and line.amount
    }
