"""Models that cannot work end with an explanation that names the culprit; none hangs."""

import pytest

from scenarios.i18n import LANGUAGES
from scenarios.outcome import NEVER
from simulation import ImpossibleWork, ScheduleMismatch, ScheduleMissing, replicate, simulate
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.documents import ALWAYS, BY_DATE, busy, campaign, people, team, work

ONCE = BY_DATE.model_copy(update={"replications": 1})
NIGHT = dict.fromkeys(ALWAYS, "20:00-24:00")


def explanation(scenario, error=ImpossibleWork, **changes):
    with pytest.raises(error) as caught:
        simulate(scenario, plan_of(scenario), settings=ONCE.model_copy(update=changes))
    texts = [caught.value.render(language) for language in LANGUAGES]
    assert texts[0] == str(caught.value)
    assert all(texts)
    return texts[0]


def test_nobody_is_good_enough():
    text = explanation(team([work("do", 5, level=4)], people(ann=["craft"]), [campaign("spring")]))
    assert "do of spring" in text
    assert "craft" in text


def test_too_few_are_there():
    text = explanation(team([work("do", 5, people=2)], people(ann=["craft"]), [campaign("spring")]))
    assert "do of spring" in text


def test_two_who_never_meet():
    staff = people(day=["craft"], night=["craft"])
    staff[1]["calendar"] = "night"
    organisation = {"calendars": [{"id": "night", "week": NIGHT}]}
    scenario = team([work("do", 5, people=2)], staff, [campaign("spring")], organisation=organisation)
    assert "at work" in explanation(scenario)


def test_a_calendar_without_working_time():
    assert "do of spring" in explanation(
        team([work("do", 5)], people(ann=["craft"]), [campaign("spring")], week={})
    )
    wait = {"id": "w", "name": "W", "latency": 4}
    assert "w of spring" in explanation(team([wait], people(ann=["craft"]), [campaign("spring")], week={}))


def test_an_approver_who_is_never_there():
    organisation = {
        "calendars": [{"id": "never", "week": {}}],
        "approvers": [{"id": "head", "name": "Head", "latency": 1, "calendar": "never"}],
    }
    stages = [{"id": "sign", "name": "Sign", "approvers": ["head"]}]
    scenario = team(stages, people(ann=["craft"]), [campaign("spring")], organisation=organisation)
    assert "sign of spring" in explanation(scenario)


def test_an_urgent_workflow_that_nobody_can_do():
    quick = {"id": "quick", "name": "Quick", "stages": [work("do", 5, level=4)]}
    risks = {"urgent": {"per_week": 1, "workflow": "quick"}}
    scenario = team(
        [work("do", 5)], people(ann=["craft"]), [campaign("spring")], workflows=[quick], risks=risks
    )
    assert "quick" in explanation(scenario)


def test_prerequisites_in_a_circle():
    campaigns = [campaign("spring", prerequisites=["fall"]), campaign("fall", prerequisites=["spring"])]
    scenario = team([work("do", 5)], people(ann=["craft"]), campaigns)
    assert "spring, fall" in explanation(scenario)


def test_one_place_and_a_prerequisite_that_is_due_later():
    """No deadlock: a job that waits for another one does not take its place."""
    campaigns = [
        campaign("first", prerequisites=["second"], due="2027-01-11"),
        campaign("second", due="2027-02-11"),
    ]
    scenario = team(
        [work("do", 5)], people(ann=["craft"]), campaigns, week=ALWAYS, organisation={"wip_limit": 1}
    )
    assert simulate(scenario, plan_of(scenario), settings=ONCE).launch.tolist() == [[600, 300]]


def test_rework_without_end_is_ended():
    stages = [
        work(name, 0.1, rework={"probability": 1, "target": "a", "repeat_effort": 1, "max_times": 20})
        for name in ("a", "b", "c")
    ]
    scenario = team(stages, people(ann=["craft"]), [campaign("spring")], week=ALWAYS)
    result = replicate(scenario, plan_of(scenario), settings=ONCE)
    # Everything is rejected as often as it may be: c 20 times, b 20 times, a 20 times.
    assert result.launch == [(61 + 41 + 21) * 6]
    assert result.rework_visits == [60 + 40 + 20]


def test_rework_without_end_that_takes_no_time():
    rework = {"probability": 1, "target": "a", "repeat_effort": 0, "max_times": 20}
    scenario = team([work("a", 1, rework=rework)], people(ann=["craft"]), [campaign("spring")], week=ALWAYS)
    assert replicate(scenario, plan_of(scenario), settings=ONCE).launch == [60]


def test_work_beyond_all_calendars_is_never_launched_and_earns_nothing():
    campaigns = [campaign("huge", size=100), campaign("next")]
    scenario = team([work("do", 200)], people(ann=["craft"]), campaigns, periods=1)
    outcome = simulate(scenario, plan_of(scenario), settings=ONCE)
    assert outcome.launch.tolist() == outcome.completion.tolist() == [[NEVER, NEVER]]
    assert outcome.revenue.tolist() == [[0, 0]]
    assert outcome.lateness_loss.tolist() == [[100_000, 100_000]]
    assert outcome.admission.tolist() == [[0, 0]]
    assert outcome.worked[0, 0] > outcome.busy[0, 0] == outcome.available[0, 0] > 0
    huge, following, why = outcome.notes
    assert [note.render("en").split(" was")[0] for note in (huge, following)] == ["huge", "next"]
    assert "1 次" in huge.render("zh")
    assert "2 never finished" in why.render("en")
    assert "the calendar of ann, at work on stage do since 2027-01-04 09:00, ends" in why.render("en")


def test_absence_for_ever_is_no_launch():
    risks = {"absence": {"daily_probability": 1}}
    scenario = team([work("do", 2)], people(ann=["craft"]), [campaign("spring")], risks=risks)
    outcome = simulate(scenario, plan_of(scenario), settings=ONCE)
    assert outcome.launch.tolist() == [[NEVER]]
    assert outcome.worked.tolist() == [[0]]


@pytest.mark.parametrize("latency", [{"latency": 1e6}, {"approvers": ["head"]}])
def test_a_delay_beyond_the_calendar_is_no_launch(latency):
    organisation = {"approvers": [{"id": "head", "name": "Head", "latency": 1e6}]}
    stages = [{"id": "w", "name": "W", **latency}, work("do", 2)]
    scenario = team(stages, people(ann=["craft"]), [campaign("spring")], organisation=organisation)
    assert simulate(scenario, plan_of(scenario), settings=ONCE).launch.tolist() == [[NEVER]]


def test_dispatch_by_plan_needs_a_schedule():
    assert "no schedule" in explanation(busy(), ScheduleMissing, dispatch="plan")


def _broken(schedule, **changes):
    return schedule.model_copy(update=changes)


@pytest.mark.parametrize(
    "damage",
    [
        lambda schedule: _broken(schedule, tasks=schedule.tasks[1:]),
        lambda schedule: _broken(schedule, tasks=(*schedule.tasks, _broken(schedule.tasks[0], job="other"))),
        lambda schedule: _broken(schedule, jobs=schedule.jobs[1:]),
        lambda schedule: _broken(
            schedule, tasks=(_broken(schedule.tasks[0], people=("dee",)), *schedule.tasks[1:])
        ),
        lambda schedule: _broken(
            schedule, tasks=(_broken(schedule.tasks[0], people=()), *schedule.tasks[1:])
        ),
    ],
)
def test_a_schedule_of_something_else_is_refused(damage):
    scenario = busy()
    plan = scheduled(scenario, lambda qualified, number: qualified[:number])
    broken = plan.model_copy(update={"schedule": damage(plan.schedule)})
    with pytest.raises(ScheduleMismatch, match="does not belong to this scenario"):
        simulate(scenario, broken, settings=ONCE.model_copy(update={"dispatch": "plan"}))


def test_nothing_to_do_is_no_error():
    scenario = team([work("do", 5)], people(ann=["craft"]))
    outcome = simulate(scenario, plan_of(scenario), settings=ONCE)
    assert outcome.launch.shape == (1, 0)
    assert outcome.net_value.tolist() == [0]
