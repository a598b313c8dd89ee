"""Channels: where money goes, what it brings, and whose hours it takes."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Flag, Fraction, Id, Label, NonNegative, Number, Positive, Value
from scenarios.document.bounds import RateBasis, check_bounds, check_rate_card
from scenarios.document.carry_over import CarryOver
from scenarios.document.curves import Curve
from scenarios.document.draws import ParameterDraws
from scenarios.document.flighting import Flighting
from scenarios.money import Money


class SkillHours(Value):
    """Working hours of one skill."""

    skill: Id
    hours: NonNegative


class ChannelBenchmarks(Value):
    """Industry figures that actuals are compared with."""

    ctr: Fraction | None = None
    cvr: Fraction | None = None
    cpm: Money | None = None


Pattern: TypeAlias = (
    Literal["even", "front_loaded", "back_loaded", "optimised"]
    | Annotated[tuple[NonNegative, ...], Field(min_length=1)]
)
"""How a campaign's spend on the channel spreads over the periods of its flight; numbers are relative weights.

With ``optimised`` the spend of every period is a decision of the plan, within `Channel.flighting`.
"""


class RateTier(Value):
    """From a spend on, media cost a multiple of their list price."""

    spend_from: Annotated[Money, Field(gt=0)]
    """Spend of a campaign on the channel from which the price holds; the list price holds below the first tier."""
    price: Positive
    """Price relative to the list price: 0.9 is ten per cent off."""


class Channel(Value):
    """A media or owned channel, with the curve of one unscaled campaign on it."""

    id: Id
    name: Label
    group: Id = "other"
    """Budget group, for example ``brand`` or ``performance``."""
    curve: Curve
    retention: Annotated[Fraction, Field(lt=1)] = 0.0
    """Geometric carry-over theta per period: adstock a_t = x_t + theta a_(t-1)."""
    carry_over: CarryOver | None = None
    """Carry-over of another form, in place of ``retention``."""
    saturation_first: Flag = False
    """Whether the curve applies to the spend of a period and carry-over to its outcome, not the other way round."""
    draws: ParameterDraws | None = None
    """Draws of the parameters of ``curve`` and carry-over, which hold the values that plans are made with."""
    observed_max: Annotated[Money, Field(gt=0)] | None = None
    """Largest spend of one period in the data behind the curve, of one unscaled campaign: beyond it lies guesswork."""
    pattern: Pattern = "even"
    flighting: Flighting = Flighting()
    """Bounds on the spend of single periods where ``pattern`` is ``optimised``."""
    season: tuple[NonNegative, ...] = ()
    """Multiplier of the outcome in each period of the horizon; 1 where the list ends."""
    duplicate_share: Annotated[Fraction, Field(lt=1)] = 0.0
    """Share of spend that reaches the same people again and brings nothing."""
    long_term_multiplier: Annotated[Number, Field(ge=1)] = 1.0
    spend_min: Money = 0
    spend_max: Money | None = None
    lock: Money | None = None
    """Total spend over all campaigns, fixed."""
    minimum_if_active: Money = 0
    """Least spend of a campaign that uses the channel at all."""
    rate_card: tuple[RateTier, ...] = ()
    """Prices by tiers of a campaign's spend; curves are drawn over media at the list price."""
    rate_basis: RateBasis = "incremental"
    """Whether a tier's price is for the spend beyond its threshold, or, once that is reached, for everything."""
    hours_per_active_period: tuple[SkillHours, ...] = ()
    """Hours taken in every period of a campaign's flight on the channel."""
    hours_per_10k: tuple[SkillHours, ...] = ()
    """Hours taken per 10,000 currency units spent, in the period of the spend."""
    benchmarks: ChannelBenchmarks | None = None

    @model_validator(mode="after")
    def _one_carry_over(self) -> Channel:
        if self.carry_over is not None and self.retention:
            raise PydanticCustomError(
                "carry_over_twice", "carry-over is given by retention or by carry_over, not both"
            )
        return self

    @model_validator(mode="after")
    def _possible_draws(self) -> Channel:
        if self.draws is not None:
            self.draws.check(self.curve, self.carry_over)
        return self

    @model_validator(mode="after")
    def _bounds(self) -> Channel:
        check_bounds(self.spend_min, self.spend_max, self.lock)
        return self

    @model_validator(mode="after")
    def _tiers(self) -> Channel:
        check_rate_card(((tier.spend_from, tier.price) for tier in self.rate_card), self.rate_basis)
        return self
