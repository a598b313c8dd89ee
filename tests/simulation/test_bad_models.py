"""Models that cannot end are refused, or end with a note that names the culprit; nothing hangs."""

import numpy as np
import pytest

from scenarios.i18n import LANGUAGES
from scenarios.network import ReworkRule
from simulation import ImpossibleWork, simulate
from simulation.blueprint import build_blueprint
from simulation.checks import expected_rejections
from simulation.log import EventLog, Kind
from simulation.overload import offered_load
from simulation.replication import run_replication
from simulation.unfinished import Stuck, left_over
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import ALWAYS, BY_DATE, campaign, people, team, work

ONCE = BY_DATE.model_copy(update={"replications": 1})


def refused(scenario):
    with pytest.raises(ImpossibleWork) as caught:
        simulate(scenario, plan_of(scenario), settings=ONCE)
    assert all(caught.value.render(language) for language in LANGUAGES)
    return str(caught.value)


def notes(scenario, plan=None, **settings):
    outcome = simulate(scenario, plan or plan_of(scenario), settings=ONCE.model_copy(update=settings))
    assert all(note.render(language) for note in outcome.notes for language in LANGUAGES)
    return [note.render("en") for note in outcome.notes]


@pytest.mark.parametrize(
    "place", ["approver", "handoff", "updates"], ids=["sign-off", "hand-off", "status updates"]
)
def test_a_meeting_that_never_takes_place(place):
    """The shared calendar has no working day; everybody has a calendar that does."""
    staff = [{**person, "calendar": "own"} for person in people(ann=["craft"], bo=["craft"])]
    staff[1]["department"] = "away"
    stages = [
        work("do", 1, department="team"),
        {"id": "sign", "name": "Sign", "approvers": ["head"]} if place == "approver" else None,
        work("on", 1, department="away", rework={"probability": 0.5, "target": "do"}),
    ]
    meeting = {"every_days": 1}
    head = {"id": "head", "name": "Head", "latency": 0, "calendar": "own"}
    organisation = {
        "calendars": [{"id": "own", "week": ALWAYS}],
        "approvers": [{**head, "meeting": meeting} if place == "approver" else head],
        "handoff": {"meeting": meeting} if place == "handoff" else {},
        "status_updates": meeting if place == "updates" else None,
    }
    scenario = team(
        [one for one in stages if one], staff, [campaign("spring")], week={}, organisation=organisation
    )
    text = refused(scenario)
    assert {"approver": "sign of spring", "handoff": "on of spring", "updates": "on of spring"}[place] in text


def test_people_who_are_never_there():
    staff = people(ann=["craft"])
    staff[0] |= {
        "joins": "2027-01-04",
        "departs": "2027-01-04",
        "leave": [{"first": "2027-01-04", "last": "2027-01-04"}],
    }
    assert "do of spring" in refused(team([work("do", 5)], staff, [campaign("spring")]))


def test_nobody_at_all():
    scenario = team([work("do", 5, skill="craft")], people(ann=["craft"]), [campaign("spring")])
    nobody = scenario.organisation.model_copy(update={"people": ()})
    assert "do of spring" in refused(scenario.model_copy(update={"organisation": nobody}))


def test_rework_that_hardly_ever_ends():
    rework = {"probability": 0.999, "target": "do", "max_times": 10_000}
    scenario = team([work("do", 1, rework=rework)], people(ann=["craft"]), [campaign("spring")], week=ALWAYS)
    text = refused(scenario)
    assert "do of spring" in text
    assert "10000" in text
    fading = team(
        [work("do", 1, rework={**rework, "probability_decay": 0.9})],
        people(ann=["craft"]),
        [campaign("spring")],
    )
    assert simulate(fading, plan_of(fading), settings=ONCE).launch[0, 0] > 0


@pytest.mark.parametrize(
    ("probability", "decay", "times", "expected"),
    [(0.5, 1, 10_000, 1), (1, 1, 100, 100), (0.9, 1, 2, 0.9 + 0.81), (0.9, 0.5, 2, 0.9 + 0.9 * 0.45)],
)
def test_expected_rejections(probability, decay, times, expected):
    """Geometric without decay: q / (1 - q), cut at the most."""
    found = expected_rejections(ReworkRule(probability, 0, 0.5, times, decay))
    assert found == pytest.approx(expected)


def test_somebody_departs_before_the_work_is_done():
    staff = people(ann=["craft"])
    staff[0]["departs"] = "2027-01-05"
    scenario = team([work("do", 10), work("on", 20)], staff, [campaign("spring")])
    *_, why = notes(scenario)
    assert "the calendar of ann, at work on stage on since 2027-01-05 11:00" in why


def test_nobody_is_left_for_a_step():
    staff = people(ann=["craft"], bo=["draw"])
    staff[1]["departs"] = "2027-01-04"
    scenario = team([work("do", 10), work("on", 2, "draw")], staff, [campaign("spring")])
    *_, why = notes(scenario)
    assert "stage on waits from 2027-01-05 11:00 on for 1 with skill draw (bo)" in why


def test_a_planned_person_is_not_there_any_more():
    """Absence for ever, without cover: the plan cannot be carried out, and the note says whom it waits for."""
    risks = {"absence": {"daily_probability": 1, "spell_days": [300], "cover": False}}
    scenario = team([work("do", 10)], people(ann=["craft"]), [campaign("spring")], risks=risks)
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    *_, why = notes(scenario, plan, dispatch="plan")
    assert "stage do waits from 2027-01-04 00:00 on for ann, as planned" in why


def test_a_delay_that_outlasts_the_calendar():
    stages = [work("do", 1), {"id": "w", "name": "W", "latency": 1e6}]
    *_, why = notes(team(stages, people(ann=["craft"]), [campaign("spring")]))
    assert "stage w has been waiting since 2027-01-04 10:00" in why


def test_a_job_that_never_finds_room():
    """The first job waits for somebody who is gone, and there is room for one: the cause is named, not the queue."""
    staff = people(ann=["craft"], bo=["draw"])
    staff[1]["departs"] = "2027-01-04"
    campaigns = [campaign("first"), campaign("second")]
    stages = [work("do", 10), work("on", 2, "draw")]
    *_, why = notes(team(stages, staff, campaigns, organisation={"wip_limit": 1}))
    assert "2 never finished" in why
    assert "is first: stage on waits from 2027-01-05 11:00 on for 1 with skill draw (bo)" in why


def test_a_job_that_is_left_outside():
    log = EventLog(
        rows=np.array([(0, Kind.ELIGIBLE, 0, -1, -1, -1)]), jobs=("spring",), steps=(("do",),), people=()
    )
    assert list(left_over(log)) == [Stuck(0, 0, -1, Kind.ELIGIBLE, False, ())]


def test_a_stream_that_brings_more_than_can_be_done():
    """Twice the work that there is time for: told, whether or not the calendars are long enough to end it."""
    stream = {"id": "mail", "name": "Mail", "workflow": "prep", "per_week": 80, "size": 1}
    scenario = team([work("post", 1)], people(ann=["craft"]), periods=2, streams=[stream])
    load = offered_load(build_blueprint(scenario, plan_of(scenario), ONCE).workload, (0, 14 * 1440))
    assert load == pytest.approx({"craft": 2.0})
    told = notes(scenario)
    assert any("skill craft" in note and "200 %" in note for note in told)
    light = scenario.model_copy(
        update={"streams": (scenario.streams[0].model_copy(update={"per_week": 20.0}),)}
    )
    assert notes(light) == []


def test_requests_left_over_are_named():
    stream = {"id": "mail", "name": "Mail", "workflow": "prep", "per_week": 400, "size": 1}
    scenario = team([work("post", 10)], people(ann=["craft"]), periods=1, streams=[stream])
    why, load = notes(scenario)
    assert "never finished" in why
    assert "The first to get stuck is @mail/" in why
    assert "skill craft" in load


def test_a_skill_without_limit_needs_nobody():
    """What nobody can do is refused, but not where there is no limit of the skill (rule 33)."""
    scenario = team([work("do", 5, level=4), work("on", 1)], people(ann=["craft"]), [campaign("spring")])
    assert "do of spring" in refused(scenario)
    blueprint = build_blueprint(scenario, plan_of(scenario), ONCE, unlimited=frozenset({"craft"}))
    assert [step.unlimited for step in blueprint.jobs[0].process.steps] == [True, True]
    # 5 and 1 hours of the shared calendar, from 9 o'clock on with an hour for lunch.
    assert run_replication(blueprint, 0).launch == [16 * 60]


def test_a_skill_without_limit_still_needs_working_time():
    scenario = team([work("do", 5)], people(ann=["craft"]), [campaign("spring")], week={})
    with pytest.raises(ImpossibleWork, match="do of spring"):
        build_blueprint(scenario, plan_of(scenario), ONCE, unlimited=frozenset({"craft"}))


def test_streams_for_people_who_come_after_the_horizon_are_told_as_such():
    """No hours in the horizon are an endless load, which has no percentage; found by a random document."""
    stream = {"id": "mail", "name": "Mail", "workflow": "prep", "per_week": 5, "size": 1}
    staff = [{**people(ann=["craft"])[0], "joins": "2027-03-01"}]
    told = notes(team([work("post", 1)], staff, periods=2, streams=[stream]))
    assert any("nobody who has it is there within the horizon" in note for note in told)
