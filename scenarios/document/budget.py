"""The budget and what bounds it."""

from __future__ import annotations

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Fraction, Id, Label, Value
from scenarios.document.bounds import check_bounds
from scenarios.money import Money


class FixedCost(Value):
    """A cost that falls due whatever is decided."""

    id: Id
    name: Label
    category: Id
    amount: Money


class GroupBudget(Value):
    """Bounds on the media spend of a channel group, as amounts and as shares of all media spend."""

    group: Id
    spend_min: Money = 0
    spend_max: Money | None = None
    share_min: Fraction = 0.0
    share_max: Fraction = 1.0

    @model_validator(mode="after")
    def _bounds(self) -> GroupBudget:
        check_bounds(self.spend_min, self.spend_max)
        check_bounds(self.share_min, self.share_max)
        return self


class LineBudget(Value):
    """Bounds on what a business line's campaigns cost (media and campaign fixed costs)."""

    line: Id
    spend_min: Money = 0
    spend_max: Money | None = None

    @model_validator(mode="after")
    def _bounds(self) -> LineBudget:
        check_bounds(self.spend_min, self.spend_max)
        return self


class Budget(Value):
    """Media spend and campaign fixed costs together stay within total - reserve - fixed costs."""

    total: Money
    reserve: Money = 0
    """Held back, for the unforeseen."""
    per_period: Money | tuple[Money, ...] | None = None
    """Most media spend in every period, or in each of the periods of the horizon."""
    groups: tuple[GroupBudget, ...] = ()
    lines: tuple[LineBudget, ...] = ()
    fixed_costs: tuple[FixedCost, ...] = ()

    @property
    def fixed(self) -> int:
        """Sum of the fixed costs, minor units."""
        return sum(cost.amount for cost in self.fixed_costs)

    @property
    def available(self) -> int:
        """What campaigns may cost together, minor units."""
        return self.total - self.reserve - self.fixed

    @model_validator(mode="after")
    def _covers_commitments(self) -> Budget:
        if self.available < 0:
            raise PydanticCustomError(
                "budget_overcommitted", "reserve and fixed costs exceed the total budget"
            )
        return self
