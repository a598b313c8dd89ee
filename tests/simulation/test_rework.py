"""Rework and change requests, by hand."""

import pytest

from scenarios.document import Scenario
from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

HOUR = 60


def run(stages, staff, number=0, due="2027-01-18", **parts):
    scenario = team(stages, staff, [campaign("spring", due=due)], week=ALWAYS, **parts)
    return replicate(scenario, plan_of(scenario), number, settings=BY_DATE)


def moments(result, kind, step):
    """When something happened to a step, in hours."""
    index = result.log.steps[0].index(step)
    return [row[0] / HOUR for row in result.log.of(kind).tolist() if row[3] == index]


ALWAYS_REJECTED = {"probability": 1, "target": "write", "repeat_effort": 0.5, "max_times": 2}


def test_a_rejection_sends_the_work_back_at_most_so_many_times():
    stages = [work("write", 2), work("check", 1, rework=ALWAYS_REJECTED)]
    result = run(stages, people(ann=["craft"]))
    assert moments(result, Kind.STARTED, "write") == [0, 3, 4.5]
    assert moments(result, Kind.STARTED, "check") == [2, 4, 5.5]
    assert moments(result, Kind.REJECTED, "check") == [3, 4.5]
    assert result.launch == result.completion == [6 * HOUR]
    assert result.rework_visits == [4]
    assert result.worked == [6 * HOUR]


def test_a_reopened_step_needs_no_handoff_but_its_successors_do():
    staff = people(ann=["craft"], bo=["check"])
    staff[1]["department"] = "quality"
    stages = [work("write", 2), work("check", 1, "check", rework=ALWAYS_REJECTED)]
    result = run(stages, staff, organisation={"handoff": {"default": 10}})
    assert moments(result, Kind.STARTED, "write") == [0, 13, 24.5]
    assert moments(result, Kind.READY, "check") == [12, 24, 35.5]


def test_a_reopened_step_does_not_wait_for_its_predecessors_handoff_again():
    staff = people(ann=["brief"], bo=["craft"])
    staff[1]["department"] = "studio"
    stages = [work("brief", 1, "brief"), work("write", 2, rework={**ALWAYS_REJECTED, "target": "write"})]
    handoff = {"default": {"distribution": "exponential", "hours": 20}}
    for number in range(10):
        result = run(stages, staff, number, organisation={"handoff": handoff})
        ready = moments(result, Kind.READY, "write")
        assert len(ready) == 3
        assert ready[0] > 1
        assert ready[1:] == moments(result, Kind.REJECTED, "write")


def test_what_runs_while_it_is_invalidated_ends_and_is_void():
    stages = [
        work("write", 2),
        work("check", 1, rework={**ALWAYS_REJECTED, "max_times": 1}, predecessors=["write"]),
        work("film", 4, predecessors=["write"]),
        work("cut", 1, predecessors=["film", "check"]),
    ]
    result = run(stages, people(ann=["craft"], bo=["craft"]))
    # Rejected at 3: writing again takes 1 until 4, while the film runs on to 6 and is void; it is then made again.
    assert moments(result, Kind.STARTED, "write") == [0, 3]
    assert moments(result, Kind.STARTED, "check") == [2, 4]
    assert moments(result, Kind.VOIDED, "film") == [6]
    assert moments(result, Kind.STARTED, "film") == [2, 6]
    # Neither the second film nor the cut, which had not begun, is confused with a repetition of what was never done.
    assert moments(result, Kind.STARTED, "cut") == [8]
    assert result.launch == [9 * HOUR]


def test_a_waiting_step_is_recalled_and_keeps_its_whole_effort():
    stages = [
        work("write", 2),
        work("check", 1, rework={**ALWAYS_REJECTED, "max_times": 1}, predecessors=["write"]),
        work("film", 4, predecessors=["write"]),
    ]
    # One person only: the film waits while the text is checked, is recalled, and has nothing to repeat.
    result = run(stages, people(ann=["craft"]))
    assert moments(result, Kind.RECALLED, "film") == [3]
    assert moments(result, Kind.STARTED, "film") == [4.5]
    assert result.launch == [8.5 * HOUR]
    assert result.rework_visits == [2]


def test_a_rejected_launch_is_no_launch():
    stages = [work("write", 2), work("publish", 1, rework={**ALWAYS_REJECTED, "max_times": 1})]
    assert run(stages, people(ann=["craft"])).launch == [4.5 * HOUR]


def test_what_is_redone_after_the_launch_does_not_undo_it():
    stages = [work("publish", 2), work("report", 1, rework={**ALWAYS_REJECTED, "target": "publish"})]
    scenario = team(
        stages,
        people(ann=["craft"]),
        [campaign("spring"), campaign("summer", prerequisites=["spring"])],
        week=ALWAYS,
    ).model_dump(mode="json")
    scenario["workflows"][0]["launch"] = "publish"
    scenario = Scenario.model_validate(scenario)
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    assert result.launch[0] == 2 * HOUR
    assert result.completion[0] > 5 * HOUR
    assert len(result.log.of(Kind.LAUNCHED)) == 2


@pytest.mark.parametrize("probability", [0.25, 0.7])
def test_rejections_come_as_often_as_they_should(probability):
    stages = [work("write", 1, rework={"probability": probability, "target": "write", "max_times": 20})]
    scenario = team(
        stages, people(ann=["craft"]), [campaign(f"c{number}") for number in range(400)], week=ALWAYS
    )
    result = replicate(scenario, plan_of(scenario), settings=BY_DATE)
    expected = 400 * probability / (1 - probability)
    spread = (400 * probability) ** 0.5 / (1 - probability)
    assert abs(sum(result.rework_visits) - expected) < 4 * spread


CHANGE = {"change_requests": {"at_most": 1, "probability": 1, "extra_effort": 2, "repeat_effort": 0.5}}


def test_a_change_request_reopens_what_it_changes():
    stages = [work("write", 10), work("film", 10, "film")]
    seen = set()
    for number in range(40):
        result = run(stages, people(ann=["craft"], bo=["film"]), number, due="2027-01-06", risks=CHANGE)
        change = moments(result, Kind.CHANGED, "write")
        written, filmed = (moments(result, Kind.STARTED, step) for step in ("write", "film"))
        if not change:
            seen.add("after the launch")
            assert (written, filmed, result.launch) == ([0], [10], [20 * HOUR])
        elif change[0] < 10:
            # Void at 10; the repetition takes 5 and the extra 2; the film has not begun.
            seen.add("while writing")
            assert (written, filmed, result.launch) == ([0, 10], [17], [27 * HOUR])
        else:
            seen.add("while filming")
            again = max(20, change[0] + 7)
            assert written == [0, change[0]]
            assert filmed == pytest.approx([10, again])
            assert result.launch == [pytest.approx((again + 5) * HOUR)]
    assert seen == {"after the launch", "while writing", "while filming"}


def test_a_change_before_the_work_begins_only_adds_to_it():
    stages = [{"id": "wait", "name": "Wait", "latency": 47}, work("write", 10)]
    result = run(stages, people(ann=["craft"]), due="2027-01-06", risks=CHANGE)
    assert moments(result, Kind.CHANGED, "write")
    assert result.launch == [(47 + 12) * HOUR]
    assert result.rework_visits == [0]


def test_a_handoff_under_way_is_recalled():
    staff = people(ann=["craft"], bo=["film"])
    staff[1]["department"] = "studio"
    stages = [work("write", 10), work("film", 10, "film")]
    seen = 0
    for number in range(20):
        result = run(
            stages, staff, number, due="2027-01-05", risks=CHANGE, organisation={"handoff": {"default": 10}}
        )
        change = moments(result, Kind.CHANGED, "write")
        if change and 10 < change[0] < 20:
            seen += 1
            assert moments(result, Kind.RECALLED, "film") == change
            assert moments(result, Kind.READY, "film") == pytest.approx([change[0] + 17])
    assert seen


def test_extra_effort_is_spent_once():
    stages = [work("write", 10), work("check", 1, rework={**ALWAYS_REJECTED, "max_times": 1})]
    seen = 0
    for number in range(20):
        result = run(stages, people(ann=["craft"]), number, due="2027-01-05", risks=CHANGE)
        change = moments(result, Kind.CHANGED, "write")
        if change and change[0] < 10:
            seen += 1
            # Ten hours void, then half of them and the extra two; after the rejection half of them alone.
            assert moments(result, Kind.STARTED, "write") == [0, 10, 18]
            assert result.launch == [23.5 * HOUR]
    assert seen
