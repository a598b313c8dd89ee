"""Sign-offs and waits that begin in the days of a shock, by hand: rule 32."""

import pytest

from simulation import replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

HOUR = 60
SECOND_DAY = {"first": "2027-01-05", "last": "2027-01-05"}


def run(stages, *shocks, escalation=None):
    organisation = {
        "approvers": [{"id": name, "name": name, "latency": 10} for name in ("head", "law")],
        "escalation": escalation,
    }
    scenario = team(
        stages,
        people(ann=["craft"]),
        [campaign("spring", due="2027-01-06")],
        week=ALWAYS,
        organisation=organisation,
        risks={"shocks": [{"id": f"s{number}", **one} for number, one in enumerate(shocks)]},
    )
    return replicate(scenario, plan_of(scenario), settings=BY_DATE).launch[0] / HOUR


def signed(begun, *approvers):
    return [work("write", begun), {"id": "sign", "name": "Sign", "approvers": list(approvers)}]


def slow(factor, **more):
    return {"kind": "approvals", "days": SECOND_DAY, "factor": factor, **more}


@pytest.mark.parametrize(("begun", "expected"), [(23, 33), (24, 54), (47, 77), (48, 58)])
def test_sign_offs_that_begin_in_the_days_are_slower(begun, expected):
    assert run(signed(begun, "head"), slow(3)) == expected


def test_one_approver_may_be_slower_than_the_others():
    assert run(signed(30, "head", "law"), slow(0.5), slow(4, approver="law")) == 30 + 20
    assert run(signed(30, "head"), slow(0.5), slow(4, approver="law")) == 30 + 5


def test_escalation_multiplies_what_the_shock_leaves():
    escalation = {"days_before": 1, "approval_factor": 0.5}
    assert run(signed(30, "head"), slow(3), escalation=escalation) == 30 + 15


@pytest.mark.parametrize(("begun", "expected"), [(23, 31), (24, 37), (47, 60), (48, 56)])
def test_waits_that_begin_in_the_days_are_longer(begun, expected):
    stages = [work("write", begun), {"id": "print", "name": "Print", "latency": 8}]
    assert run(stages, {"kind": "supplier", "days": SECOND_DAY, "delay": 5}) == expected


def test_a_supplier_may_slip_for_one_stage_only():
    stages = [work("write", 30), *({"id": name, "name": name, "latency": 8} for name in ("print", "ship"))]
    slip = {"kind": "supplier", "days": SECOND_DAY, "delay": 5}
    assert run(stages, {**slip, "stage": "print"}) == 30 + 13 + 8
    assert run(stages, {**slip, "stage": "write"}) == 30 + 8 + 8
    assert run(stages, slip, slip) == 30 + 18 + 8
