"""Campaigns: what may be launched, when, on which channels, and what lateness costs."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import (
    Date,
    Flag,
    Fraction,
    Id,
    Label,
    NonNegative,
    Positive,
    PositiveCount,
    Value,
)
from scenarios.document.bounds import check_bounds
from scenarios.money import Money


class LaunchWindow(Value):
    """Launch dates between which a campaign may move by whole periods without loss."""

    earliest: Date
    latest: Date

    @model_validator(mode="after")
    def _ordered(self) -> LaunchWindow:
        if self.latest < self.earliest:
            raise PydanticCustomError("window_order", "the latest launch lies before the earliest")
        return self


class Lateness(Value):
    """What a launch after its target date costs.

    After l days the revenue is multiplied by exp(-decay_per_day * l) and reduced by loss_per_day * l, never below
    zero: a campaign that comes too late is worth nothing.
    """

    loss_per_day: Money = 0
    decay_per_day: NonNegative = 0.0


class CustomerValue(Value):
    """What a customer brings after the purchase that `Campaign.value_per_outcome` values.

    Counted where `Objective.lifetime` asks for it; amounts are revenue, of which `Objective.margin` is earned.
    """

    per_period: NonNegative
    """Currency units that a customer who is still one brings in each following period of the customer's own."""
    retention: Annotated[Fraction, Field(lt=1)]
    """Share of customers who are still customers a period later."""
    discount: NonNegative = 0.0
    """Rate per period at which later revenue is discounted."""
    periods: PositiveCount | None = None
    """Following periods that count; without end by default."""


class CampaignChannel(Value):
    """A response cell: one campaign on one channel.

    Its outcome is effect * f(spend / scale): ``effect`` lifts the channel's curve, ``scale`` stretches its spend
    axis (a bigger audience saturates later).
    """

    channel: Id
    effect: NonNegative = 1.0
    scale: Positive = 1.0
    spend_min: Money = 0
    """Least spend if the campaign runs."""
    spend_max: Money | None = None
    lock: Money | None = None
    """Spend fixed if the campaign runs."""
    carry_in: Money = 0
    """Adstock at the start of the horizon from spend before it; what it brings by itself is no revenue of the plan."""
    today: Money = 0
    """What today's plan spends here."""

    @model_validator(mode="after")
    def _bounds(self) -> CampaignChannel:
        check_bounds(self.spend_min, self.spend_max, self.lock)
        return self


class Campaign(Value):
    """One marketing campaign."""

    id: Id
    name: Label
    line: Id = "main"
    """Business line."""
    mandatory: Flag = False
    registered: Flag = True
    """Passed project initiation; an unregistered campaign gets no budget and does not run."""
    in_today: Flag = True
    """Part of today's plan."""
    value: Money = 0
    """Revenue of launching on time whatever is spent on media."""
    value_per_outcome: NonNegative = 1.0
    """Currency units that one unit of curve outcome is worth."""
    customer_value: CustomerValue | None = None
    """What follows, where the outcome is new customers; `Objective.lifetime` says whether it counts."""
    due: Date
    """Target launch date: the campaign is to be live when this day begins."""
    window: LaunchWindow | None = None
    release: Date | None = None
    """First day on which work may start; the horizon's start by default."""
    flight_periods: Annotated[PositiveCount, Field(le=120)] = 4
    lateness: Lateness = Lateness()
    prerequisites: tuple[Id, ...] = ()
    """Campaigns that must run too and launch before work on this one starts."""
    channels: tuple[CampaignChannel, ...] = ()
    spend_min: Money = 0
    spend_max: Money | None = None
    fixed_cost: Money = 0
    """Cost of running at all (venue, agency fee), out of the budget."""
    workflow: Id
    size: Annotated[Positive, Field(le=100)] = 1.0
    """Multiplies every effort of the workflow."""
    lane: Literal["normal", "express"] = "normal"
    """Express campaigns use the express variant of their workflow, go first and are outside the WIP limit."""

    @model_validator(mode="after")
    def _bounds(self) -> Campaign:
        check_bounds(self.spend_min, self.spend_max)
        if self.window and not self.window.earliest <= self.due <= self.window.latest:
            raise PydanticCustomError("due_outside_window", "the due date lies outside the launch window")
        return self
