"""The people whom a decision makes: stints that never overlap, evenings after the day, the mix of talents."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.staffing.decision import staffed_scenario, steps
from optimizer.staffing.limits import broken_limits
from optimizer.staffing.mix import talent_mix
from optimizer.staffing.problem import make_staffing
from scenarios.checks import check
from scenarios.document import Scenario
from scenarios.worktime import WorkTime
from tests.optimizer.allocation.cases import organisation
from tests.optimizer.staffing.cases import campaign, random_case, scenario, worker

TRAINING = {
    "id": "t", "name": "t", "role": "buyer", "skill": "craft", "levels": [1, 2], "practice_weeks": 2, "hours": 20,
    "weeks": 2,
}  # fmt: skip


def with_option(kind, option):
    people = [worker("ann"), worker("bea", role="buyer", skill="media")]
    return scenario(
        [campaign("a", 1_000, [("craft", 40)], launch=3)], people, periods=4, staffing={kind: [option]}
    )


def timelines(case, name):
    times = WorkTime(case)
    return [
        times.of(person.calendar, person.leave, person.joins, person.departs)
        for person in case.organisation.everyone()
        if person.id == name or person.id.startswith(f"{name}.")
    ]


@pytest.mark.parametrize("place", range(4))
def test_who_learns_is_one_person_at_a_time(place):
    """Three days of training; the stints together have the person's hours without those days."""
    case = with_option("training", TRAINING)
    staffing = make_staffing(case)
    units = tuple(float(number == place) for number in range(len(staffing.choices)))
    team = staffed_scenario(staffing, units)
    lines = timelines(team, "bea")
    spans = sorted(span for line in lines for span in line.spans())
    assert all(earlier[1] <= later[0] for earlier, later in pairwise(spans))
    day = 8 * 60
    end = case.horizon.minute(case.horizon.end)
    whole = WorkTime(case).shared.between(0, end)
    assert sum(line.between(0, end) for line in lines) == whole - 3 * day
    levels = [one.skills.get("craft") for one in team.organisation.people if one.id.startswith("bea")]
    assert levels == [None, 1, 2]
    assert steps(staffing, units)[0].people == ("bea",)


def test_evenings_begin_when_the_day_ends():
    case = with_option("overtime", {"id": "o", "name": "o", "role": "maker", "most": 0.25})
    staffing = make_staffing(case)
    team = staffed_scenario(staffing, tuple(choice.most for choice in staffing.choices))
    day, late = timelines(team, "ann")
    assert not [span for span in late.spans() if day.between(*span)]
    end = case.horizon.minute(case.horizon.end)
    assert late.between(0, end) == day.between(0, end) / 4


def test_whoever_signs_stays():
    case = with_option("training", TRAINING)
    document = case.model_dump(mode="json")
    document["organisation"]["approvers"] = [{"id": "x", "name": "x", "latency": 1, "person": "bea"}]
    assert make_staffing(Scenario.model_validate(document)).choices == ()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 50), st.randoms(use_true_random=False))
def test_any_allowed_team_is_a_sound_document(seed, random):
    case = random_case(seed)
    staffing = make_staffing(case)
    units = [0.0] * len(staffing.choices)
    for index in random.sample(range(len(units)), 5):
        choice = staffing.choices[index]
        units[index] = 1.0 if staffing.offers[choice.offer].whole else choice.most
        if broken_limits(staffing, units):
            units[index] = 0.0
    team = staffed_scenario(staffing, units)
    assert not [one for one in check(team) if one.severity == "error"]
    assert Scenario.model_validate(team.model_dump(mode="json")) == team
    hours = sum(
        amount * hours
        for choice, amount in zip(staffing.choices, units, strict=True)
        for (crew, _), hours in staffing.hours(choice).items()
        if not staffing.base[crew].any()
    )
    added = open_hours(team) - open_hours(case)
    moved = sum(
        -hours * amount
        for choice, amount in zip(staffing.choices, units, strict=True)
        for (name, _), hours in choice.hours.items()
        if name == "home"
    )
    assert added >= hours - moved - 1e-6


def open_hours(case):
    times, end = WorkTime(case), case.horizon.minute(case.horizon.end)
    return (
        sum(
            times.of(one.calendar, one.leave, one.joins, one.departs).between(0, end)
            for one in case.organisation.everyone()
        )
        / 60
    )


@pytest.mark.parametrize(("strategic", "others", "remarks"), [(10, 91, 1), (10, 90, 0)])
def test_too_few_strategists_are_remarked_on(strategic, others, remarks):
    """10 of 101 are 9.9%."""
    case = scenario([campaign("a", 1, [("craft", 1)])], [worker("ann", kind="other")])
    teams = [
        {
            "id": kind,
            "name": kind,
            "headcount": count,
            "department": "all",
            "kind": kind,
            "skills": {"craft": 1},
        }
        for kind, count in (("strategic", strategic), ("execution", others - 41))
    ]
    people = [worker(f"o{number}", kind="other") for number in range(41)]
    document = case.model_dump(mode="json")
    document["organisation"] = {**organisation(0, ["craft", "media"]), "people": people, "teams": teams}
    mix = talent_mix(Scenario.model_validate(document))
    assert mix.share("strategic") == pytest.approx(strategic / (strategic + others))
    assert len(mix.remarks) == remarks


def test_no_kind_of_role_no_remark():
    assert talent_mix(with_option("training", TRAINING)).remarks == ()


def test_a_hire_joins_after_the_lead_time():
    option = {"id": "h", "name": "h", "role": "maker", "lead_time_weeks": 3}
    choices = make_staffing(with_option("hiring", option)).choices
    start = with_option("hiring", option).horizon.start
    assert choices[0].begins == start + dt.timedelta(weeks=3)
    assert [choice.period for choice in choices] == [1, 2, 3]
