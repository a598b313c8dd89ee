"""The story of a run names who was really waited for, and the choice of the run is the order statistic it says."""

import numpy as np
import pytest

from scenarios.i18n import LANGUAGES
from simulation.answers import Choice, campaign_profiles, replay
from simulation.answers.reports import chain_report, launch_report, replay_reports, stage_report
from simulation.answers.sample import Case, sample
from tests.simulation.answers.cases import BY_PLAN, SETTINGS, single, with_plan, with_schedule
from tests.simulation.documents import busy, campaign, people, work

HOUR = 60


def causes(story):
    return [one.cause for one in story.chain]


def hours(story):
    return [(one.last - one.first).total_seconds() / 3600 for one in story.chain]


def test_it_names_the_person_and_what_kept_them():
    """Spring's copy (10 h) keeps Ann while summer's brief, which only Ben has to do first (4 h), is ready."""
    flow = {"id": "other", "name": "Other", "stages": [work("brief", 4, "plan"), work("text", 2, "write")]}
    scenario, plan = with_plan(
        single(
            stages=[work("copy", 10, "write")],
            staff=people(Ann=["write"], Ben=["plan"]),
            campaigns=[campaign("Spring"), campaign("Summer", workflow="other", due="2027-02-01")],
            workflows=[flow],
        )
    )
    found = replay(scenario, plan, choice=0, campaign="Summer", settings=SETTINGS)
    (story,) = found.stories
    assert causes(story) == ["work", "person", "work"]
    assert hours(story) == [4, 6, 2]
    assert story.chain[1].message.render("en") == "text waited 6 h for Ann, who was on copy of Spring"
    assert story.chain[1].message.render("zh") == "“text”等待 Ann 6 小时，其间 Ann 正在处理“Spring”的“copy”"


def test_it_tells_hand_offs_signatures_waits_and_closing_hours():
    stages = [
        work("copy", 4, "write"),
        {"id": "sign", "name": "Sign", "approvers": ["head"]},
        {"id": "check", "name": "Check", "latency": 2},
        work("art", 4, "draw"),
    ]
    scenario, plan = with_plan(
        single(
            stages=stages,
            organisation={
                "approvers": [{"id": "head", "name": "Head", "department": "text", "latency": 3}],
                "handoff": {"default": 1},
                "calendars": [{"id": "late", "week": dict.fromkeys(("mon", "tue"), "20:00-24:00")}],
            },
            staff=[
                {**one, "department": place, **more}
                for one, place, more in zip(
                    people(ann=["write"], bo=["draw"]),
                    ("text", "studio"),
                    ({}, {"calendar": "late"}),
                    strict=True,
                )
            ],
        )
    )
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert causes(story) == ["work", "approval", "external", "calendar", "work"]
    assert hours(story) == [4, 3, 2, 11, 4]
    assert "Head" not in story.chain[1].message.render("en")


def test_it_tells_rework_and_work_made_void():
    stages = [
        work("copy", 10, "write"),
        work(
            "art",
            5,
            "draw",
            rework={"probability": 1, "target": "copy", "repeat_effort": 0.5, "max_times": 1},
        ),
    ]
    scenario, plan = with_plan(single(stages=stages))
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert causes(story) == ["work", "work", "rework", "rework"]
    assert hours(story) == [10, 5, 5, 2.5]


def test_it_tells_work_that_became_void_while_it_ran():
    """Copy (10 h) and art (20 h) in parallel; copy's rejection at 10 h makes art void, which runs on to its end."""
    stages = [
        work("brief", 1, "write"),
        work(
            "copy",
            10,
            "write",
            rework={"probability": 1, "target": "brief", "repeat_effort": 0, "max_times": 1},
        ),
        work("art", 20, "draw", predecessors=["brief"]),
    ]
    scenario, plan = with_plan(single(stages=stages))
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert causes(story) == ["work", "void"]
    assert hours(story) == [1, 20]


def test_it_tells_who_was_called_away():
    """Forty hours of copy by one writer, who is taken away by every urgent request and comes back to it."""
    quick = {"id": "quick", "name": "Quick", "stages": [work("post", 3, "write")]}
    scenario, plan = with_plan(
        single(
            stages=[work("copy", 40, "write")],
            staff=people(Ann=["write"]),
            risks={"urgent": {"per_week": 14, "workflow": "quick", "preempts": True}},
            workflows=[quick],
            periods=2,
        )
    )
    (story,) = replay(scenario, plan, choice=Choice(which="worst"), settings=SETTINGS).stories
    assert set(causes(story)) == {"work", "suspended"}
    assert (
        sum(length for cause, length in zip(causes(story), hours(story), strict=True) if cause == "work")
        == 40
    )
    away = next(one for one in story.chain if one.cause == "suspended")
    assert away.message.render("en").startswith("copy was put aside for ")
    assert "Ann" in away.message.render("zh")


def test_it_tells_defects_that_hold_the_launch():
    stages = [
        work("copy", 10, "write", escape={"probability": 1, "found_at": "art", "repair": 6}),
        work("art", 5, "draw"),
    ]
    scenario, plan = with_plan(single(stages=stages))
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert causes(story) == ["work", "work", "held"]
    assert hours(story) == [10, 5, 6]


def test_it_goes_back_through_previews():
    """Art begins beside copy after half of it, is through after 12 h, and is held by nothing."""
    stages = [work("copy", 10, "write"), work("art", 8, "draw", overlap=0.5)]
    scenario, plan = with_plan(single(stages=stages))
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert causes(story) == ["work", "work"]
    assert hours(story) == [5, 8]


def test_it_goes_back_to_the_predecessor_that_a_step_was_held_for():
    stages = [work("copy", 10, "write"), work("art", 2, "draw", overlap=0.5)]
    scenario, plan = with_plan(single(stages=stages))
    (story,) = replay(scenario, plan, choice=0, settings=SETTINGS).stories
    assert hours(story) == [10]
    assert "copy" in story.chain[0].message.render("en")


@pytest.mark.parametrize(("which", "rank"), [("median", 6), ("p80", 10), ("p95", 12), ("worst", 12)])
@pytest.mark.parametrize("judged_by", ["launch_days", "late_days", "net_value"])
def test_the_run_is_the_order_statistic(which, rank, judged_by):
    scenario, plan = with_schedule(busy())
    number = replay(
        scenario, plan, choice=Choice(which=which, judged_by=judged_by), campaign="autumn", settings=BY_PLAN
    ).number
    found = sample(Case.of(scenario, plan, BY_PLAN)).only("autumn")
    worse = {
        "launch_days": found.elapsed[:, 0],
        "late_days": found.late[:, 0],
        "net_value": -found.batch.net_value,
    }[judged_by]
    assert worse[number] == np.sort(worse)[rank - 1]


def test_a_story_tells_everything_in_both_languages():
    scenario, plan = with_schedule(busy())
    found = replay(scenario, plan, full=True, settings=BY_PLAN)
    assert len(found.stories) == 5
    for report in replay_reports(found):
        for language in LANGUAGES:
            assert report.render(language)
    launched = [one.message.render("en") for one in found.stories[0].story]
    assert launched.count("launched") == 1


def test_profiles_say_how_often_a_stage_decides():
    """Of two parallel stages, 10 h and 4 h, the longer one always decides, and the other never does."""
    stages = [
        work("copy", 10, "write", predecessors=[]),
        work("art", 4, "draw", predecessors=[]),
        work("join", 1, "write", predecessors=["copy", "art"]),
    ]
    scenario, plan = with_plan(single(stages=stages))
    (found,) = campaign_profiles(scenario, plan, settings=SETTINGS)
    roles = {one.stage: one for one in found.stages}
    assert roles["copy"].criticality.value == roles["join"].criticality.value == 1
    assert roles["art"].criticality.value == 0
    assert all(one.cruciality is None for one in found.stages)
    assert sum(one.days.value for one in found.chain) == pytest.approx(11 / 24)
    assert found.on_time.value == found.launched.value == 1
    assert found.on_time.low < 1
    assert [one.moment.hour for one in found.launch] == [11, 11, 11]


def test_the_stage_that_varies_has_the_launch_on_it():
    stages = [work("copy", {"distribution": "exponential", "hours": 10}, "write"), work("art", 4, "draw")]
    scenario, plan = with_plan(single(stages=stages, risks={"varying_durations": True}))
    (found,) = campaign_profiles(scenario, plan, settings=SETTINGS)
    roles = {one.stage: one for one in found.stages}
    assert roles["copy"].cruciality.value == pytest.approx(1)
    assert roles["art"].cruciality is None


def test_profiles_of_all_campaigns_and_their_reports():
    scenario, plan = with_schedule(busy())
    found = campaign_profiles(scenario, plan, logged=5, settings=BY_PLAN)
    launches = sample(Case.of(scenario, plan, BY_PLAN)).launch
    for place, one in enumerate(found):
        assert (one.launch[0].moment - scenario.horizon.moment(0)).total_seconds() / 60 == np.sort(
            launches[:, place]
        )[5]
        for report in (stage_report(one), chain_report(one)):
            assert report.render("en") != report.render("zh")
    assert len(launch_report(found).rows) == 5
