"""Staffing in the allocation's program: how many units of each choice, what they cost, and whose hours they are."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace

from optimizer.allocation.labour import WorkKind
from optimizer.allocation.model.assemble import Model
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program, Terms, add_up, times
from optimizer.allocation.solver import Floats
from optimizer.staffing.choices import Choice
from optimizer.staffing.problem import Staffing
from scenarios.document import Hiring, Rotation, Training
from scenarios.money import MINOR_PER_UNIT

STEP = 0.1
"""Hours are bought in multiples of this."""
NOISE = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class StaffedModel:
    """The program of money, campaigns and team; ``units`` is the variable of each choice.

    ``totals`` are people by offer over all periods: to branch on whether anybody is hired at all says far more than to
    branch on the month.
    ``credits`` are rates of the work that bought hours do: where staff is a cost of the plan, every planned hour is
    charged at the mean rate of those who are there, and hours that are paid for as a choice are not charged twice.
    """

    model: Model
    units: tuple[int, ...]
    totals: tuple[int, ...]
    credits: Terms

    def taken(self, values: Floats, staffing: Staffing) -> tuple[float, ...]:
        """Units of each choice in a solution: whole people, hours rounded up to the next `STEP`."""
        return tuple(
            _rounded(staffing, choice, float(values[column]))
            for choice, column in zip(staffing.choices, self.units, strict=True)
        )

    def credit(self, values: Floats) -> float:
        """What the hours of the choices are charged at the mean rate, currency units."""
        return sum(float(values[column]) * rate for column, rate in self.credits.items())

    def complete(self, values: Floats, units: Iterable[float]) -> None:
        """Write units into the values of all variables, with the totals that follow."""
        values[list(self.units)] = list(units)
        for row in self.model.program.rows:
            total = [one for one in row.terms if one in self.totals]
            if total:
                values[total[0]] = sum(values[one] for one in row.terms if one != total[0])

    def fixed(self, units: Iterable[float]) -> Model:
        """The allocation's model for a team that is decided."""
        given = dict(zip(self.units, units, strict=True))
        program = self.model.program.fixed(given)
        return Model(program, self.model.decision)


def cost_of(staffing: Staffing, units: Iterable[float]) -> float:
    """What the team costs, currency units."""
    return sum(choice.cost * amount for choice, amount in zip(staffing.choices, units, strict=True))


def _rounded(staffing: Staffing, choice: Choice, amount: float) -> float:
    if staffing.offers[choice.offer].whole:
        return float(round(amount))
    if amount <= NOISE:
        return 0.0
    return min(choice.most, STEP * math.ceil((amount - NOISE) / STEP))


def add_staffing(staffing: Staffing, model: Model) -> StaffedModel:
    """Add the choices to a program that `optimizer.allocation.model.assemble` made of the staffing problem."""
    program = model.program
    units = tuple(_column(staffing, program, choice) for choice in staffing.choices)
    _add_crew_hours(staffing, model, units)
    _add_limits(staffing, program, units)
    _add_budgets(staffing, model, units)
    return StaffedModel(model, units, _add_totals(staffing, program, units), _add_credits(staffing, model))


def _column(staffing: Staffing, program: Program, choice: Choice) -> int:
    whole = staffing.offers[choice.offer].whole
    return program.variable(
        0.0, choice.most, objective=-choice.cost, integer=whole, scale=1.0 if whole else choice.most
    )


def _add_crew_hours(staffing: Staffing, model: Model, units: tuple[int, ...]) -> None:
    """Work of a crew in a period stays within the hours that are there with the choices."""
    changes: defaultdict[tuple[int, int], Terms] = defaultdict(dict)
    for choice, column in zip(staffing.choices, units, strict=True):
        for key, hours in staffing.hours(choice).items():
            changes[key][column] = -hours
    flows: defaultdict[tuple[int, int], Terms] = defaultdict(dict)
    for (crew, _, period), flow in model.decision.flow.items():
        flows[crew, period][flow] = 1.0
    for (crew, period), change in changes.items():
        work = flows.get((crew, period))
        if work:
            hours = float(staffing.base[crew][period])
            model.program.require({**work, **change}, upper=hours)


def _add_limits(staffing: Staffing, program: Program, units: tuple[int, ...]) -> None:
    """No more people than an option allows, and nobody moved twice."""
    by_option: defaultdict[tuple[str, str, int], list[int]] = defaultdict(list)
    by_group: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for offer, members in zip(staffing.offers, staffing.by_offer, strict=True):
        columns, option = [units[one] for one in members], offer.option
        if isinstance(option, Hiring | Training | Rotation):
            by_option[offer.kind, option.id, option.most] += columns
        if offer.moves and offer.group is not None:
            by_group[offer.group.first.id, len(offer.group.people)] += columns
    for (*_, most), columns in (*by_option.items(), *by_group.items()):
        if columns:
            program.require(dict.fromkeys(columns, 1.0), upper=float(most))


def _add_totals(staffing: Staffing, program: Program, units: tuple[int, ...]) -> tuple[int, ...]:
    totals = []
    for offer, members in zip(staffing.offers, staffing.by_offer, strict=True):
        if offer.whole and members:
            total = program.variable(0.0, sum(staffing.choices[one].most for one in members), integer=True)
            program.require({**dict.fromkeys((units[one] for one in members), 1.0), total: -1.0}, 0.0, 0.0)
            totals.append(total)
    return tuple(totals)


def _add_budgets(staffing: Staffing, model: Model, units: tuple[int, ...]) -> None:
    document = staffing.scenario.staffing
    costs = {column: choice.cost for choice, column in zip(staffing.choices, units, strict=True)}
    if not costs:
        return
    if document.budget is not None:
        model.program.require(dict(costs), upper=document.budget / MINOR_PER_UNIT)
    if document.shared_budget:
        problem = staffing.problem
        spends = [model.decision.cell_spend(problem, cell) for cell in problem.cells]
        fixed = [times(one.fixed, model.decision.runs(one)) for one in problem.candidates]
        model.program.require(add_up([costs, *spends, *fixed]), upper=problem.available)


def _add_credits(staffing: Staffing, model: Model) -> Terms:
    problem = staffing.problem
    rates: Terms = {}
    for (crew, kind, _), flow in model.decision.flow.items():
        if not staffing.base[crew].any() and (rate := _rate(problem, crew, kind)):
            rates[flow] = rate
            model.program.reward(flow, rate)
    return rates


def _rate(problem: Problem, crew: int, kind: WorkKind) -> float:
    return problem.hourly_cost.get(kind.skill, 0.0) * problem.labour.crews[crew].pace[kind]


def without_choices(staffing: Staffing) -> Staffing:
    """The same problem for the team as it is."""
    return replace(staffing, choices=tuple(replace(choice, most=0.0) for choice in staffing.choices))
