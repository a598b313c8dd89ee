"""Net present value of a plan: what it earns and costs, period by period, each discounted to the horizon's start.

A flow at the begin of a period that starts y years after the horizon is worth (1 + r)^(-y) of its amount, with years of
365 days (ISDA's Actual/365 Fixed). Flows are the statement's own money: every campaign's contribution is spread over
the periods in which its revenue arises, carry-over after the flight included, so that without discount they add up to
the statement's net value to the cent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.carry_over import carry_over_of, convolve, kernel
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.scenario import Scenario
from scenarios.draws import draw_number
from scenarios.expected import has_expected
from scenarios.money import MINOR_PER_UNIT, apportion
from scenarios.plan import Allocation
from scenarios.rates import rate_card
from scenarios.response import flight
from scenarios.saturation import FORMULAS, evaluate, parameters
from scenarios.valuation import Valuation

Floats = NDArray[np.float64]

DAYS_PER_YEAR = 365


@dataclass(frozen=True, slots=True)
class PeriodFlow:
    """Minor units of one period before discount; ``factor`` is what one unit there is worth at the horizon's start."""

    period: int
    start: dt.date
    contribution: int
    media: int
    fixed: int
    factor: float

    @property
    def net(self) -> int:
        """Contribution less media and fixed costs."""
        return self.contribution - self.media - self.fixed


@dataclass(frozen=True, slots=True)
class PresentValue:
    """A plan's flows by period, launches on time, and their present values in minor units.

    Every flow is discounted and rounded by itself, so that ``net`` is the exact sum of the parts. Staff is not in it.
    """

    rate: float
    flows: tuple[PeriodFlow, ...]

    @property
    def contribution(self) -> int:
        """Present value of the contribution."""
        return sum(round(flow.factor * flow.contribution) for flow in self.flows)

    @property
    def media(self) -> int:
        """Present value of media spend."""
        return sum(round(flow.factor * flow.media) for flow in self.flows)

    @property
    def fixed(self) -> int:
        """Present value of campaigns' fixed costs, due at their launch, and of fixed costs, due at the start."""
        return sum(round(flow.factor * flow.fixed) for flow in self.flows)

    @property
    def net(self) -> int:
        """Net present value."""
        return self.contribution - self.media - self.fixed

    @property
    def undiscounted(self) -> int:
        """Net value without discount."""
        return sum(flow.net for flow in self.flows)


def present_value(scenario: Scenario, allocation: Allocation, rate: float) -> PresentValue:
    """The present value of an allocation at a yearly ``rate`` (0.08 for 8%), launches on time.

    Raises:
        ValueError: a rate of -100% or less.
    """
    if not rate > -1:
        message = f"a discount rate of {rate} leaves nothing to discount by"
        raise ValueError(message)
    contribution: dict[int, int] = {}
    media: dict[int, int] = {}
    fixed = {0: scenario.budget.fixed}
    for campaign in scenario.campaigns:
        if campaign.id in allocation.running:
            launch = allocation.running[campaign.id].launch_period or 0
            fixed[launch] = fixed.get(launch, 0) + campaign.fixed_cost
            _add(contribution, contribution_by_period(scenario, allocation, campaign, launch))
    for line in allocation.spend:
        media[line.period] = media.get(line.period, 0) + line.amount
    periods = sorted({*contribution, *media, *fixed})
    return PresentValue(
        rate,
        tuple(
            PeriodFlow(
                period=period,
                start=scenario.horizon.period_start(period),
                contribution=contribution.get(period, 0),
                media=media.get(period, 0),
                fixed=fixed.get(period, 0),
                factor=discount_factor(scenario, period, rate),
            )
            for period in periods
        ),
    )


def discount_factor(scenario: Scenario, period: int, rate: float) -> float:
    """What one unit at the begin of a period is worth at the begin of the horizon."""
    days = (scenario.horizon.period_start(period) - scenario.horizon.start).days
    return float((1 + rate) ** (-days / DAYS_PER_YEAR))


def contribution_by_period(
    scenario: Scenario, allocation: Allocation, campaign: Campaign, launch: int
) -> dict[int, int]:
    """The contribution of a running campaign by period of the horizon, adding up exactly; minor units.

    A campaign's own value arises at its launch.
    """
    valuation = Valuation(scenario)
    channels = {channel.id: channel for channel in scenario.channels}
    revenue = {launch: campaign.value}
    for channel_id, earned in valuation.responses(campaign.id, allocation).items():
        if channels[channel_id].pattern == "optimised":
            timing = valuation.planned_by_period(campaign.id, channel_id, launch, allocation)
        else:
            terms = next(cell for cell in campaign.channels if cell.channel == channel_id)
            spend = allocation.cell_spend[campaign.id, channel_id] / MINOR_PER_UNIT
            timing = revenue_by_period(scenario, campaign, terms, channels[channel_id], launch, spend)
        _add(revenue, {launch + t: part for t, part in enumerate(apportion(earned, timing.tolist()))})
    total = round(scenario.objective.margin * valuation.on_time_revenue(campaign.id, allocation))
    return dict(zip(revenue, apportion(total, list(revenue.values())), strict=True))


def revenue_by_period(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch: int, spend: float
) -> Floats:
    """(T,) revenue of a cell (currency units) in the periods from its launch on, as they come in.

    Where saturation comes first, the outcome of a period's spend comes in over the periods after it.
    """
    planned = flight(scenario, campaign, cell, channel, launch)
    card = rate_card(channel)
    media = spend if card is None else float(card.media(spend))
    columns = {}
    if has_expected(scenario, channel) and channel.draws is not None:
        columns = {name: np.array(values)[:, None] for name, values in channel.draws.columns().items()}
    weights = kernel(carry_over_of(channel), len(planned.share), columns)
    if channel.saturation_first:
        outcome = _outcome(channel, media * planned.share, columns)
        size = (draw_number(scenario), len(planned.share))
        rows = zip(np.broadcast_to(weights, size), np.broadcast_to(outcome, size), strict=True)
        arriving = np.array([convolve(row, now) for row, now in rows])
    else:
        arriving = _outcome(channel, media * convolve(weights, planned.share), columns)
    return np.asarray(planned.worth * arriving.reshape(-1, len(planned.share)).mean(axis=0))


def _outcome(channel: Channel, adstock: Floats, columns: Mapping[str, Floats]) -> Floats:
    """Outcomes (T,), or (D, T) under draws of the curve."""
    own = parameters(channel.curve)
    drawn = {name: column for name, column in columns.items() if name in own}
    if not drawn:
        return evaluate(channel.curve, adstock)
    return FORMULAS[channel.curve.family].value(adstock, **{**own, **drawn})


def _add(totals: dict[int, int], parts: Mapping[int, int]) -> None:
    for period, part in parts.items():
        totals[period] = totals.get(period, 0) + part
