"""Strategy modes: what a department wants most, as weights of the objective, applied to any scenario.

The modes are those that marketing departments name: scale (规模扩张), profit (利润提升), growth (全域增长) and brand
(品牌升级). Each is data; which weights stand for a mode is an assumption, stated here and open to change.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.document import GroupBudget, Label, Scenario
from scenarios.variants import AddItem, SetValue, apply_changes

Mode: TypeAlias = Literal["scale", "profit", "growth", "brand"]
BRAND = "brand"
"""The channel group that the brand mode protects."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What counts in a mode. ``margin`` 1 counts all revenue and not only what is earned; None keeps the scenario's.

    ``brand_share`` is the least share of media spend for the brand group; None keeps the scenario's own rules.
    """

    name: Label
    margin: float | None
    long_term: bool
    lifetime: bool
    staff_cost: bool
    brand_share: float | None = None


MODES: Mapping[Mode, Weights] = {
    "scale": Weights(
        Label(en="Scale", zh="规模扩张"), 1.0, long_term=False, lifetime=False, staff_cost=False
    ),
    "profit": Weights(
        Label(en="Profit", zh="利润提升"), None, long_term=False, lifetime=False, staff_cost=True
    ),
    "growth": Weights(
        Label(en="Growth", zh="全域增长"), None, long_term=False, lifetime=True, staff_cost=False
    ),
    "brand": Weights(
        Label(en="Brand", zh="品牌升级"),
        None,
        long_term=True,
        lifetime=False,
        staff_cost=False,
        brand_share=0.5,
    ),
}


def mode_changes(scenario: Scenario, mode: Mode) -> tuple[SetValue | AddItem, ...]:
    """What a mode changes in a scenario; empty where the scenario is as the mode wants it."""
    weights, objective = MODES[mode], scenario.objective
    wanted: dict[str, float | bool] = {
        "long_term": weights.long_term,
        "lifetime": weights.lifetime,
        "staff_cost": weights.staff_cost,
    }
    if weights.margin is not None:
        wanted["margin"] = weights.margin
    changes: list[SetValue | AddItem] = [
        SetValue(set=f"objective.{key}", to=value)
        for key, value in wanted.items()
        if getattr(objective, key) != value
    ]
    return (*changes, *_floor(scenario, weights.brand_share))


def in_mode(scenario: Scenario, mode: Mode) -> Scenario:
    """The scenario under a mode; the same mode twice gives the same document."""
    return apply_changes(scenario, mode_changes(scenario, mode))


def _floor(scenario: Scenario, share: float | None) -> tuple[SetValue | AddItem, ...]:
    groups = {group.group: group for group in scenario.budget.groups}
    if share is None or all(channel.group != BRAND for channel in scenario.channels):
        return ()
    if BRAND not in groups:
        floor = GroupBudget(group=BRAND, share_min=share)
        return (AddItem(add="budget.groups", value=floor.model_dump(mode="json")),)
    if groups[BRAND].share_min >= share:
        return ()
    return (SetValue(set=f"budget.groups[{BRAND}].share_min", to=share),)
