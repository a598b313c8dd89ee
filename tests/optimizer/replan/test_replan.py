"""Replans of random plans under way: what is settled stays, changes are told right, doing nothing is never better."""

import datetime as dt
import os
from dataclasses import replace

import pytest

from benchmarks.replan_cases import (
    SETTINGS,
    START,
    UnderWay,
    first_plan,
    large_case,
    random_case,
    random_scenario,
)
from benchmarks.replan_faults import faults
from optimizer.replan import Absence, Departure, Options, Prices, Urgent
from optimizer.schedule import Unschedulable
from optimizer.verify import verify
from scenarios.actuals import as_planned
from scenarios.document import Campaign
from scenarios.errors import UserError
from scenarios.record import PlanVersion, Record

CASES = int(os.environ.get("MEMS_REPLAN_CASES", "100"))


@pytest.mark.parametrize("block", range(10))
def test_every_replan_of_a_random_disruption_is_right(block):
    for seed in range(block, CASES, 10):
        case = random_case(seed)
        assert faults(case, case.replanned()) == [], seed


def test_the_cases_are_worth_replanning():
    """Among the first ones some are changed, some broke the window, some were under way, some handed over."""
    found = [case.replanned() for case in map(random_case, range(24))]
    assert {one.outcome for one in found} >= {"replanned", "nothing_better"}
    assert any(one.freed for one in found)
    states = {step.state for one in found for step in one.plan.schedule.standing.steps}
    assert states == {"done", "running", "frozen"}
    assert any(one.changes for one in found)
    assert any(one.after.total < one.nothing.total for one in found)


@pytest.mark.parametrize("seed", range(12))
def test_what_goes_as_planned_stays_as_it_is(seed):
    scenario = random_scenario(seed)
    plan = first_plan(scenario)
    for days, frozen in ((1, 0), (4, 3), (9, 0), (15, 3)):
        case = standing(scenario, plan, days, frozen_days=frozen)
        found = case.replanned()
        assert (found.outcome, found.changes, found.freed) == ("as_planned", (), ())
        assert found.after.changes == found.after.price == 0
        assert times(found.plan.schedule) == times(plan.schedule)
        assert found.plan.projected == plan.projected
        assert faults(case, found) == []


def test_a_replan_can_be_replanned_and_kept_with_its_earlier_plan():
    scenario = random_scenario(3)
    plan = first_plan(scenario)
    person = next(task.people[0] for task in plan.schedule.tasks if task.people and task.start > 5 * 1440)
    away = Absence(person, START + dt.timedelta(days=4), START + dt.timedelta(days=10))
    first = replace(standing(scenario, plan, 3), disruptions=(away,)).replanned()
    second = standing(first.scenario, first.plan, 8)
    again = second.replanned()
    assert again.outcome == "as_planned"
    assert faults(second, again) == []
    record = Record(
        scenario=again.scenario,
        plan=again.plan,
        earlier=(PlanVersion(plan=plan), PlanVersion(plan=first.plan, status_date=first.status_date)),
    )
    assert Record.model_validate_json(record.model_dump_json()) == record


def test_whoever_is_away_does_nothing_meanwhile():
    scenario = random_scenario(5)
    plan = first_plan(scenario)
    person = max(plan.schedule.people_minutes, key=plan.schedule.people_minutes.get)
    first, last = START + dt.timedelta(days=6), START + dt.timedelta(days=12)
    case = replace(standing(scenario, plan, 5), disruptions=(Absence(person, first, last),))
    for schedule in (case.replanned().plan.schedule, case.replanned().do_nothing):
        starts = [task.start // 1440 for task in schedule.tasks if person in task.people]
        assert not any(6 <= day <= 12 for day in starts)


def test_free_changes_are_taken_and_dear_ones_are_not():
    """Somebody is away for two weeks: with changes for nothing the loss is lowest, at a high price nothing is moved."""
    scenario = random_scenario(5)
    plan = first_plan(scenario)
    person = max(plan.schedule.people_minutes, key=plan.schedule.people_minutes.get)
    away = Absence(person, START + dt.timedelta(days=5), START + dt.timedelta(days=18))
    free, dear = (
        replace(
            standing(scenario, plan, 5, prices=Prices(person=price, start=price, launch=price)),
            disruptions=(away,),
        ).replanned()
        for price in (0, 10**9)
    )
    assert free.after.price == 0
    assert free.after.loss <= dear.after.loss
    assert dear.after.changes <= dear.nothing.changes


def test_no_change_is_decided_where_none_is_allowed():
    scenario = random_scenario(5)
    plan = first_plan(scenario)
    person = max(plan.schedule.people_minutes, key=plan.schedule.people_minutes.get)
    away = Absence(person, START + dt.timedelta(days=5), START + dt.timedelta(days=18))
    found = replace(standing(scenario, plan, 5, most_changes=0), disruptions=(away,)).replanned()
    assert found.after.changes <= found.nothing.changes


def test_an_urgent_campaign_is_added_to_the_document_and_the_split():
    scenario = random_scenario(1)
    plan = first_plan(scenario)
    found = replace(standing(scenario, plan, 4), disruptions=(Urgent(rush()),)).replanned()
    assert found.scenario.campaigns[-1].id == "rush"
    assert "rush" in found.plan.allocation.running
    assert "rush" in found.plan.schedule.launches
    assert next(one for one in found.campaigns if one.campaign == "rush").launch_before is None
    assert verify(found.scenario, found.plan) == ()


def test_work_under_way_of_somebody_who_leaves_is_handed_over_with_what_is_left():
    scenario = random_scenario(3)
    plan = first_plan(scenario)
    day, task = next(
        (day, task)
        for day in range(1, 20)
        for task in plan.schedule.tasks
        if len(task.people) == 1 and task.start < day * 1440 < task.finish - 120
    )
    case = standing(scenario, plan, day)
    last = START + dt.timedelta(days=day - 1)
    try:
        found = replace(case, disruptions=(Departure(task.people[0], last),)).replanned()
    except Unschedulable:
        pytest.skip("nobody else can do this person's work")
    left = found.plan.schedule.standing.efforts
    after = next(one for one in found.plan.schedule.tasks if (one.job, one.step) == (task.job, task.step))
    assert (task.job, task.step) in left
    assert after.people != task.people
    assert after.start >= case.actuals.status


def test_where_much_is_late_everything_open_is_scheduled_afresh():
    case = large_case(1, 16, 0.2, deterministic=True)
    found = case.replanned()
    assert faults(case, found) == []
    assert found.outcome == "replanned"
    assert found.after.total < found.nothing.total
    assert case.replanned() == found


def test_the_status_has_to_be_a_day_on_which_the_plan_can_be_made_again():
    scenario = random_scenario(1)
    plan = first_plan(scenario)
    for status in (1440 * 3 + 1, -1440, scenario.horizon.minute(scenario.horizon.end)):
        case = standing(scenario, plan, 3)
        with pytest.raises(UserError):
            replace(case, actuals=case.actuals.model_copy(update={"status": status})).replanned()


def test_unknown_people_are_named():
    scenario = random_scenario(1)
    case = standing(scenario, first_plan(scenario), 3)
    with pytest.raises(UserError, match="Nobody is called zoe"):
        replace(case, disruptions=(Departure("zoe", START),)).replanned()


def standing(scenario, plan, days, **options):
    """The plan under way, everything as planned so far."""
    day = START + dt.timedelta(days=days)
    actuals = as_planned(plan.schedule, scenario.horizon.minute(day))
    return UnderWay(scenario, plan, actuals, day, (), Options(settings=SETTINGS, **options))


def times(schedule):
    return {(task.job, task.step): (task.start, task.finish, set(task.people)) for task in schedule.tasks}


def rush():
    return Campaign.model_validate(
        {
            "id": "rush",
            "name": "Rush",
            "due": "2027-01-15",
            "workflow": "fast",
            "value": 100_000,
            "lateness": {"loss_per_day": 9_000},
        }
    )
