"""Microsoft Project's XML out and in again: nothing that both sides can hold is lost."""

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings

from scenarios.actuals import Actuals, StepActual
from scenarios.interchange.days import days_of
from scenarios.interchange.mspdi.reading import read_project_xml
from scenarios.interchange.mspdi.writing import write_project_xml
from scenarios.interchange.project.merging import merge
from scenarios.interchange.xml import parse_xml
from scenarios.reading import read_scenario
from scenarios.templates import small_scenario
from tests.scenarios.interchange.project_files import typical
from tests.scenarios.results import record
from tests.strategies.documents import scenarios

EXAMPLES = Path(__file__).parents[3] / "examples"


def back(scenario, *details, **options):
    written = write_project_xml(scenario, *details, **options)
    return merge(read_project_xml(written.content, "plan.xml"), scenario)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios(with_risks=False, with_settings=False))
def test_any_document_comes_back_into_itself(scenario):
    closed = days_of(scenario.calendar.holidays)
    # Make-up days on which nobody works are named as left out.
    assume(closed.isdisjoint(scenario.calendar.working_weekends) and scenario.calendar.week.get("mon"))
    assert back(scenario).scenario == scenario


@pytest.mark.parametrize("name", ["brand_money_and_people", "S10_after", "S2_before"])
def test_the_shipped_examples_come_back(name):
    scenario = read_scenario(EXAMPLES / f"{name}.yaml")
    found = back(scenario)
    assert found.scenario == scenario
    assert found.left_out == ()


def test_without_the_document_the_plan_still_comes_back():
    scenario = small_scenario()
    found = read_project_xml(write_project_xml(scenario).content, "plan.xml").scenario
    assert [one.id for one in found.campaigns] == [one.id for one in scenario.campaigns]
    for made, known in zip(found.campaigns, scenario.campaigns, strict=True):
        keys = ("due", "release", "size", "prerequisites", "workflow")
        assert [getattr(made, key) for key in keys] == [getattr(known, key) for key in keys]
    people = {one.id: one for one in found.organisation.people}
    for known in scenario.organisation.people:
        made = people[known.id]
        keys = ("department", "role", "skills", "cost_per_hour", "leave", "joins", "departs")
        assert [getattr(made, key) for key in keys] == [getattr(known, key) for key in keys]
    assert (found.horizon, found.calendar, found.id) == (scenario.horizon, scenario.calendar, scenario.id)


def test_a_schedule_is_written_with_its_people_and_changes_nothing_of_the_document():
    made = record(3, channels=2, campaigns=3, periods=12, people=4)
    schedule = made.plan.schedule
    assert schedule is not None
    written = write_project_xml(made.scenario, schedule)
    root = parse_xml(written.content, "plan.xml")
    assigned = {
        (one.value("TaskUID"), one.value("ResourceUID")) for one in root.all("Assignments", "Assignment")
    }
    planned = {(task.job, task.step, person) for task in schedule.tasks for person in task.people}
    assert len(assigned) == len(planned)
    starts = {one.value("Start") for one in root.all("Tasks", "Task") if one.value("Start")}
    for task in schedule.tasks:
        assert made.scenario.horizon.moment(task.start).isoformat() in starts
    running = [one for one in made.scenario.campaigns if one.id in schedule.launches]
    found = merge(read_project_xml(written.content, "plan.xml"), made.scenario).scenario
    assert found.campaigns == made.scenario.campaigns
    assert found.workflows == made.scenario.workflows
    assert len(running) == len([one for one in root.all("Tasks", "Task") if one.value("OutlineLevel") == "1"])


def test_what_was_changed_in_project_is_taken_over_and_all_else_stays():
    scenario = small_scenario()
    campaign, person = scenario.campaigns[0], scenario.organisation.people[0]
    text = write_project_xml(scenario).content.decode()
    text = text.replace(f"<Deadline>{campaign.due}T00:00:00", "<Deadline>2026-04-01T17:00:00", 1)
    text = text.replace(f"<Name>{person.name.en}<", "<Name>Someone Else<")
    found = merge(read_project_xml(text.encode(), "plan.xml"), scenario).scenario
    assert found.campaigns[0] == campaign.model_copy(update={"due": dt.date(2026, 4, 2)})
    assert found.organisation.people[0].name.en == "Someone Else"
    assert found.organisation.people[0].skills == person.skills
    assert found.budget == scenario.budget
    assert found.channels == scenario.channels


def test_a_new_estimate_in_project_scales_the_old_one():
    scenario = small_scenario()
    stage = scenario.workflows[0].stages[0]
    text = write_project_xml(scenario).content.decode()
    start = text.index(f"<Name>{stage.name.en}<")
    end = text.index("</Duration>", start)
    minutes = round(60 * stage.effort.mean)
    doubled = f"<Duration>PT{2 * minutes // 60}H{2 * minutes % 60}M0S"
    begin = text.rindex("<Duration>", start, end)
    found = read_project_xml((text[:begin] + doubled + text[end:]).encode(), "plan.xml")
    efforts = [one.stages[0].effort.mean for one in found.scenario.workflows]
    assert pytest.approx(2 * stage.effort.mean) in efforts
    assert "interchange.note.estimate_scaled" in [note.key for note in found.notes]


def test_progress_comes_back():
    scenario = small_scenario()
    campaign, workflow = scenario.campaigns[0], scenario.workflows[0]
    first, second = workflow.stages[0].id, workflow.stages[1].id
    done = StepActual(job=campaign.id, step=first, started=540, finished=1_020)
    running = StepActual(job=campaign.id, step=second, started=1_980, share_done=0.25)
    actuals = Actuals(status=3 * 1440, steps=(done, running))
    found = back(scenario, actuals=actuals)
    assert {one.step: one for one in found.actuals.steps} == {first: done, second: running}


def test_a_file_of_project_keeps_its_outline_links_and_lags():
    first = read_project_xml(typical(), "plan.xml")
    second = read_project_xml(write_project_xml(first.scenario).content, "again.xml")
    assert second.scenario.campaigns == first.scenario.campaigns
    assert second.scenario.organisation.people == first.scenario.organisation.people
    assert second.scenario.calendar == first.scenario.calendar
    assert second.scenario.workflows == tuple(
        one.model_copy(update={"name": again.name})
        for one, again in zip(first.scenario.workflows, second.scenario.workflows, strict=True)
    )
    text = write_project_xml(first.scenario).content.decode()
    assert "<LinkLag>4800</LinkLag>" in text
    assert text.count("<Name>Print<") == 1


def test_a_step_changed_for_one_campaign_leaves_the_others_their_workflow():
    scenario = small_scenario()
    shared = scenario.campaigns[0].workflow
    others = [one.id for one in scenario.campaigns[1:] if one.workflow == shared]
    workflow = next(one for one in scenario.workflows if one.id == shared)
    stage = next(one for one in workflow.stages if one.effort)
    text = write_project_xml(scenario).content.decode()
    # The first campaign of the file is changed, which is the one that names the workflow first.
    changed = text.replace(f"<Value>{stage.skill}</Value>", "<Value>other_skill</Value>", 1)
    start = changed.index("<Value>other_skill</Value>")
    assert start < changed.index(f"<Name>{scenario.campaigns[1].name.en}<")
    skills = sorted({one.skill for one in workflow.stages if one.skill})
    other = next(one for one in skills if one != stage.skill)
    changed = changed.replace("<Value>other_skill</Value>", f"<Value>{other}</Value>")
    found = merge(read_project_xml(changed.encode(), "plan.xml"), scenario).scenario
    assert next(one for one in found.workflows if one.id == shared) == workflow
    assert all(one.workflow == shared for one in found.campaigns if one.id in others)
    own = next(one for one in found.workflows if one.id == found.campaigns[0].workflow)
    assert own.id != shared
    assert [one.rework for one in own.stages] == [one.rework for one in workflow.stages]


def test_without_a_deadline_the_document_keeps_its_target():
    scenario = small_scenario()
    text = "\n".join(
        line for line in write_project_xml(scenario).content.decode().splitlines() if "<Deadline>" not in line
    )
    found = merge(read_project_xml(text.encode(), "plan.xml"), scenario)
    assert found.scenario.campaigns == scenario.campaigns
    assert found.untargeted == {one.id for one in scenario.campaigns}
