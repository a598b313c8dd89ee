"""Rules of dispatch and of choosing people, by hand: rules 15 and 17."""

import pytest

from scenarios.document import SimulationSettings
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, campaign, people, team, work

HOUR = 60


def order(scenario, dispatch, **more):
    """Jobs in the order in which their work starts, with the people."""
    settings = SimulationSettings(replications=1, workers=1, dispatch=dispatch, **more)
    log = replicate(scenario, plan_of(scenario), settings=settings).log
    rows = [row for row in log.of(Kind.STARTED).tolist() if row[5] >= 0]
    return [(log.jobs[job], log.people[who]) for _, _, job, _, _, who in rows]


def jobs(scenario, dispatch, **more):
    return [job for job, _ in order(scenario, dispatch, **more)]


def three(**parts):
    """Hours, loss a day and due date of three campaigns; all wait for Ann from the beginning."""
    given = {"a": (10, 10, "2027-01-20"), "b": (5, 10, "2027-01-18"), "c": (5, 1, "2027-01-10")}
    workflows = [
        {"id": name, "name": name, "stages": [work("do", hours)]} for name, (hours, _, _) in given.items()
    ]
    campaigns = [
        campaign(name, name, due=due, lateness={"loss_per_day": loss})
        for name, (_, loss, due) in given.items()
    ]
    return team([work("do", 1)], people(ann=["craft"]), campaigns, week=ALWAYS, workflows=workflows, **parts)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("due_date", ["c", "b", "a"]),
        # Minutes for each hundredth of loss: 600 / 1000, 300 / 1000, 300 / 100.
        ("weighted", ["b", "a", "c"]),
        # Minutes to the target for each minute of work: 23040 / 600, 20160 / 300, 8640 / 300.
        ("critical_ratio", ["c", "a", "b"]),
        ("first_come", ["a", "b", "c"]),
    ],
)
def test_who_goes_first(rule, expected):
    assert jobs(three(), rule) == expected


@pytest.mark.parametrize("rule", ["due_date", "weighted", "critical_ratio", "first_come"])
def test_admission_goes_by_the_same_rule(rule):
    assert jobs(three(organisation={"wip_limit": 1}), rule)[1:] == [
        job for job in jobs(three(), rule) if job != jobs(three(organisation={"wip_limit": 1}), rule)[0]
    ]


def test_first_come_is_the_moment_of_readiness():
    delays = {"a": 3, "b": 1, "c": 2}
    workflows = [
        {"id": name, "name": name, "stages": [{"id": "w", "name": "W", "latency": hours}, work("do", 5)]}
        for name, hours in delays.items()
    ]
    campaigns = [campaign("block"), *(campaign(name, name) for name in delays)]
    scenario = team([work("do", 5)], people(ann=["craft"]), campaigns, week=ALWAYS, workflows=workflows)
    assert jobs(scenario, "first_come") == ["block", "b", "c", "a"]


def test_only_what_is_not_done_counts():
    """Of the long job one hour is left when both wait for Bo: it goes first."""
    long = {"id": "long", "name": "Long", "stages": [work("a", 9), work("b", 1, "cut")]}
    short = {
        "id": "short",
        "name": "Short",
        "stages": [{"id": "w", "name": "W", "latency": 9}, work("b", 2, "cut")],
    }
    campaigns = [campaign("x", "short"), campaign("y", "long")]
    scenario = team(
        [work("a", 1)],
        people(ann=["craft"], bo=["cut"]),
        campaigns,
        week=ALWAYS,
        workflows=[long, short],
    )
    assert jobs(scenario, "weighted") == ["y", "y", "x"]


def test_lateness_that_costs_nothing_and_requests_come_last():
    scenario = three(
        streams=[
            {"id": "s", "name": "S", "workflow": "b", "per_week": 168, "arrivals": "regular"}
            | {"last": "2027-01-04", "size": 0.01}
        ]
    )
    campaigns = [
        one.model_copy(update={"lateness": one.lateness.model_copy(update={"loss_per_day": 0})})
        if one.id == "b"
        else one
        for one in scenario.campaigns
    ]
    scenario = scenario.model_copy(update={"campaigns": tuple(campaigns)})
    found = jobs(scenario, "weighted")
    assert found[:3] == ["a", "c", "b"]
    assert jobs(scenario, "first_come")[:3] == ["a", "b", "c"]
    assert [name for name in jobs(scenario, "due_date") if not name.startswith("@")] == ["c", "b", "a"]
    assert jobs(scenario, "due_date")[1].startswith("@s/0/")


CHOICE = [campaign(name, release=f"2027-01-0{4 + day}") for day, name in enumerate("abc")]


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("least_versatile", ["slow", "slow", "slow"]),
        ("fastest", ["quick", "quick", "quick"]),
        # Ten hours for the first at normal speed, 462 minutes for the second; then the second has worked less.
        ("least_loaded", ["slow", "wide", "quick"]),
    ],
)
def test_whom_a_step_takes(choice, expected):
    staff = people(quick={"craft": 4, "plan": 1, "cut": 1}, wide={"craft": 2, "plan": 2}, slow={"craft": 2})
    scenario = team([work("do", 10)], staff, CHOICE, week=ALWAYS)
    assert [who for _, who in order(scenario, "due_date", people_choice=choice)] == expected


def test_the_least_loaded_has_worked_the_fewest_minutes():
    staff = people(ann={"craft": 4}, bo={"craft": 1})
    campaigns = [campaign(f"c{day}", release=f"2027-01-0{4 + day}") for day in range(5)]
    scenario = team([work("do", 10)], staff, campaigns, week=ALWAYS)
    found = [who for _, who in order(scenario, "due_date", people_choice="least_loaded")]
    # 462 minutes of Ann against 750 of Bo.
    assert found == ["ann", "bo", "ann", "bo", "ann"]
