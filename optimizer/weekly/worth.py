"""What a plan by period is worth, in whole minor units and as the document defines it."""

from __future__ import annotations

from optimizer.allocation.problem import Problem
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation
from scenarios.valuation import Valuation


def net_value(scenario: Scenario, problem: Problem, plan: Allocation) -> int:
    """Net value with every campaign as early as it can be, less planned hours where staff counts; minor units."""
    moments = {}
    for campaign, decision in plan.running.items():
        launches = problem.by_campaign[campaign].launches
        late = next(one.late_minutes for one in launches if one.period == decision.launch_period)
        moments[campaign] = (decision.target or 0) + late
    statement = Valuation(scenario).statement(plan, moments)
    return statement.net_value - _staff_cost(problem, plan)


def _staff_cost(problem: Problem, plan: Allocation) -> int:
    rates = problem.hourly_cost
    cost = sum(rates.get(line.skill, 0.0) * line.minutes / MINUTES_PER_HOUR for line in plan.staff)
    return round(cost * MINOR_PER_UNIT)
