"""Hours: what campaigns take of each kind of work, and what crews can give, period by period."""

from __future__ import annotations

from collections import defaultdict

from optimizer.allocation.labour import WorkKind
from optimizer.allocation.model.decision import Decision
from optimizer.allocation.problem import Candidate, Cell, Problem
from optimizer.allocation.program import Program, Terms, times
from optimizer.allocation.work import StageWork
from scenarios.document.channels import SkillHours

HOURS_SPEND = 10_000
"""Currency units to which `Channel.hours_per_10k` refers."""

Demand = defaultdict[tuple[WorkKind, int], Terms]
"""Hours of a kind of work in a period."""


def add_hours(problem: Problem, program: Program, decision: Decision) -> None:
    """Work slides within its stage's window, crews divide their hours among what they can do, and supply covers demand.

    Work after the horizon is not limited.
    """
    demand: Demand = defaultdict(dict)
    for candidate in problem.candidates:
        for position in range(len(candidate.preparation.stages)):
            _add_stage(program, decision, candidate, position, demand)
    for cell in problem.cells:
        if cell.ceiling > 0 or cell.switched:
            _add_flight(problem, decision, cell, demand)
    for (kind, period), terms in sorted(demand.items()):
        if period < problem.periods:
            _add_supply(problem, program, decision, kind, period, terms)
    _add_crews(problem, program, decision)


def _add_stage(
    program: Program, decision: Decision, candidate: Candidate, position: int, demand: Demand
) -> None:
    """All hours of a stage are worked if the campaign runs, and by the latest period that its launch allows.

    One variable per period serves all launches: the windows of a stage begin together and end in the order of the
    launches, so doing first what is due first meets every deadline that the cumulative hours meet.
    """
    stage = candidate.preparation.stages[position]
    final = max(stage.last)
    slides = {}
    for period in range(stage.first, final + 1):
        slides[period] = program.variable(0.0, stage.hours, scale=stage.hours)
        decision.slide[candidate.index, position, period] = slides[period]
        demand[stage.kind, period][slides[period]] = 1.0
    runs = times(-stage.hours, decision.runs(candidate))
    program.require({**dict.fromkeys(slides.values(), 1.0), **runs}, lower=0.0, upper=0.0)
    for deadline in sorted(set(stage.last) - {final}):
        due = _due(decision, candidate, stage, deadline)
        done = {slides[period]: 1.0 for period in range(stage.first, deadline + 1)}
        program.require({**done, **times(-stage.hours, due)}, lower=0.0)


def _due(decision: Decision, candidate: Candidate, stage: StageWork, deadline: int) -> Terms:
    """1 if the campaign runs with a launch that the stage must be done for by the end of ``deadline``."""
    return {
        decision.run[candidate.index, launch]: 1.0
        for launch, last in enumerate(stage.last)
        if last <= deadline
    }


def _add_flight(problem: Problem, decision: Decision, cell: Cell, demand: Demand) -> None:
    for launch in range(len(problem.candidates[cell.candidate].launches)):
        response = problem.response(cell, launch)
        gate, spend = decision.gate[cell.index, launch], decision.spend[cell.index, launch]
        for offset, share in enumerate(response.pattern):
            period = response.first_period + offset
            if share > 0:
                for item in taken(cell.channel.hours_per_active_period):
                    _take(demand[problem.flight_kinds[item.skill], period], gate, item.hours)
                for item in taken(cell.channel.hours_per_10k):
                    _take(demand[problem.flight_kinds[item.skill], period], spend, rate(item) * float(share))


def taken(items: tuple[SkillHours, ...]) -> list[SkillHours]:
    """Those that take any hours."""
    return [item for item in items if item.hours > 0]


def rate(item: SkillHours) -> float:
    """Hours per currency unit of spend."""
    return item.hours / HOURS_SPEND


def _take(terms: Terms, variable: int, hours: float) -> None:
    terms[variable] = terms.get(variable, 0.0) + hours


def _add_supply(
    problem: Problem, program: Program, decision: Decision, kind: WorkKind, period: int, demand: Terms
) -> None:
    balance = times(-1.0, demand)
    for index in problem.labour.crews_for(kind):
        crew = problem.labour.crews[index]
        hours = float(crew.hours[period])
        if hours > 0:
            flow = program.variable(0.0, hours, scale=hours)
            decision.flow[index, kind, period] = flow
            balance[flow] = crew.pace[kind]
    decision.supply[kind, period] = program.require(
        balance, lower=0.0, requirement=problem.requirements.skill(kind.skill)
    )


def _add_crews(problem: Problem, program: Program, decision: Decision) -> None:
    shared: defaultdict[tuple[int, int], Terms] = defaultdict(dict)
    for (crew, _, period), flow in decision.flow.items():
        shared[crew, period][flow] = 1.0
    for (crew, period), terms in shared.items():
        if len(terms) > 1:
            program.require(terms, upper=float(problem.labour.crews[crew].hours[period]))
