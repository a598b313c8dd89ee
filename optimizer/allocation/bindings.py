"""Which requirements limit the plan, and what one more unit of each is worth."""

from __future__ import annotations

import math
from collections import defaultdict

from optimizer.allocation.labour import MINUTES_PER_HOUR, WorkKind
from optimizer.allocation.prices import Priced, amount_of
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Row
from optimizer.allocation.requirements import Requirement, period_name
from optimizer.allocation.solver import Floats
from scenarios.display import currency_names
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Binding

MONEY_UNIT = 10_000
"""Currency units that the worth of money limits refers to."""
MONEY_UNIT_NAME = {"en": "10,000", "zh": "1万"}
NEGLIGIBLE = 1e-6
"""Worth of a limit's whole amount, relative to the plan's money, below which it does not bind."""
ROUNDING = 200.0
"""Minor units that a limit may be missed by because spends are in whole currency units."""


SLACK = 1e-3
"""Relative room that a limit may leave at the plan, which is in whole units, and still bind."""


def bindings(problem: Problem, priced: Priced, plan: Floats) -> tuple[Binding, ...]:
    """Binding requirements with the worth of one more unit, in the order of the program; skills by period.

    ``plan`` holds the values of the plan itself, of which the linear program of the prices may be a trifle off.
    """
    worth: defaultdict[Requirement, float] = defaultdict(float)
    rows: dict[Requirement, Row] = {}
    for row, dual in zip(priced.program.rows, priced.duals, strict=True):
        if row.requirement is None or row.requirement.measure in {"hours", "none"} or dual == 0:
            continue
        unit = _unit(row, plan)
        worth[row.requirement] += float(dual) * unit
        if unit != 0:
            rows.setdefault(row.requirement, row)
    floor = NEGLIGIBLE * max(problem.available, 1.0)
    found = (_binding(problem, asked, rows[asked], worth[asked], plan) for asked in rows)
    money = [one for one in found if abs((one.worth or 0.0) * one.limit) > floor and _is_tight(one)]
    return (*money, *_skills(problem, priced, floor))


def _is_tight(binding: Binding) -> bool:
    return abs(binding.level - binding.limit) <= SLACK * abs(binding.limit) + ROUNDING


def _unit(row: Row, plan: Floats) -> float:
    """What one more unit of the row's limit gives: 1, or what the plan makes of it (a share: all media spend)."""
    return 1.0 if row.unit is None else amount_of(row.unit, plan)


def _binding(problem: Problem, requirement: Requirement, row: Row, worth: float, plan: Floats) -> Binding:
    limit = requirement.limit or 0.0
    bound = row.upper if row.upper < math.inf else row.lower
    level = limit + (amount_of(row.terms, plan) - bound) / _unit(row, plan)
    scale = MINOR_PER_UNIT if requirement.measure == "money" else 1
    step, unit = _step(problem, requirement)
    return Binding(
        kind=requirement.kind,
        name=requirement.name,
        subject=requirement.subject,
        level=level * scale,
        limit=limit * scale,
        worth=worth * step * MINOR_PER_UNIT,
        unit=unit,
    )


def _step(problem: Problem, requirement: Requirement) -> tuple[float, Message]:
    if requirement.measure == "money":
        values = {"amount": MONEY_UNIT_NAME, "currency": currency_names(problem.scenario.currency)}
        return MONEY_UNIT, Message("allocation.unit.money", values)
    if requirement.measure == "share":
        return 0.01, Message("allocation.unit.share")
    return 1.0, Message(f"allocation.unit.{requirement.measure}")


def _skills(problem: Problem, priced: Priced, floor: float) -> list[Binding]:
    """Hours of a skill in a period, priced by the kind of work that needs them most."""
    by_skill: defaultdict[tuple[int, str], list[tuple[WorkKind, int]]] = defaultdict(list)
    for (kind, period), row in priced.model.decision.supply.items():
        by_skill[period, kind.skill].append((kind, row))
    found = []
    for (period, skill), kinds in sorted(by_skill.items()):
        worth = max(-float(priced.duals[row]) for _, row in kinds)
        rows = [priced.program.rows[row] for _, row in kinds]
        demand = sum(
            -amount_of({one: share for one, share in row.terms.items() if share < 0}, priced.values)
            for row in rows
        )
        supply = sum(
            amount_of({one: share for one, share in row.terms.items() if share > 0}, priced.values)
            for row in rows
        )
        if worth * demand <= floor:
            continue
        values = {
            "skill": problem.requirements.skill_name(skill),
            "period": period_name(problem.scenario, period),
        }
        found.append(
            Binding(
                kind="skill",
                name=Message("allocation.binding.skill", values),
                subject=(skill, str(period)),
                level=demand * MINUTES_PER_HOUR,
                limit=supply * MINUTES_PER_HOUR,
                worth=worth * MINOR_PER_UNIT,
                unit=Message("allocation.unit.hours"),
            )
        )
    return found
