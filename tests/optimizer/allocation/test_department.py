"""A department of half the full size: S-shaped channels, seasons, windows, groups, caps, and hours that are scarce."""

from scenarios.document import PlanningSettings
from tests.optimizer.allocation.cases import department
from tests.optimizer.allocation.checked import allocated, decision


def test_a_department_gets_a_verified_plan_and_a_reason_for_everything():
    case = department(4, campaigns=12, channels=5, weeks=16, people=10)
    found = allocated(case)
    assert 0 < len(found.running) <= 12
    for one in found.campaigns:
        if not one.runs:
            assert one.reason.render("en")
        else:
            assert decision(found, one.campaign).launch_period is not None


def test_scarce_hours_cost_value():
    case = department(4, campaigns=5, channels=3, weeks=12, people=10)
    busy = case.settings.model_copy(update={"planning": PlanningSettings(load_limit=0.3)})
    scarce = allocated(case.model_copy(update={"settings": busy}))
    assert scarce.proof.bound < allocated(case).proof.value
