"""Which requirements of the document an allocation given by hand does not keep."""

from __future__ import annotations

from optimizer.verify.hours import hour_violations
from optimizer.verify.money import money_violations
from optimizer.verify.violation import Violation
from scenarios.document import Scenario
from scenarios.document.objective import Objective
from scenarios.plan import Allocation


def broken_requirements(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Every bound on money, enforced goal and limit on hours that ``allocation`` breaks.

    A plan evaluated as it is may break any of them: they are told, not refused.
    """
    strict = _with(scenario, "money_and_people")
    return money_violations(strict, allocation) + hour_violations(strict, allocation)


def _with(scenario: Scenario, strategy: str) -> Scenario:
    objective = Objective.model_validate({**scenario.objective.model_dump(), "strategy": strategy})
    return scenario.model_copy(update={"objective": objective})
