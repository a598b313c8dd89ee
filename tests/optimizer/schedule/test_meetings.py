"""Bounds hold and plans are near the best where meetings release work and people sign in person."""

import pytest

from optimizer.schedule import make_schedule
from scenarios.document import SolverSettings
from tests.optimizer.schedule.builders import campaign, case_of, person, scenario, stage
from tests.optimizer.schedule.truth import least_loss

SOLVER = SolverSettings(schedule_seconds=2, deterministic=True)
STAGES = [stage("draft", 6.0), {"id": "sign", "name": "sign", "approvers": ["head"]}, stage("art", 9.0)]
HEAD = {"id": "head", "name": "head", "latency": 3}


@pytest.mark.parametrize("every_days", [1, 2, 5])
@pytest.mark.parametrize("in_person", [False, True])
def test_the_bound_is_below_every_schedule(every_days, in_person):
    head = {**HEAD, "meeting": {"every_days": every_days, "at": "16:00"}}
    if in_person:
        head |= {"person": "ann", "effort": 2}
    people = [person("ann", {"craft": 1}), person("bo", {"craft": 2})]
    campaigns = [campaign("a", due="2027-01-05"), campaign("b", due="2027-01-06", value=500.0)]
    case = case_of(scenario(people, campaigns, STAGES, organisation={"approvers": [head]}))
    truth = least_loss(case.problem, case.losses)
    proof = make_schedule(case.scenario, case.workload, settings=SOLVER).proof
    assert 0 < proof.bound <= truth
    assert proof.value == truth
