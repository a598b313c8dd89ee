"""What is maximised, and how ROI is defined."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.document.base import Count, Flag, Fraction, Value


class Objective(Value):
    """The net value of a plan is margin * revenue - costs; the choices here say which revenue and which costs."""

    strategy: Literal["today", "budget_only", "money_and_people"] = "money_and_people"
    """``today``: today's campaigns, dates and spend as they are. ``budget_only``: best split, blind to people.
    ``money_and_people``: one decision for both."""
    roi: Literal["net_roi", "roas"] = "net_roi"
    """``net_roi`` = (margin * revenue - cost) / cost; ``roas`` = revenue / media spend. Both are always reported; this
    one is the headline."""
    margin: Fraction = 1.0
    """Contribution margin: share of revenue that is earned."""
    long_term: Flag = False
    """Multiply outcomes by each channel's long-term multiplier."""
    lifetime: Flag = False
    """Value new customers by all they bring (`Campaign.customer_value`), not by their first purchase alone."""
    staff_cost: Flag = False
    """Count hours worked as a cost of the plan. They are reported in any case."""
    curves: Literal["point", "expected"] = "point"
    """Whether a channel with draws is worth what its curve says, or the mean over its draws."""
    extrapolation: Literal["allow", "forbid"] = "allow"
    """Whether a period's spend on a channel may exceed what its data hold (`Channel.observed_max`)."""
    carry_out_periods: Annotated[Count, Field(le=104)] = 8
    """Periods after the end of the flight in which carry-over still counts."""
