"""Load is the schedule's work, no minute more or less."""

import pytest

from scenarios.load import Assignments, period_edges
from scenarios.record import Record
from scenarios.worktime import WorkTime
from tests.scenarios.results import record


@pytest.fixture(scope="module")
def made() -> Record:
    return record(3, periods=20, campaigns=6)


def test_work_adds_up_to_the_schedules_minutes_by_person(made):
    work = dict.fromkeys(made.plan.schedule.people_minutes, 0)
    for task in Assignments(made.scenario, made.plan).tasks:
        work[task.person] += task.work
    assert work == dict(made.plan.schedule.people_minutes)


def test_every_worked_minute_in_the_horizon_falls_into_one_period(made):
    found = Assignments(made.scenario, made.plan)
    end = period_edges(made.scenario.horizon)[-1]
    assert all(task.finish <= end for task in found.tasks)
    for person, row in found.load.people.items():
        assert sum(row) == made.plan.schedule.people_minutes.get(person, 0)
    by_skill = sum(sum(row) for row in found.load.skills.values())
    assert by_skill == sum(sum(row) for row in found.load.people.values())


def test_nobody_works_more_than_there_is_open_time(made):
    load = Assignments(made.scenario, made.plan).load
    for person, row in load.people.items():
        assert all(0 <= used <= room for used, room in zip(row, load.people_open[person], strict=True))


def test_open_time_is_the_calendars(made):
    load = Assignments(made.scenario, made.plan).load
    worktime = WorkTime(made.scenario)
    for person in made.scenario.organisation.everyone():
        timeline = worktime.of(person.calendar, person.leave)
        assert sum(load.people_open[person.id]) == timeline.between(
            0, period_edges(made.scenario.horizon)[-1]
        )
    holders = [one.id for one in made.scenario.organisation.everyone() if "design" in one.skills]
    assert load.skills_open["design"][0] == sum(load.people_open[one][0] for one in holders)


def test_a_plan_without_schedule_has_no_assignments(made):
    with pytest.raises(ValueError, match="no schedule"):
        Assignments(made.scenario, made.plan.model_copy(update={"schedule": None}))
