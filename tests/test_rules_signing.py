"""Meetings, approvers who are people, and people who join and depart: the schedule knows them, and it comes true."""

import pytest

from optimizer.allocation.preparation import CriticalPath
from optimizer.verify.schedule import completeness_violations, promised_work, schedule_violations
from scenarios.document import Scenario
from scenarios.network import compile_workload
from scenarios.valuation import Valuation
from simulation import replicate
from tests.simulation.documents import busy
from tests.test_rules import ONCE, assert_comes_true, certain, planned

FRIDAYS = {"every_days": 5, "at": "14:00"}
DAILY = {"every_days": 1, "at": "09:30"}


def signed(approvers, **organisation):
    """The busy team with these approvers, and nothing left to chance."""
    document = busy().model_dump(mode="json")
    document["organisation"]["approvers"] = approvers
    document["organisation"] |= organisation
    return certain(Scenario.model_validate(document))


def violations(scenario, plan):
    """What the schedule breaks of the rules of execution."""
    work = promised_work(scenario, plan.allocation)
    broken = schedule_violations(scenario, work, plan.schedule)
    return (*completeness_violations(work, plan.schedule), *broken)


HEAD = {"id": "head", "name": "Head", "department": "lead", "latency": 4}
FINANCE = {"id": "finance", "name": "Finance", "latency": 3}
ANN = {"id": "head", "name": "Head", "latency": 4, "person": "ann", "effort": 1.5}
BO = {"id": "finance", "name": "Finance", "latency": 3, "person": "bo", "effort": 0.5}
CASES = {
    "a committee that meets": signed([{**HEAD, "meeting": FRIDAYS}, {**FINANCE, "meeting": DAILY}]),
    "meetings release hand-offs": signed(
        [HEAD, FINANCE],
        handoff={
            "default": 0,
            "meeting": DAILY,
            "between": [{"source": "lead", "target": "studio", "delay": 2, "meeting": FRIDAYS}],
        },
    ),
    "one signs in person, one as before": signed([ANN, FINANCE]),
    "both sign in person": signed([ANN, BO]),
    "signed in person and released by a meeting": signed([{**ANN, "meeting": FRIDAYS}, BO]),
    "signed in no time": signed([{**ANN, "effort": 0}, BO]),
}


@pytest.mark.parametrize("case", CASES)
def test_the_schedule_comes_true(case):
    scenario = CASES[case]
    plan = planned(scenario)
    assert violations(scenario, plan) == ()
    assert_comes_true(scenario, plan)


def test_people_work_only_while_they_are_there():
    document = CASES["both sign in person"].model_dump(mode="json")
    people = {person["id"]: person for person in document["organisation"]["people"]}
    people["dee"]["departs"], people["eve"]["joins"] = "2027-01-12", "2027-01-08"
    scenario = Scenario.model_validate(document)
    plan = planned(scenario)
    assert violations(scenario, plan) == ()
    assert_comes_true(scenario, plan)
    day = 24 * 60
    mine = {name: [task for task in plan.schedule.tasks if name in task.people] for name in ("dee", "eve")}
    assert max(task.finish for task in mine["dee"]) <= 9 * day
    assert min(task.start for task in mine["eve"]) >= 4 * day


def test_a_sign_off_in_person_waits_for_the_person():
    """The parts of the stage appear in the log; the person who signs does nothing else meanwhile."""
    scenario = CASES["both sign in person"]
    plan = planned(scenario)
    log = replicate(scenario, plan, settings=ONCE).log
    assert log.steps[0][1:5] == ("approve/@entry", "approve/head", "approve/finance", "approve")
    by_step = {(task.job, task.step): task for task in plan.schedule.tasks}
    part, end = by_step["spring", "approve/head"], by_step["spring", "approve"]
    assert part.people == ("ann",)
    assert end.start == end.finish == max(part.finish, by_step["spring", "approve/finance"].finish)


@pytest.mark.parametrize("case", CASES)
def test_the_allocation_counts_on_no_launch_that_cannot_be(case):
    """Critical paths, forwards and backwards, know meetings and parts: no schedule launches earlier."""
    scenario = CASES[case]
    plan = planned(scenario)
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    path = CriticalPath(workload, scenario.risks)
    launches = {job.job: job.launch for job in plan.schedule.jobs}
    for job in workload.jobs:
        if job.kind == "preparation":
            early = path.early(job, job.release)
            assert early.launch <= launches[job.id]
            latest = path.latest_finish(job, early.launch)
            assert all(finish >= early.finish[step] for step, finish in latest.items())
