"""Which requirements limit the plan, and what one more unit of each is worth."""

from __future__ import annotations

from collections import defaultdict

from optimizer.allocation.labour import MINUTES_PER_HOUR, WorkKind
from optimizer.allocation.prices import Priced
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Row
from optimizer.allocation.requirements import Requirement, period_name
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Binding

MONEY_UNIT = 10_000
"""Currency units that the worth of money limits refers to."""
NEGLIGIBLE = 1e-6
"""Worth of a limit's whole amount, relative to the plan's money, below which it does not bind."""


def bindings(problem: Problem, priced: Priced) -> tuple[Binding, ...]:
    """Binding requirements with the worth of one more unit, in the order of the program; skills by period."""
    worth: defaultdict[Requirement, float] = defaultdict(float)
    rows: dict[Requirement, Row] = {}
    for row, dual in zip(priced.program.rows, priced.duals, strict=True):
        if row.requirement is None or row.requirement.measure in {"hours", "none"} or dual == 0:
            continue
        worth[row.requirement] += float(dual) * _unit(priced, row)
        if _unit(priced, row) != 0:
            rows.setdefault(row.requirement, row)
    floor = NEGLIGIBLE * max(problem.available, 1.0)
    money = [
        _binding(problem, priced, requirement, rows[requirement], amount)
        for requirement, amount in worth.items()
        if requirement in rows and abs(amount * (requirement.limit or 1.0)) > floor
    ]
    return (*money, *_skills(problem, priced, floor))


def _unit(priced: Priced, row: Row) -> float:
    return 1.0 if row.unit is None else priced.amount(row.unit)


def _binding(problem: Problem, priced: Priced, requirement: Requirement, row: Row, worth: float) -> Binding:
    limit = requirement.limit or 0.0
    bound = row.upper if row.upper < float("inf") else row.lower
    level = limit + (priced.amount(row.terms) - bound) / _unit(priced, row)
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
        values = {"amount": f"{MONEY_UNIT:,}", "currency": problem.scenario.currency}
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
            -priced.amount({one: share for one, share in row.terms.items() if share < 0}) for row in rows
        )
        supply = sum(
            priced.amount({one: share for one, share in row.terms.items() if share > 0}) for row in rows
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
                unit=Message("allocation.unit.hours", values),
            )
        )
    return found
