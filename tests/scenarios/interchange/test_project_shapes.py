"""Project files as collections have them: links of all types, elapsed times, blanks, calendars, gaps."""

import datetime as dt

import pytest

from scenarios.document import DateSpan
from scenarios.interchange.mspdi.reading import read_project_xml
from tests.scenarios.interchange.project_files import (
    assignment,
    calendar,
    element,
    exception,
    link,
    project,
    resource,
    task,
    typical,
)


def stages(found):
    return {one.id: one for workflow in found.scenario.workflows for one in workflow.stages}


def left(found):
    return {message.key.removeprefix("interchange.left.") for message in found.left_out}


def notes(found):
    return {message.key.removeprefix("interchange.note.") for message in found.notes}


def chain(*extra, **values):
    """One campaign of a step A of two days and a step B that depends on it as ``extra`` says."""
    tasks = [
        task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"),
        task(2, "A", Duration="PT16H0M0S", DurationFormat=7),
        task(3, "B", 2, *extra, Duration="PT8H0M0S", DurationFormat=7, **values),
    ]
    return project(tasks, [resource(1, "Ann")], [assignment(2, 1, "PT16H0M0S"), assignment(3, 1)])


def test_campaigns_steps_people_and_targets():
    found = read_project_xml(typical(), "plan.xml")
    spring, summer = found.scenario.campaigns
    # A deadline in the afternoon of the 19th: live when the 20th begins; one at midnight is that day itself.
    assert (spring.id, spring.due, summer.due) == ("spring", dt.date(2027, 3, 20), dt.date(2027, 4, 30))
    assert summer.prerequisites == ("spring",)
    ann, bo = found.scenario.organisation.people
    assert (ann.name.en, ann.department, ann.cost_per_hour) == ("Ann Lee", "studio", 6000)
    assert (bo.id, bo.department) == ("王波", "team")
    made = stages(found)
    assert made["copy"].effort.hours == 16
    assert made["copy"].skill in ann.skills
    assert made["copy"].skill not in bo.skills
    assert made["print"].latency.hours == 24
    assert made["lag.design.print"].latency.hours == 8
    assert notes(found) >= {"skill_derived", "nobody"}


@pytest.mark.parametrize("namespace", ["http://schemas.microsoft.com/project/2007", ""])
def test_any_namespace_will_do(namespace):
    assert (
        read_project_xml(typical(namespace=namespace), "p.xml").scenario
        == read_project_xml(typical(), "p.xml").scenario
    )


@pytest.mark.parametrize("kind", [0, 2])
def test_links_to_the_end_of_a_task_are_named(kind):
    found = read_project_xml(chain(link(2, kind)), "plan.xml")
    assert stages(found)["b"].predecessors == ()
    assert left(found) == {"links_to_finish"}


def test_a_link_from_the_start_waits_for_what_the_other_waits_for():
    tasks = [
        task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"),
        task(2, "A", Duration="PT8H0M0S"),
        task(3, "B", 2, link(2), Duration="PT8H0M0S"),
        task(4, "C", 2, link(3, 3, lag=1200), Duration="PT8H0M0S"),
    ]
    found = read_project_xml(project(tasks), "plan.xml")
    made = stages(found)
    assert made["c"].predecessors is None or made["c"].predecessors == ("lag.a.c",)
    assert made["lag.a.c"].latency.hours == 2
    assert made["lag.a.c"].predecessors == ("a",)
    assert left(found) == {"links_from_start"}


def test_leads_become_overlap():
    half_a_day_of_two = read_project_xml(chain(link(2, lag=-2400)), "plan.xml")
    assert stages(half_a_day_of_two)["b"].overlap == 0.25
    in_percent = read_project_xml(chain(link(2, lag=-25, form=19)), "plan.xml")
    assert stages(in_percent)["b"].overlap == 0.25
    too_long = read_project_xml(chain(link(2, lag=-48000)), "plan.xml")
    assert stages(too_long)["b"].overlap == 0
    assert left(too_long) == {"leads"}


def test_elapsed_lags_and_durations_become_working_time():
    # Seven elapsed days are the forty working hours of a week.
    found = read_project_xml(chain(link(2, lag=7 * 24 * 60 * 10, form=8)), "plan.xml")
    assert stages(found)["lag.a.b"].latency.hours == 40
    tasks = [
        task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"),
        task(2, "Dry", Duration="PT168H0M0S", DurationFormat=8),
        task(
            3, "Set", Duration="PT72H0M0S", DurationFormat=8,
            Start="2027-03-05T08:00:00", Finish="2027-03-08T08:00:00",
        ),
    ]  # fmt: skip
    made = read_project_xml(project(tasks), "plan.xml")
    assert stages(made)["dry"].latency.hours == 40
    assert stages(made)["set"].latency.hours == 8  # from Friday morning to Monday morning
    assert notes(made) >= {"elapsed"}


def test_summaries_within_summaries_are_flattened_with_their_links():
    tasks = [
        task(1, "Project", 1),
        task(2, "Spring", 2, Deadline="2027-04-30T17:00:00"),
        task(3, "Make", 3),
        task(4, "A", 4, Duration="PT8H0M0S"),
        task(5, "B", 4, link(4), Duration="PT8H0M0S"),
        task(6, "Use", 3, link(3)),
        task(7, "C", 4, Duration="PT8H0M0S"),
        task(8, "D", 4, link(7), Duration="PT8H0M0S"),
        task(9, "Summer", 2, Deadline="2027-04-30T17:00:00"),
        task(10, "E", 3, Duration="PT8H0M0S"),
    ]
    found = read_project_xml(project(tasks), "plan.xml")
    spring = found.scenario.workflows[0]
    assert [one.id for one in spring.stages] == ["a", "b", "c", "d"]
    assert [spring.predecessors(place) for place in range(4)] == [(), ("a",), ("b",), ("c",)]
    assert [one.id for one in found.scenario.campaigns] == ["spring", "summer"]


def test_blank_inactive_and_foreign_rows_take_no_part():
    tasks = [
        task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"),
        element("Task", UID=2, ID=2, IsNull=1),
        element("Task", UID=3, ID=3, OutlineLevel=2),
        task(4, "Off", Active=0, Duration="PT8H0M0S"),
        task(5, "Elsewhere", ExternalTask=1, Duration="PT8H0M0S"),
        task(6, "A", 2, link(4), Duration="PT8H0M0S", Notes="remember", Priority=900),
    ]
    resources = [resource(1, "Paper").replace("<Type>1", "<Type>0"), resource(2, "Ann", MaxUnits=0.5)]
    assigned = [assignment(6, 1), assignment(6, 2), assignment(6, -65535)]
    found = read_project_xml(project(tasks, resources, assigned), "plan.xml")
    assert list(stages(found)) == ["a"]
    assert left(found) == {"inactive", "external", "notes", "priority", "material", "units"}
    assert [one.name.en for one in found.scenario.organisation.people] == ["Ann"]


def test_the_same_steps_share_a_workflow():
    tasks = [
        task(uid, name, level, Duration="PT8H0M0S")
        for uid, (name, level) in enumerate(
            [("One", 1), ("A", 2), ("Two", 1), ("A", 2), ("Three", 1), ("B", 2)], 1
        )
    ]
    found = read_project_xml(project(tasks, FinishDate="2027-05-01T00:00:00"), "plan.xml")
    assert [one.workflow for one in found.scenario.campaigns] == ["one", "one", "three"]
    assert notes(found) == {"nobody", "no_date"}


def test_constraints_become_release_and_deadline_where_they_can():
    early = read_project_xml(chain(link(2), ConstraintType=5, ConstraintDate="2027-03-10T08:00:00"), "p.xml")
    assert left(early) == {"constraint"}
    tasks = [
        task(1, "Campaign", 1),
        task(2, "A", Duration="PT8H0M0S", ConstraintType=4, ConstraintDate="2027-03-08T08:00:00"),
        task(3, "B", 2, link(2), Duration="PT8H0M0S", ConstraintType=7, ConstraintDate="2027-04-09T17:00:00"),
    ]
    campaign = read_project_xml(project(tasks), "p.xml").scenario.campaigns[0]
    assert (campaign.release, campaign.due) == (dt.date(2027, 3, 8), dt.date(2027, 4, 10))


def test_calendars_with_bases_and_exceptions():
    shared = calendar(
        1,
        exceptions=[
            exception("2027-03-29", "2027-03-29", Name="Easter"),
            exception(
                "2027-04-03", "2027-04-03",
                element("WorkingTimes", element("WorkingTime", FromTime="08:00:00", ToTime="12:00:00"),
                        element("WorkingTime", FromTime="13:00:00", ToTime="17:00:00")),
                DayWorking=1,
            ),
        ],
    )  # fmt: skip
    friday = element("WeekDay", DayType=6, DayWorking=0)
    own = calendar(
        2,
        "Ann",
        1,
        days=[friday],
        exceptions=[exception("2027-03-10", "2027-03-12"), weekly("2027-04-05", "2027-04-30")],
    )
    tasks = [task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"), task(2, "A", Duration="PT8H0M0S")]
    data = project(tasks, [resource(1, "Ann", CalendarUID=2)], [assignment(2, 1)], [shared, own])
    scenario = read_project_xml(data, "plan.xml").scenario
    assert scenario.calendar.holidays == (DateSpan(first="2027-03-29", last="2027-03-29"),)
    assert scenario.calendar.working_weekends == (dt.date(2027, 4, 3),)
    ann = scenario.organisation.people[0]
    week = next(one.week for one in scenario.organisation.calendars if one.id == ann.calendar)
    assert "fri" not in week
    assert week["mon"] == ("08:00-12:00", "13:00-17:00")
    mondays = [dt.date(2027, 4, day) for day in (5, 19)]
    assert ann.leave == (
        DateSpan(first="2027-03-10", last="2027-03-12"),
        *(DateSpan(first=day, last=day) for day in mondays),
    )


def weekly(first, last):
    """Every second Monday."""
    return exception(first, last, Type=6, Period=2, DaysOfWeek=2)


@pytest.mark.parametrize(
    ("recurrence", "days"),
    [
        ({"Type": 1, "Period": 1}, [1, 2, 3]),
        ({"Type": 4, "MonthDay": 2}, [2]),
        ({"Type": 2, "Month": 5, "MonthDay": 3}, [3]),
        ({"Type": 5, "MonthItem": 4, "MonthPosition": 0}, [7]),
        ({"Type": 3, "Month": 5, "MonthItem": 1, "MonthPosition": 4}, [30]),
    ],
)
def test_exceptions_that_recur(recurrence, days):
    last = "2027-06-03" if recurrence["Type"] == 1 else "2027-06-30"
    shared = calendar(1, exceptions=[exception("2027-06-01", last, **recurrence)])
    tasks = [task(1, "Campaign", 1, Deadline="2027-07-30T17:00:00"), task(2, "A", Duration="PT8H0M0S")]
    scenario = read_project_xml(project(tasks, calendars=[shared]), "plan.xml").scenario
    assert [day.day for span in scenario.calendar.holidays for day in span.days()] == days


def test_progress_becomes_actuals():
    tasks = [
        task(1, "Campaign", 1, Deadline="2027-04-30T17:00:00"),
        task(2, "A", ActualStart="2027-03-01T08:00:00", ActualFinish="2027-03-01T17:00:00",
             PercentComplete=100, Duration="PT8H0M0S"),
        task(3, "B", ActualStart="2027-03-02T08:00:00", PercentComplete=40, Duration="PT8H0M0S"),
        task(4, "C", PercentComplete=10, Duration="PT8H0M0S"),
    ]  # fmt: skip
    found = read_project_xml(project(tasks, [resource(1, "Ann")], [assignment(2, 1)]), "plan.xml")
    done, running = found.actuals.steps
    assert (done.started, done.finished, done.people) == (480, 1020, ("Ann",))
    assert (running.started, running.finished, running.share_done) == (1440 + 480, None, 0.4)
    assert left(found) == {"progress_undated"}
