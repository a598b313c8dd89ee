"""Flighting: what bounds the spend of single periods on a channel whose pattern is decided by the plan."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Positive, PositiveCount, Value
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
    rate_basis: Literal["incremental", "all_units"] = "incremental"
    """Whether a tier's price is for the spend beyond its threshold, or, once that is reached, for everything."""

    @model_validator(mode="after")
    def _bounds(self) -> Flighting:
        if self.spend_max is not None and self.spend_max < self.spend_min:
            raise PydanticCustomError("bounds_order", "the upper bound lies below the lower bound")
        return self

    @model_validator(mode="after")
    def _tiers(self) -> Flighting:
        starts = [tier.spend_from for tier in self.rate_card]
        if any(later <= earlier for earlier, later in pairwise(starts)):
            raise PydanticCustomError("rate_card_order", "the tiers of a rate card rise")
        prices = [1.0, *(tier.price for tier in self.rate_card)]
        if self.rate_basis == "all_units" and any(later > earlier for earlier, later in pairwise(prices)):
            raise PydanticCustomError("rate_card_rises", "prices for all units fall from tier to tier")
        return self
