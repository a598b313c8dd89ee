"""Time lost by taking up other work, and by being new, by hand: rule 25."""

import pytest

from simulation import Kind, replicate
from tests.simulation.builders import plan_of
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, moments, people, team, work

HOUR = 60


def run(stages, staff, campaigns, **parts):
    scenario = team(stages, staff, campaigns, week=ALWAYS, **parts)
    return replicate(scenario, plan_of(scenario), settings=BY_DATE)


def test_taking_up_another_job_costs_minutes_the_first_and_the_same_cost_none():
    stages = [work("write", 2), work("cut", 2)]
    campaigns = [campaign("a"), campaign("b", due="2027-01-20")]
    result = run(stages, people(ann=["craft"]), campaigns, organisation={"switching_loss": 30})
    assert result.launch == [4 * HOUR, round(8.5 * HOUR)]
    assert result.worked == [round(8.5 * HOUR)]


def test_everyone_of_a_team_switches_alone():
    stages = [work("both", 2, people=2)]
    first = {"id": "first", "name": "First", "stages": [work("write", 1, "plan")]}
    staff = people(ann=["craft", "plan"], bo=["craft"])
    campaigns = [campaign("a", "first"), campaign("b", due="2027-01-20")]
    result = run(stages, staff, campaigns, workflows=[first], organisation={"switching_loss": 30})
    # Ann comes from the other job and is half an hour longer at it; both are held until she is through.
    assert result.launch == [HOUR, round(3.5 * HOUR)]
    assert result.worked == [round(3.5 * HOUR), 2 * HOUR]


def test_newcomers_begin_slowly():
    staff = people(ann={"craft": 2})
    staff[0] |= {"joins": "2027-01-05", "ramp_up_weeks": 1, "ramp_up_speed": 50}
    campaigns = [
        campaign("early"),
        campaign("late", release="2027-01-11", due="2027-01-20"),
        campaign("later", release="2027-01-12", due="2027-01-21"),
    ]
    result = run([work("do", 4)], staff, campaigns)
    # She comes on day 1; what she begins before day 8 takes twice as long.
    assert [launch / HOUR for launch in result.launch] == [24 + 8, 7 * 24 + 8, 8 * 24 + 4]


@pytest.mark.parametrize(("speed", "minutes"), [(100, 240), (33, 728), (1, 24_000)])
def test_speed_in_ramp_up_is_rounded_down_and_never_nothing(speed, minutes):
    staff = people(ann={"craft": 2})
    staff[0] |= {"joins": "2027-01-04", "ramp_up_weeks": 50, "ramp_up_speed": speed}
    assert run([work("do", 4)], staff, [campaign("a")]).launch == [minutes]


def test_a_step_goes_on_at_the_speed_with_which_it_was_begun():
    staff = people(ann={"craft": 2})
    staff[0] |= {"joins": "2027-01-04", "ramp_up_weeks": 1, "ramp_up_speed": 50}
    result = run([work("do", 100)], staff, [campaign("a")])
    assert moments(result.log, Kind.ENDED, "do") == [200]
