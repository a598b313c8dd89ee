"""Defects that pass unseen, and rejections that nobody has noticed yet: rules 21 to 23."""

import pytest

from scenarios.outcome import CAUSES
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60
SPRING = (campaign("spring"),)
ALWAYS_REJECTED = {"probability": 1, "target": "write", "repeat_effort": 0.5, "max_times": 1}
DAILY = {"status_updates": {"every_days": 1, "at": "10:00"}}
NOTICED = 10 + 1 / 60
"""The update begins at ten and is through a minute later."""


def run(stages, staff=None, campaigns=SPRING, **parts):
    scenario = team(stages, staff or people(ann=["craft"]), campaigns, week=ALWAYS, **parts)
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def lost(result):
    return dict(zip(CAUSES, result.waiting[0], strict=True))


def test_a_defect_is_found_at_the_launch_and_puts_it_off():
    escape = {"probability": 1, "repair": 3, "cost": 100}
    result = run([work("write", 2, escape=escape), work("post", 1)])
    assert moments(result.log, Kind.ESCAPED, "write") == [2]
    assert moments(result.log, Kind.DEFECT, "write") == [3]
    assert moments(result.log, Kind.HELD, "post") == [3]
    assert moments(result.log, Kind.ENDED, "post") == [6]
    assert (result.launch, result.defects, result.defect_cost) == ([6 * HOUR], [1], 10_000)
    assert lost(result)["rework"] == 3 * HOUR
    assert result.worked == [3 * HOUR]
    without = run([work("write", 2), work("post", 4)])
    assert result.net_value == without.net_value - 10_000


def test_repairs_add_up_and_are_found_where_they_are_to_be():
    first = {"probability": 1, "repair": 3, "found_at": "look"}
    stages = [
        work("write", 2, escape=first),
        work("draw", 2, escape={**first, "repair": 1}),
        work("look", 1),
        work("post", 1),
    ]
    result = run(stages)
    assert moments(result.log, Kind.ENDED, "look") == [9]
    assert (result.launch, result.defects) == ([10 * HOUR], [2])


def test_a_repair_of_no_time_holds_nothing():
    result = run([work("write", 2, escape={"probability": 1}), work("post", 1)])
    assert len(result.log.of(Kind.HELD)) == 0
    assert (result.launch, result.defects) == ([3 * HOUR], [1])


def test_a_defect_is_forgotten_when_its_work_is_done_again():
    escape = {"probability": 1, "repair": 4}
    stages = [work("write", 2, escape=escape), work("check", 1, rework=ALWAYS_REJECTED), work("post", 1)]
    result = run(stages)
    assert moments(result.log, Kind.ESCAPED, "write") == [2, 4]
    assert result.defects == [1]
    assert result.launch == [(4 + 0.5 + 1 + 4) * HOUR]


@pytest.mark.parametrize(("signatures", "expected"), [(1, 0.5), (2, 0.2), (3, 0.08)])
def test_further_signatures_catch_their_share(signatures, expected):
    names = [f"a{number}" for number in range(signatures)]
    stages = [
        {"id": "sign", "name": "Sign", "approvers": names, "escape": {"probability": 0.5}},
        {"id": "go", "name": "Go", "latency": 1},
    ]
    organisation = {"approvers": [{"id": name, "name": name, "latency": 1} for name in names]}
    campaigns = [campaign(f"c{number}") for number in range(500)]
    found = sum(run(stages, campaigns=campaigns, organisation=organisation).defects)
    assert abs(found - 500 * expected) < 4 * (500 * expected * (1 - expected)) ** 0.5


def test_a_rejection_is_noticed_at_the_next_update():
    result = run([work("write", 2, rework=ALWAYS_REJECTED)], organisation=DAILY)
    assert moments(result.log, Kind.ENDED, "write") == pytest.approx([2, NOTICED + 1])
    assert moments(result.log, Kind.REJECTED, "write") == [pytest.approx(NOTICED)]
    assert result.launch == [10 * HOUR + 1 + HOUR]
    assert lost(result)["rework"] == 8 * HOUR + 1 + HOUR


def test_what_waits_to_be_noticed_starts_nothing():
    stages = [work("write", 2, rework=ALWAYS_REJECTED), work("post", 1)]
    result = run(stages, organisation=DAILY)
    assert moments(result.log, Kind.ENABLED, "post") == pytest.approx([NOTICED + 1])


def test_of_two_rejections_at_one_update_the_second_does_not_count():
    stages = [
        work("write", 2),
        work("look", 1, "look", rework=ALWAYS_REJECTED, predecessors=["write"]),
        work("check", 2, rework=ALWAYS_REJECTED, predecessors=["write"]),
    ]
    result = run(stages, people(ann=["craft"], bo=["look"]), organisation=DAILY)
    assert moments(result.log, Kind.REJECTED, "look") == [pytest.approx(NOTICED)]
    # Checked anew, it is rejected once more, which the update of the next day tells.
    assert moments(result.log, Kind.REJECTED, "check") == [pytest.approx(24 + NOTICED)]
    assert [row[0] for row in result.log.of(Kind.REOPENED).tolist()].count(10 * HOUR + 1) == 3


def test_updates_at_every_minute_tell_it_a_minute_later():
    """The more often work is looked at, the sooner rejections are known."""
    times = []
    for days in (1, 2, 5):
        organisation = {"status_updates": {"every_days": days, "at": "10:00"}}
        stages = [work("write", 20, rework={**ALWAYS_REJECTED, "max_times": 3})]
        times.append(run(stages, organisation=organisation).launch[0])
    assert times == sorted(set(times))
