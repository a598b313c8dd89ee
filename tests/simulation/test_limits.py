"""Limits on work in progress by stage and department, by hand: rule 26."""

import pytest

from simulation import Kind, replicate
from simulation.blueprint import build_blueprint
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, busy, campaign, people, team, work

HOUR = 60
STAFF = people(ann=["craft"], bo=["craft"], cy=["craft"])
TWO = [campaign("a"), campaign("b", due="2027-01-19")]


def run(stages, campaigns, **parts):
    scenario = team(stages, STAFF, campaigns, week=ALWAYS, **parts)
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def department(limit):
    return {"departments": [{"id": "team", "name": "team", "wip_limit": limit}]}


@pytest.mark.parametrize(
    ("limit", "expected"), [(1, [5, 10, 15, 20]), (2, [5, 5, 10, 10]), (3, [5, 5, 5, 10])]
)
def test_a_department_works_on_so_many_steps(limit, expected):
    campaigns = [campaign(f"c{number}") for number in range(4)]
    result = run([work("do", 5)], campaigns, organisation=department(limit))
    assert [launch / HOUR for launch in result.launch] == expected


def test_a_stage_is_limited_over_all_jobs_and_leaves_other_stages_alone():
    stages = [work("write", 5, wip_limit=1), work("cut", 1)]
    result = run(stages, TWO)
    assert [launch / HOUR for launch in result.launch] == [6, 11]


def test_the_same_stage_of_another_workflow_is_another_stage():
    other = {"id": "other", "name": "Other", "stages": [work("write", 5, wip_limit=1)]}
    campaigns = [campaign("a"), campaign("b", "other")]
    result = run([work("write", 5, wip_limit=1)], campaigns, workflows=[other])
    assert result.launch == [5 * HOUR, 5 * HOUR]


def test_a_team_of_several_counts_once():
    result = run([work("do", 5, people=2)], [campaign("a")], organisation=department(1))
    assert result.launch == [5 * HOUR]


def test_what_is_held_does_not_count():
    stages = [
        {"id": "print", "name": "Print", "latency": 10},
        work("fold", 1, overlap=0.9, wip_limit=1),
    ]
    result = run(stages, TWO)
    # Folded from one to two, and then by the other job, though both are held until ten.
    assert [row[0] / HOUR for row in result.log.of(Kind.STARTED).tolist() if row[5] >= 0] == [1, 2]
    assert result.launch == [10 * HOUR, 10 * HOUR]


def test_nobody_ever_works_on_more_than_the_limits_allow():
    document = busy().model_dump(mode="json")
    document["organisation"]["departments"][1]["wip_limit"] = 1
    document["workflows"][0]["stages"][2]["wip_limit"] = 1
    document["organisation"]["switching_loss"] = 10
    scenario = type(busy()).model_validate(document)
    blueprint = build_blueprint(scenario, plan_of(scenario), BY_DATE)
    steps = [one.process.steps for one in blueprint.jobs]
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert blueprint.limits == (1, 1)
    most = [0, 0]
    begun, level = set(), [0, 0]
    for _, kind, job, step, visit, person in result.log.rows.tolist():
        process = steps[job] if job < len(steps) else blueprint.streams[0].process.steps
        change = 0
        if kind == Kind.STARTED and person >= 0 and (job, step, visit) not in begun:
            begun.add((job, step, visit))
            change = 1
        elif kind in {Kind.ENDED, Kind.VOIDED} and (job, step, visit) in begun:
            change = -1
        for group in process[step].groups if change else ():
            level[group] += change
            most[group] = max(most[group], level[group])
    assert most == [1, 1]
    assert level == [0, 0]
