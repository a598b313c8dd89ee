"""More of what helps never harms, draw by draw: common random numbers make the comparison exact."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulation import simulate
from simulation.blueprint import build_blueprint
from simulation.replication import run_replication
from tests.simulation.builders import plan_of
from tests.simulation.documents import BUSY_RISKS, BY_DATE, busy, campaign, people, team, work
from tests.simulation.queues import customers, queue


def outcome(scenario):
    return simulate(scenario, plan_of(scenario), settings=BY_DATE)


@given(st.floats(0.3, 3.0), st.integers(0, 1000))
@settings(max_examples=10)
def test_one_more_equal_person_lengthens_no_wait(rate, number):
    waits = []
    for servers in (1, 2, 3, 5):
        scenario = queue(rate, servers, weeks=6)
        blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
        arrivals, starts, _ = customers(run_replication(blueprint, number, logged=True).log)
        waits.append(starts - arrivals)
    assert (np.diff(np.array(waits), axis=0) <= 0).all()


def _chain(**risks):
    """One campaign that nobody else competes with."""
    approvers = [{"id": "head", "name": "Head", "latency": [1, 4, 12]}]
    stages = [
        work("write", [4, 8, 16]),
        {"id": "sign", "name": "Sign", "approvers": ["head"]},
        work("post", 4),
    ]
    return team(
        stages,
        people(ann=["craft"]),
        [campaign("spring")],
        organisation={"approvers": approvers},
        risks=risks,
    )


@pytest.mark.parametrize(
    "worse",
    [
        [{"approval_latency_factor": factor} for factor in (0.5, 1.0, 2.0, 5.0)],
        [{"absence": {"daily_probability": chance}} for chance in (0.0, 0.02, 0.1, 0.3)],
    ],
    ids=["approvals", "absence"],
)
def test_slower_approvals_and_more_absence_never_bring_a_launch_forward(worse):
    launches = np.array([outcome(_chain(**risks)).launch[:, 0] for risks in worse])
    assert (np.diff(launches, axis=0) >= 0).all()
    assert (np.diff(launches.mean(axis=1)) > 0).all()


def test_more_change_of_mind_delays():
    launches = [
        outcome(
            _chain(change_requests={"at_most": number, "probability": 0.7, "extra_effort": 8})
        ).launch.mean()
        for number in (0, 1, 3)
    ]
    assert launches == sorted(set(launches))


def test_urgent_requests_hurt_everybody_else():
    calm = outcome(busy(risks={**BUSY_RISKS, "urgent": {}}))
    pressed = outcome(busy(risks={**BUSY_RISKS, "urgent": {**BUSY_RISKS["urgent"], "per_week": 15}}))
    assert pressed.urgent_requests.mean() == pytest.approx(15 * 8, rel=0.1)
    assert pressed.completion.mean() > calm.completion.mean() + 24 * 60
    assert pressed.contribution.mean() < calm.contribution.mean()
    assert (pressed.waiting.sum(axis=1).mean(axis=0) >= calm.waiting.sum(axis=1).mean(axis=0))[3]


def test_a_tighter_wip_limit_makes_jobs_wait_for_admission():
    waits = []
    for limit in (None, 3, 1):
        document = busy().model_dump(mode="json")["organisation"]
        waits.append(outcome(busy(organisation={**document, "wip_limit": limit})).waiting[:, :, 0].mean())
    assert waits[0] == 0
    assert waits == sorted(set(waits))
