"""The check of every plan without the solver: feasibility and value recomputed from the document alone.

Nothing here imports the search code; the only common ground is the domain (`scenarios`), where value, working time and
the compiled workload are defined.
"""

from __future__ import annotations

from typing import Any

from optimizer.verify.buying import rule_violations
from optimizer.verify.choices import choice_violations
from optimizer.verify.flights import flight_violations
from optimizer.verify.hours import hour_violations
from optimizer.verify.money import money_violations
from optimizer.verify.schedule import completeness_violations, promised_work, schedule_violations
from optimizer.verify.value import answerless_violations, origin_violations, value_violations
from optimizer.verify.violation import Violation
from scenarios.document import Scenario, Value
from scenarios.plan import Allocation, Plan, Schedule, Status

__all__ = ["Violation", "verify"]


def verify(scenario: Scenario, plan: Plan) -> tuple[Violation, ...]:
    """Everything that is wrong with a plan; empty for a sound one.

    A plan without an answer (infeasible, or none found) promises nothing. ``today`` is evaluated as given: it repeats
    the document's campaigns, dates and spend whatever limits they break. Only ``money_and_people`` promises the hours
    of every period. A schedule made while work was under way keeps the split of an earlier day: its windows are judged
    without the status date, and its hours by the schedule alone. What decisions and lines refer to is checked first;
    the rest needs it to be right.
    """
    plan = _afresh(plan)
    origin = origin_violations(scenario, plan)
    allocation, schedule = plan.allocation, plan.schedule
    if allocation.proof.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return origin + answerless_violations(plan)
    under_way = schedule is not None and schedule.standing is not None
    first = scenario.model_copy(update={"status_date": None}) if under_way else scenario
    choices = origin + choice_violations(first, allocation)
    if choices:
        return choices
    found = money_violations(scenario, allocation)
    if not under_way:
        found += hour_violations(scenario, allocation)
    if scenario.objective.strategy != "today":
        found += rule_violations(scenario, allocation) + flight_violations(scenario, allocation)
    if schedule is not None:
        work = promised_work(scenario, allocation)
        incomplete = completeness_violations(work, schedule)
        if incomplete:
            return found + incomplete
        found += schedule_violations(scenario, work, schedule)
    return found + value_violations(scenario, plan)


def _afresh(plan: Plan) -> Plan:
    """The plan without totals that it has kept: those of a copy with changed parts would be the original's."""
    schedule = plan.schedule and Schedule.model_construct(**_fields(plan.schedule))
    allocation = Allocation.model_construct(**_fields(plan.allocation))
    return plan.model_copy(update={"allocation": allocation, "schedule": schedule})


def _fields(value: Value) -> dict[str, Any]:
    return {name: getattr(value, name) for name in type(value).model_fields}
