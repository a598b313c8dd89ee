"""Rules of buying: what may be combined with what, in which amounts, and how far from today's plan.

A rule is about the cells (campaign, channel) of some channels and some campaigns; an empty list stands for all of
them. A cell is used if anything is spent on it, a channel if any of its cells is.
"""

from __future__ import annotations

import math
from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Count, Flag, Fraction, Id, Label, NonNegative, PositiveCount, Value
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.money import Money

ROUNDING = 1e-9
"""Relative room for the rounding of a share of an amount before it is cut to whole minor units."""

PositiveMoney = Annotated[Money, Field(gt=0)]


class Scoped(Value):
    """A rule with a name, about the cells of some channels and campaigns."""

    id: Id
    name: Label
    channels: tuple[Id, ...] = ()
    """Channels that the rule is about; all where empty."""
    campaigns: tuple[Id, ...] = ()
    """Campaigns that the rule is about; all where empty."""

    def covers(self, campaign: str, channel: str) -> bool:
        """Whether the rule is about a cell."""
        return (not self.campaigns or campaign in self.campaigns) and (
            not self.channels or channel in self.channels
        )


class ExclusiveRule(Scoped):
    """At most some of several campaigns, channels or cells are used."""

    count: Literal["campaigns", "channels", "cells"] = "channels"
    """What is counted: campaigns that run, channels that are used, or cells that are used."""
    at_most: Count = 1
    each_campaign: Flag = False
    """Count the channels of each campaign for itself instead of those of all campaigns together."""

    @model_validator(mode="after")
    def _each(self) -> ExclusiveRule:
        if self.each_campaign and self.count == "campaigns":
            raise PydanticCustomError(
                "rule_each_campaign", "campaigns cannot be counted campaign by campaign"
            )
        return self


class RequiredChannel(Scoped):
    """The rule's channels are used only where another channel is used too."""

    requires: Id
    """Channel that is needed."""
    spend_min: PositiveMoney = 1
    """Least spend on it that counts as use."""
    each_campaign: Flag = True
    """Whether each campaign needs it for itself; else it is enough that some campaign of the rule uses it."""


class Package(Scoped):
    """Spend is a whole number of packages."""

    price: PositiveMoney
    """Price of one package."""
    at_most: PositiveCount | None = None
    """Most packages for each thing that packages are counted for."""
    each: Literal["cell", "channel", "rule"] = "cell"
    """For what packages are bought: each cell, each channel over the rule's campaigns, or all cells together."""


class Commitment(Scoped):
    """All cells of the rule together get nothing, or at least an amount: an agency's or a platform's minimum."""

    spend_min: PositiveMoney


class ChangeLimit(Scoped):
    """Spend stays within a band about today's: for each cell of a campaign that runs, or for each channel."""

    each: Literal["cell", "channel"] = "cell"
    decrease: Fraction | None = None
    """Greatest decrease as a share of today's spend; no limit if left out."""
    increase: NonNegative | None = None
    """Greatest increase as a share of today's spend; no limit if left out."""
    bound_new: Flag = False
    """Whether the limit also holds for what gets nothing today, which then stays so."""

    @model_validator(mode="after")
    def _limits_something(self) -> ChangeLimit:
        if self.decrease is None and self.increase is None:
            raise PydanticCustomError(
                "rule_without_limit", "a limit on change needs a decrease or an increase"
            )
        return self

    def band(self, today: int) -> tuple[int, int | None]:
        """Least and most spend where today's is ``today``, minor units; None without an upper limit."""
        if today == 0 and not self.bound_new:
            return 0, None
        least = 0 if self.decrease is None else math.ceil(today * (1 - self.decrease) - ROUNDING * today)
        most = None if self.increase is None else math.floor(today * (1 + self.increase) + ROUNDING * today)
        return least, most


def todays_spend(campaign: Campaign, cell: CampaignChannel) -> int:
    """What today's plan spends on a cell, minor units; nothing where the campaign is no part of it."""
    return cell.today if campaign.in_today and campaign.registered else 0


class Rules(Value):
    """All rules of buying."""

    exclusive: tuple[ExclusiveRule, ...] = ()
    """Sets of which at most some are used."""
    required: tuple[RequiredChannel, ...] = ()
    """Channels that need another channel."""
    packages: tuple[Package, ...] = ()
    """Media that are sold in packages."""
    commitments: tuple[Commitment, ...] = ()
    """Minimums over several channels, for those who buy there at all."""
    change_limits: tuple[ChangeLimit, ...] = ()
    """How far spend may move from today's plan."""
