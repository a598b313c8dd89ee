"""Goals: a tree of key performance indicators with targets."""

from __future__ import annotations

from typing import Literal

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Flag, Id, Label, NonNegative, Number, Value


class Kpi(Value):
    """One indicator of the tree.

    A leaf is measured: ``revenue``, ``media_cost``, ``net_roi``, ``roas``, ``campaigns`` (number that run) and
    ``on_time`` (share of launches on time) are the plan's own; ``volume`` adds up ``per_10k`` units for every 10,000
    currency units spent on a channel. The value of an inner node is the sum of its children.
    """

    id: Id
    name: Label
    parent: Id | None = None
    measure: Literal["revenue", "media_cost", "net_roi", "roas", "campaigns", "on_time", "volume"] | None = (
        None
    )
    per_10k: dict[Id, NonNegative] = {}
    campaigns: tuple[Id, ...] = ()
    """Campaigns that count for revenue, media cost, campaigns and volume, such as those of a region; all if empty."""
    target: Number | None = None
    direction: Literal["at_least", "at_most"] = "at_least"
    enforce: Flag = False
    """Whether the target is a constraint of the allocation. Possible for revenue, media cost, campaigns, volume."""

    def counts(self, campaign: str) -> bool:
        """Whether a campaign counts for the indicator."""
        return not self.campaigns or campaign in self.campaigns

    @model_validator(mode="after")
    def _consistent(self) -> Kpi:
        if bool(self.per_10k) != (self.measure == "volume"):
            raise PydanticCustomError("kpi_rates", "per_10k belongs to the measure volume, which needs it")
        if self.enforce and self.target is None:
            raise PydanticCustomError("kpi_target", "an enforced indicator needs a target")
        if self.enforce and self.measure in {"net_roi", "roas", "on_time"}:
            raise PydanticCustomError("kpi_enforce", "ratios and punctuality are reported, not enforced")
        if self.campaigns and self.measure not in {"revenue", "media_cost", "campaigns", "volume"}:
            raise PydanticCustomError("kpi_campaigns", "ratios, punctuality and sums are not by campaign")
        return self
