"""People who share their time among several steps, by hand and by conservation: rule 27."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.outcome import CAUSES
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60


def run(efforts, at_once, week=ALWAYS, delays=None, staff=None):
    """Campaigns of one step each; the delays are waits before it, in hours."""
    workflows = [
        {
            "id": f"w{number}",
            "name": "W",
            "stages": [
                {"id": "wait", "name": "Wait", "latency": (delays or {}).get(number, 0)},
                work("do", hours),
            ],
        }
        for number, hours in enumerate(efforts)
    ]
    scenario = team(
        [work("do", 1)],
        staff or people(ann=["craft"]),
        [campaign(f"c{number}", f"w{number}") for number in range(len(efforts))],
        week=week,
        workflows=workflows,
        organisation={"multitasking": at_once},
    )
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def hours(result):
    return [launch / HOUR for launch in result.launch]


def person(result):
    return [dict(zip(CAUSES, row, strict=True))["person"] / HOUR for row in result.waiting]


def test_two_equal_steps_take_twice_as_long_together():
    result = run([2, 2], 2)
    assert hours(result) == [4, 4]
    assert person(result) == [2, 2]
    assert (result.worked, result.busy, result.skill_busy) == ([4 * HOUR], [4 * HOUR], [4 * HOUR])


def test_what_is_shorter_is_done_first_and_leaves_the_whole_person():
    assert hours(run([2, 4], 2)) == [4, 6]


def test_what_comes_later_slows_down_what_is_under_way():
    # One hour alone; then both at half the pace until three; the second has one hour left alone.
    assert hours(run([2, 2], 2, delays={1: 1})) == [3, 4]


def test_beyond_the_limit_steps_wait():
    result = run([2, 2, 2], 2)
    assert moments(result.log, Kind.STARTED, "do", job=2) == [4]
    assert hours(result) == [4, 4, 6]


def test_idle_people_first():
    result = run([4, 4], 2, staff=people(ann=["craft"], bo=["craft"]))
    assert hours(result) == [4, 4]
    assert result.worked == [4 * HOUR, 4 * HOUR]


def test_shared_work_pauses_over_night():
    week = dict.fromkeys(ALWAYS, "09:00-17:00")
    result = run([6, 6], 2, week)
    assert hours(result) == [24 + 13, 24 + 13]
    waits = [dict(zip(CAUSES, row, strict=True)) for row in result.waiting]
    assert [(row["person"], row["calendar"]) for row in waits] == 2 * [(6 * HOUR, (9 + 16) * HOUR)]


def test_seven_at_six_times_end_in_whole_minutes():
    assert run([1 / 60] * 7, 6).launch == [6] * 6 + [7]


def test_one_after_another_is_the_same_as_one_at_a_time():
    delays = {0: 0, 1: 3, 2: 9}
    single, several = (run([2, 5, 1], at_once, delays=delays) for at_once in (1, 4))
    assert (several.log.rows == single.log.rows).all()
    assert (several.launch, several.waiting, several.worked) == (single.launch, single.waiting, single.worked)


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=6),
    st.lists(st.integers(0, 300), min_size=6, max_size=6),
    st.integers(1, 6),
)
@settings(max_examples=20, deadline=None)
def test_whoever_shares_loses_no_time(minutes, delays, at_once):
    """Work in progress ends when it would one after the other, but for less than a minute for each end."""
    efforts = [one / 60 for one in minutes]
    waits = {number: delay / 60 for number, delay in enumerate(delays)}
    alone, shared = (run(efforts, number, delays=waits) for number in (1, at_once))
    assert 0 <= max(shared.launch) - max(alone.launch) <= len(minutes)
    assert sum(alone.worked) == sum(minutes) <= sum(shared.worked) <= sum(minutes) + len(minutes)


@given(
    st.lists(st.integers(1, 300), min_size=1, max_size=6),
    st.lists(st.integers(0, 200), min_size=6, max_size=6),
)
@settings(max_examples=20, deadline=None)
def test_every_end_is_that_of_the_exact_fluid(minutes, delays):
    """Against processor sharing in fractions of minutes: never early, and less than a minute late for each end."""
    result = run([one / 60 for one in minutes], 6, delays=dict(enumerate(one / 60 for one in delays)))
    fluid = _fluid(minutes, delays[: len(minutes)])
    late = np.array(result.launch) - fluid
    assert (late >= -1e-6).all()
    assert (late <= len(minutes)).all()


def _fluid(minutes, arrivals):
    left, ends, now = {}, np.zeros(len(minutes)), 0.0
    coming = sorted(range(len(minutes)), key=arrivals.__getitem__)
    while coming or left:
        upcoming = arrivals[coming[0]] if coming else np.inf
        through = now + min(left.values(), default=np.inf) * max(len(left), 1)
        moment = min(upcoming, through)
        left = {one: rest - (moment - now) / len(left) for one, rest in left.items()}
        now = moment
        for one in [one for one, rest in left.items() if rest < 1e-9]:
            ends[one] = now
            del left[one]
        while coming and arrivals[coming[0]] <= now:
            one = coming.pop(0)
            left[one] = minutes[one]
    return ends


@pytest.mark.parametrize("at_once", [2, 6])
def test_a_team_wants_people_who_do_nothing_else(at_once):
    staff = people(ann=["craft"], bo=["craft"])
    scenario = team(
        [work("do", 2), work("both", 1, people=2)],
        staff,
        [campaign("a"), campaign("b")],
        week=ALWAYS,
        organisation={"multitasking": at_once},
    )
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert moments(result.log, Kind.STARTED, "both", job=0) == [2, 2]
    assert moments(result.log, Kind.STARTED, "both", job=1) == [3, 3]
