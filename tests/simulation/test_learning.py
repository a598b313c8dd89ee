"""What is mended once fails less often, and what exists already need not be made: rules 18 and 19."""

import pytest

from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60
MANY = 400
SPRING = (campaign("spring"),)


def run(stages, campaigns=SPRING):
    scenario = team(stages, people(ann=["craft"]), campaigns, week=ALWAYS)
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def many(stage):
    return run([stage], [campaign(f"c{number}") for number in range(MANY)])


def test_each_repetition_takes_a_smaller_share():
    rule = {"probability": 1, "target": "write", "repeat_effort": 0.5, "max_times": 2, "effort_decay": 0.5}
    result = run([work("write", 2), work("check", 1, rework=rule)])
    assert moments(result.log, Kind.STARTED, "write") == [0, 3, 4.5]
    assert moments(result.log, Kind.STARTED, "check") == [2, 4, 5]
    assert result.launch == [5.25 * HOUR]


def test_what_cannot_fail_twice_fails_once():
    rule = {"probability": 1, "target": "write", "max_times": 3, "probability_decay": 0}
    assert run([work("write", 2, rework=rule)]).rework_visits == [1]


@pytest.mark.parametrize(("probability", "decay"), [(0.7, 0.5), (0.9, 0.8)])
def test_rejections_are_as_many_as_the_product_says(probability, decay):
    rule = {"probability": probability, "target": "write", "max_times": 20, "probability_decay": decay}
    mean = square = reached = 0.0
    chance, left = probability, 1.0
    for times in range(1, 21):
        left *= chance
        mean += left
        square += (2 * times - 1) * left
        chance *= decay
        reached = left
    assert reached < 1e-3
    spread = (MANY * (square - mean**2)) ** 0.5
    assert abs(sum(many(work("write", 1, rework=rule)).rework_visits) - MANY * mean) < 4 * spread


def test_reuse_saves_its_share_of_every_visit():
    rule = {"probability": 1, "target": "write", "repeat_effort": 0.5, "max_times": 1}
    stage = work("write", 2, reuse={"probability": 1, "saving": 0.25}, rework=rule)
    assert moments(run([stage]).log, Kind.ENDED, "write") == [1.5, 2.25]


def test_reuse_that_saves_everything_takes_no_time():
    assert run([work("write", 2, reuse={"probability": 1, "saving": 1})]).launch == [0]


def test_reuse_happens_as_often_as_it_should():
    result = many(work("write", 2, reuse={"probability": 0.3, "saving": 0.5}))
    found = (MANY * 2 * HOUR - sum(result.worked)) / HOUR
    assert abs(found - 0.3 * MANY) < 4 * (0.3 * 0.7 * MANY) ** 0.5
