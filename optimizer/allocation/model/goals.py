"""Enforced goals."""

from __future__ import annotations

from optimizer.allocation.goal_tree import leaves
from optimizer.allocation.model.decision import Decision
from optimizer.allocation.problem import Problem
from optimizer.allocation.program import Program, Terms, add_up, times
from optimizer.allocation.requirements import Measure
from scenarios.document.goals import Kpi

VOLUME_SPEND = 10_000
"""Currency units to which `Kpi.per_10k` refers."""


def add_goals(problem: Problem, program: Program, decision: Decision) -> None:
    """Targets that are constraints. The value of an inner node is the sum of its leaves; revenue is that of launching
    on time, as everywhere where no schedule is known yet.
    """
    for index, goal in enumerate(problem.scenario.goals):
        if not goal.enforce or goal.target is None:
            continue
        terms = add_up(_leaf(problem, decision, leaf) for leaf in leaves(problem.scenario.goals, goal))
        requirement = problem.requirements.goal(index, goal, measure(goal))
        if goal.direction == "at_least":
            program.require(terms, lower=goal.target, requirement=requirement)
        else:
            program.require(terms, upper=goal.target, requirement=requirement)


def measure(goal: Kpi) -> Measure:
    """What one more unit of a goal is."""
    if goal.measure == "campaigns":
        return "count"
    return "money" if goal.measure in {"revenue", "media_cost"} else "volume"


def _leaf(problem: Problem, decision: Decision, goal: Kpi) -> Terms:
    counted = [candidate for candidate in problem.candidates if goal.counts(candidate.campaign.id)]
    cells = [cell for candidate in counted for cell in problem.cells_of[candidate.index]]
    if goal.measure == "revenue":
        return add_up(decision.gross_revenue[candidate.index] for candidate in counted)
    if goal.measure == "media_cost":
        return add_up(decision.cell_spend(problem, cell) for cell in cells)
    if goal.measure == "campaigns":
        return add_up(decision.runs(candidate) for candidate in counted)
    if goal.measure == "volume":
        return add_up(
            times(goal.per_10k.get(cell.channel.id, 0.0) / VOLUME_SPEND, decision.cell_spend(problem, cell))
            for cell in cells
        )
    message = f"goal {goal.id!r} cannot be enforced"
    raise ValueError(message)
