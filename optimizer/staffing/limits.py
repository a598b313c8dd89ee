"""Whether a team keeps what the document allows, recomputed without any program."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from optimizer.staffing.model import cost_of
from optimizer.staffing.problem import Staffing
from scenarios.document import Hiring, Rotation, Training
from scenarios.money import MINOR_PER_UNIT

NOISE = 1e-6


def broken_limits(staffing: Staffing, units: Sequence[float]) -> tuple[str, ...]:
    """Options, groups and budgets that a team exceeds, by name; empty where it keeps them all."""
    amounts: defaultdict[tuple[str, str], float] = defaultdict(float)
    moved: defaultdict[str, float] = defaultdict(float)
    most: dict[tuple[str, str], float] = {}
    broken = []
    for choice, amount in zip(staffing.choices, units, strict=True):
        offer = staffing.offers[choice.offer]
        if amount > choice.most + NOISE or amount < 0:
            broken.append(f"{offer.kind}.{offer.option.id}.{choice.period}")
        if isinstance(offer.option, Hiring | Training | Rotation):
            amounts[offer.kind, offer.option.id] += amount
            most[offer.kind, offer.option.id] = offer.option.most
        if offer.moves and offer.group is not None:
            moved[offer.group.first.id] += amount
    sizes = {one.group.first.id: len(one.group.people) for one in staffing.offers if one.group is not None}
    broken += [".".join(key) for key, amount in amounts.items() if amount > most[key] + NOISE]
    broken += [name for name, amount in moved.items() if amount > sizes[name] + NOISE]
    budget = staffing.scenario.staffing.budget
    if budget is not None and cost_of(staffing, units) * MINOR_PER_UNIT > budget + 0.5:
        broken.append("budget")
    return tuple(broken)
