"""The check of every plan without the solver: feasibility and value recomputed from the document alone.

Nothing here imports the search code; the only common ground is the domain (`scenarios`), where value, working time and
the compiled workload are defined.
"""

from __future__ import annotations

from optimizer.verify.choices import choice_violations
from optimizer.verify.hours import hour_violations
from optimizer.verify.money import money_violations
from optimizer.verify.schedule import schedule_violations
from optimizer.verify.value import value_violations
from optimizer.verify.violation import Violation
from scenarios.document import Scenario
from scenarios.plan import Plan, Status

__all__ = ["Violation", "verify"]


def verify(scenario: Scenario, plan: Plan) -> tuple[Violation, ...]:
    """Everything that is wrong with a plan; empty for a sound one.

    A plan without an answer (infeasible, or none found) holds no decisions to check. Strategy ``today`` is evaluated
    as given, so only ``money_and_people`` promises the hours of every period and only the optimised strategies promise
    the budget's limits.
    """
    if plan.allocation.proof.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return ()
    choices = choice_violations(scenario, plan.allocation)
    if choices:
        return choices
    found = money_violations(scenario, plan.allocation)
    if scenario.objective.strategy == "money_and_people":
        found += hour_violations(scenario, plan.allocation)
    if plan.schedule is not None:
        found += schedule_violations(scenario, plan.allocation, plan.schedule)
    return found or value_violations(scenario, plan)
