"""Urgent steps that call people away, by hand: rule 28, with the switching losses of rule 25."""

import pytest

from scenarios.outcome import CAUSES
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60
QUICK = {"id": "quick", "name": "Quick", "stages": [work("post", 2)]}
EVERY_DAY = {"id": "news", "name": "News", "workflow": "quick", "per_week": 7, "lane": "urgent"}
SPRING = (campaign("spring"),)
PREEMPTS = {"urgent": {"preempts": True}}


def run(stages, staff=None, campaigns=SPRING, risks=PREEMPTS, stream=None, **parts):
    scenario = team(
        stages,
        staff or people(ann=["craft"]),
        campaigns,
        week=parts.pop("week", ALWAYS),
        workflows=[QUICK],
        streams=[{**EVERY_DAY, "arrivals": "regular", "last": "2027-01-05", **(stream or {})}],
        risks=risks,
        **parts,
    )
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def test_work_is_suspended_and_goes_on_with_what_is_left():
    result = run([work("write", 30)])
    # The request comes at 24 and takes two hours; six of the thirty are left.
    assert moments(result.log, Kind.SUSPENDED, "write") == [24]
    assert moments(result.log, Kind.STARTED, "post", job=1) == [24]
    assert moments(result.log, Kind.RESUMED, "write") == [26]
    assert result.launch == [32 * HOUR]
    assert (result.worked, result.busy) == ([32 * HOUR], [32 * HOUR])
    assert dict(zip(CAUSES, result.waiting[0], strict=True))["person"] == 2 * HOUR
    assert result.rework_visits == [0]


def test_without_preemption_the_request_waits():
    result = run([work("write", 30)], risks={})
    assert moments(result.log, Kind.STARTED, "post", job=1) == [30]
    assert result.launch == [30 * HOUR]


def test_coming_and_going_costs_the_switching_loss_twice():
    result = run([work("write", 30)], organisation={"switching_loss": 30})
    assert moments(result.log, Kind.RESUMED, "write") == [26.5]
    assert result.launch == [33 * HOUR]


def test_nights_are_the_calendars_and_not_the_requests():
    """From nine to five: the request of midnight takes the first two hours of the second day."""
    week = dict.fromkeys(ALWAYS, "09:00-17:00")
    result = run([work("write", 12)], week=week)
    waits = dict(zip(CAUSES, result.waiting[0], strict=True))
    # Nobody is at work at midnight, so that nobody is called away before nine.
    assert moments(result.log, Kind.SUSPENDED, "write") == [33]
    assert result.launch == [(24 + 9 + 2 + 4) * HOUR]
    assert (waits["person"], waits["calendar"]) == (2 * HOUR, (9 + 16) * HOUR)


def test_the_first_in_the_order_of_choice_is_called_away():
    staff = people(wide=["craft", "plan"], ann=["craft"])
    campaigns = [campaign("a"), campaign("b")]
    result = run([work("write", 30)], staff, campaigns)
    people_of = {row[2]: row[5] for row in result.log.of(Kind.SUSPENDED).tolist()}
    assert people_of == {0: 1}


def test_teams_and_urgent_work_are_left_alone():
    staff = people(ann=["craft"], bo=["craft"])
    result = run([work("write", 30, people=2)], staff)
    assert len(result.log.of(Kind.SUSPENDED)) == 0
    result = run([work("write", 1)], stream={"per_week": 7 * 24, "last": "2027-01-04"})
    # Twenty-three requests an hour apart, of two hours each: one after the other.
    assert len(result.log.of(Kind.SUSPENDED)) == 0
    assert moments(result.log, Kind.STARTED, "post", job=23) == [1 + 2 * 22]


def test_suspended_work_that_is_invalidated_begins_anew():
    rule = {"probability": 1, "target": "brief", "repeat_effort": 0.5, "max_times": 1}
    stages = [
        work("brief", 10, "plan"),
        work("write", 20, predecessors=["brief"]),
        work("check", 15, "plan", predecessors=["brief"], rework=rule),
    ]
    result = run(stages, people(ann=["craft"], bo=["plan"]))
    # Suspended from 24 to 26; the check rejects the brief at 25, and the writing begins anew at 30.
    assert moments(result.log, Kind.SUSPENDED, "write") == [24]
    assert moments(result.log, Kind.RECALLED, "write") == [25]
    assert len(result.log.of(Kind.RESUMED)) == 0
    assert moments(result.log, Kind.STARTED, "write") == [10, 30]
    assert result.worked == [(14 + 2 + 10) * HOUR, (10 + 15 + 5 + 7.5) * HOUR]


def test_a_preview_comes_although_its_step_is_suspended():
    stages = [work("write", 30), work("cut", 1, "plan", overlap=0.1)]
    result = run(stages, people(ann=["craft"], bo=["plan"]), stream={"per_week": 7.0})
    # It was to come at 27, which stays although the writing ends at 32.
    assert moments(result.log, Kind.STARTED, "cut") == [27]
    assert moments(result.log, Kind.ENDED, "cut") == [32]


def test_limits_hold_for_urgent_steps_too():
    organisation = {"departments": [{"id": "team", "name": "team", "wip_limit": 1}]}
    result = run([work("write", 30)], organisation=organisation)
    assert len(result.log.of(Kind.SUSPENDED)) == 0
    assert moments(result.log, Kind.STARTED, "post", job=1) == [30]


@pytest.mark.parametrize("servers", [1, 3])
def test_urgent_requests_are_served_as_if_nobody_else_was_there(servers):
    """The upper class of a queue with preemption is a queue of its own (White and Christie 1958)."""
    staff = people(**{f"p{number}": ["craft"] for number in range(servers)})
    stage = work("post", {"distribution": "exponential", "hours": 5})
    risks = {"urgent": {"per_week": 20 * servers, "workflow": "quick", "preempts": True}}
    leads = []
    for campaigns in ([], [campaign(f"c{number}") for number in range(5)]):
        scenario = team(
            [work("write", 90)],
            staff,
            campaigns,
            week=ALWAYS,
            workflows=[{**QUICK, "stages": [stage]}],
            risks=risks,
        )
        results = [replicate(scenario, plan_of(scenario), number, settings=BY_DATE) for number in range(3)]
        leads.append([result.urgent_lead for result in results])
        worked = [sum(result.worked) for result in results]
    assert leads[0] == leads[1]
    # What was suspended lost nothing: campaigns and requests were worked on for what they take.
    served = [_minutes(result, len(result.launch)) for result in results]
    assert worked == [5 * 90 * HOUR + minutes for minutes in served]


def _minutes(result, jobs):
    rows = [row for row in result.log.rows.tolist() if row[2] >= jobs]
    return sum(row[0] * ((row[1] == Kind.ENDED) - (row[1] == Kind.STARTED)) for row in rows)
