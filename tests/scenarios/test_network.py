"""The compiled workload: references resolved as the document says."""

import pytest

from scenarios.network import Duty, Target, compile_workload, effort_minutes, topological_order, work_minutes
from tests.scenarios.small import small_scenario

DAY = 24 * 60


@pytest.fixture(scope="module")
def workload():
    targets = {
        "spring": Target(15 * DAY, 100, (Duty(2, "buying", 90), Duty(3, "buying", 90))),
        "summer": Target(35 * DAY, 50),
    }
    return compile_workload(small_scenario(), targets)


def test_jobs_are_preparations_then_flights(workload):
    assert [(job.id, job.kind, job.limited) for job in workload.jobs] == [
        ("spring", "preparation", True),
        ("summer", "preparation", True),
        ("spring/2", "flight", False),
        ("spring/3", "flight", False),
    ]
    assert workload.jobs[1].prerequisites == (0,)
    assert workload.jobs[2].prerequisites == (0,)
    assert workload.jobs[2].release == 14 * DAY


def test_people_come_least_versatile_first(workload):
    design, review, setup = workload.jobs[0].process.steps
    assert [workload.people[index].id for index in design.qualified] == ["ann", "bo"]
    assert [workload.people[index].id for index in setup.qualified] == ["cy"]
    assert review.kind == "approval"
    assert design.descendants == (0, 1, 2)
    assert review.rework.target == 0


def test_handoffs_happen_between_departments_only(workload):
    design, review, setup = workload.jobs[0].process.steps
    assert workload.handoff(design, review).mean == 0
    assert workload.handoff(review, setup).mean == pytest.approx((0.5 + 8 + 8) / 6)


def test_speeds_follow_levels(workload):
    assert workload.people[1].speed == {"design": 115, "buying": 80}
    assert work_minutes(100, 115) == 87
    assert work_minutes(100, 80) == 125
    assert effort_minutes(0.001, 1) == 1
    assert effort_minutes(0, 1) == 0


def test_order_comes_after_predecessors_or_names_the_cycle():
    assert topological_order([(1,), (), (0, 1)]) == (1, 0, 2)
    with pytest.raises(ValueError, match="cycle"):
        topological_order([(1,), (0,)])
