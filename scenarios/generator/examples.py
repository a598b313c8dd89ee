"""The example as files: today's plan in full, and two variants that say only in what they differ from it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from scenarios.document import Label
from scenarios.generator.documents import texts_of, variant, write_texts
from scenarios.generator.flagship import flagship
from scenarios.variants import SetValue, Variant

BASE = "brand_today.yaml"

VARIANTS: Mapping[str, Variant] = {
    "brand_budget_only.yaml": variant(
        "lanye_budget_only",
        BASE,
        Label(en="Best budget, people ignored", zh="只优化预算，不考虑人力"),
        SetValue(set="objective.strategy", to="budget_only"),
        description=Label(
            en="The best split of the same budget, blind to people; the team works on by due date.",
            zh="同一预算下的最优分配，不考虑人力；团队仍按到期日先后安排工作。",
        ),
    ),
    "brand_money_and_people.yaml": variant(
        "lanye_money_and_people",
        BASE,
        Label(en="Money and people together", zh="预算与人力一体规划"),
        SetValue(set="objective.strategy", to="money_and_people"),
        SetValue(set="settings.simulation.dispatch", to="plan"),
        description=Label(
            en="One decision for the same budget and the same people; the team works by the plan.",
            zh="同一预算、同一团队，统一决策；团队按计划安排工作。",
        ),
    ),
}


def examples() -> dict[str, str]:
    """Text by file name: today's plan first, as the baseline of comparisons."""
    return texts_of({BASE: flagship(), **VARIANTS})


def write_examples(folder: str | os.PathLike[str]) -> list[Path]:
    """Write the example's documents into ``folder``, which is made if need be; the base comes first."""
    return write_texts(folder, examples())
