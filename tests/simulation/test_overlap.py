"""Overlap of consecutive steps, by hand and against its closed form: rules 20 and 23."""

import pytest

from scenarios.outcome import CAUSES
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60
STAFF = people(ann=["draw"], bo=["build"], cy=["test"])


def run(stages, number=0, **parts):
    scenario = team(stages, STAFF, [campaign("spring")], week=ALWAYS, **parts)
    return replicate(scenario, plan_of(scenario), number, settings=BY_DATE)


def pair(overlap, penalty, built=10, **more):
    """Ten hours of drawing, then building beside it."""
    return [
        work("draw", 10, "draw", **more),
        work("build", built, "build", overlap=overlap, overlap_penalty=penalty),
    ]


def test_a_step_begins_at_the_preview_and_takes_longer():
    result = run(pair(0.4, 0.5, built=8))
    assert moments(result.log, Kind.STARTED, "build") == [6]
    assert result.launch == [6 * HOUR + round(8 * HOUR * 1.08)]


def test_the_best_overlap_lies_inside():
    """(1 - o) D + B (1 + c o^2) is least at o = D / (2 B c): one half here, where it is 1.75 D."""
    times = {tenths: run(pair(tenths / 10, 1.0)).launch[0] for tenths in range(11)}
    for tenths, time in times.items():
        share = tenths / 10
        assert time == pytest.approx(600 * (1 - share) + 600 * (1 + share**2), abs=1)
    assert min(times, key=times.get) == 5
    assert times[5] == 1050 < min(times[0], times[10])


def test_overlap_without_penalty_never_delays():
    times = [run(pair(tenths / 10, 0.0)).launch[0] for tenths in range(11)]
    assert times == sorted(times, reverse=True)
    assert (times[0], times[-1]) == (20 * HOUR, 10 * HOUR)


def test_what_is_through_first_is_held_and_its_people_are_free():
    stages = [*pair(0.5, 0.0, built=2), work("more", 3, "build", predecessors=[])]
    result = run(stages)
    # Bo does the three hours, builds from five to seven, and is done; the step ends with the drawing.
    assert moments(result.log, Kind.HELD, "build") == [7]
    assert moments(result.log, Kind.ENDED, "build") == [10]
    assert dict(zip(CAUSES, result.waiting[0], strict=True))["person"] == 3 * HOUR
    assert result.worked == [10 * HOUR, 5 * HOUR, 0]


def test_previews_follow_one_another():
    stages = [*pair(0.5, 0.0), work("test", 10, "test", overlap=0.5)]
    result = run(stages)
    assert moments(result.log, Kind.STARTED, "build") == [5]
    assert moments(result.log, Kind.STARTED, "test") == [10]
    assert result.launch == [20 * HOUR]


def test_every_predecessor_must_have_given_its_preview():
    stages = [
        work("draw", 10, "draw"),
        work("plan", 4, "test", predecessors=[]),
        work("build", 2, "build", overlap=0.75, predecessors=["draw", "plan"]),
    ]
    assert moments(run(stages).log, Kind.STARTED, "build") == [2.5]


def test_what_was_begun_on_a_result_that_is_rejected_is_void():
    rule = {"probability": 1, "target": "draw", "repeat_effort": 0.4, "max_times": 1}
    result = run(pair(0.5, 0.0, rework=rule))
    # Drawing is rejected at ten and takes four more; its preview comes at twelve, when building is still at it.
    assert moments(result.log, Kind.STARTED, "draw") == [0, 10]
    assert moments(result.log, Kind.VOIDED, "build") == [15]
    # Of the second visit only a share is left, which begins on the finished drawing.
    assert moments(result.log, Kind.STARTED, "build") == [5, 15]
    assert result.launch == [19 * HOUR]


def test_a_held_step_is_pending_again_when_it_is_invalidated():
    rule = {"probability": 1, "target": "draw", "repeat_effort": 0.5, "max_times": 1}
    result = run(pair(0.5, 0.0, built=2, rework=rule))
    assert moments(result.log, Kind.HELD, "build") == [7, 13.5]
    assert moments(result.log, Kind.RECALLED, "build") == [10]
    assert moments(result.log, Kind.STARTED, "build") == [5, 12.5]
    assert result.launch == [15 * HOUR]


def test_the_handoff_of_a_preview_counts_from_the_preview():
    staff = [{**person, "department": person["id"]} for person in STAFF]
    scenario = team(
        pair(0.5, 0.0),
        staff,
        [campaign("spring")],
        week=ALWAYS,
        organisation={"handoff": {"default": 2}},
    )
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert moments(result.log, Kind.READY, "build") == [7]


def test_a_wait_may_run_beside_work():
    stages = [work("draw", 10, "draw"), {"id": "print", "name": "Print", "latency": 8, "overlap": 0.25}]
    assert run(stages).launch == [round(15.5 * HOUR)]
