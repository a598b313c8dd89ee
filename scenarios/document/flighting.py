"""Flighting: what bounds the spend of single periods on a channel whose pattern is decided by the plan."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from scenarios.document.base import Positive, PositiveCount, Value
from scenarios.document.bounds import RateBasis, check_bounds, check_rate_card
from scenarios.money import Money


class PeriodTier(Value):
    """From a spend in one period on, media of that period cost a multiple of their list price."""

    spend_from: Annotated[Money, Field(gt=0)]
    """Spend of a campaign on the channel in one period from which the price holds."""
    price: Positive
    """Price relative to the list price: 0.9 is ten per cent off."""


class Flighting(Value):
    """Bounds on each campaign's spend by period, for ``Channel.pattern`` = ``optimised``."""

    spend_min: Money = 0
    """Least spend of a period with any."""
    spend_max: Money | None = None
    """Most spend of a period."""
    periods_min: PositiveCount = 1
    """Fewest consecutive periods with spend."""
    blackout: tuple[PositiveCount, ...] = ()
    """Periods of the horizon, counted from 1, without spend."""
    rate_card: tuple[PeriodTier, ...] = ()
    """Prices by tiers of a period's spend."""
    rate_basis: RateBasis = "incremental"
    """Whether a tier's price is for the spend beyond its threshold, or, once that is reached, for everything."""

    @model_validator(mode="after")
    def _bounds(self) -> Flighting:
        check_bounds(self.spend_min, self.spend_max)
        return self

    @model_validator(mode="after")
    def _tiers(self) -> Flighting:
        check_rate_card(((tier.spend_from, tier.price) for tier in self.rate_card), self.rate_basis)
        return self
