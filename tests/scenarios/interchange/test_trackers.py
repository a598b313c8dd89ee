"""Exports of Jira and Asana: repeated headers by position, parts, links, estimates, dates of many languages."""

import datetime as dt

import pytest

from scenarios.document import Scenario
from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
from scenarios.interchange.project.drafting import draft_scenario
from scenarios.interchange.project.merging import merge
from scenarios.interchange.trackers.asana import asana_project
from scenarios.interchange.trackers.dates import DateReader, order_of
from scenarios.interchange.trackers.jira import jira_project
from scenarios.interchange.trackers.options import TrackerOptions
from tests.scenarios.small import small_scenario

JIRA = """\
Summary,Issue key,Issue id,Issue Type,Status,Assignee,Parent,Due date,Original estimate,Remaining Estimate,Time Spent,\
Custom field (Start date),Updated,Resolved,Sprint,Sprint,Inward issue link (Blocks),Outward issue link (Blocks),\
Outward issue link (Blocks),Outward issue link (Relates),Labels
Spring,MK-1,10001,Epic,In Progress,,,31/Mar/27,,,,,20/Feb/27 9:00 AM,,,,,,,,
Copy,MK-2,10002,Story,Done,Ann,10001,,28800,0,28800,15/Feb/27,20/Feb/27 9:00 AM,20/Feb/27 5:00 PM,S1,S2,,MK-3,MK-4,,x
Design,MK-3,10003,Story,In Progress,Bo,MK-1,,57600,28800,28800,19/Feb/27,20/Feb/27 9:00 AM,,,S2,MK-2,,,MK-4,
Review,MK-4,10004,Story,To Do,,10001,20/Mar/27,3600,,,,20/Feb/27 9:00 AM,,,,MK-3,MK-9,,,
Film,MK-5,10005,Story,To Do,Ann,10001,,,,,,20/Feb/27 9:00 AM,,,,,,,,
Cut,MK-6,10006,Sub-task,To Do,Bo,10005,,7200,,,,20/Feb/27 9:00 AM,,,,,,,,
Never,MK-7,10007,Story,Won't Do,Bo,10001,,7200,,,,20/Feb/27 9:00 AM,,,,,,,,
"""
ASANA = """\
Task ID,Created At,Completed At,Last Modified,Name,Section/Column,Assignee,Start Date,Due Date,Tags,Notes,Projects,\
Parent task,Blocked By (Dependencies),Blocking (Dependencies)
1,2027-02-01,,2027-02-03,"Copy, long",Spring,Ann,2027-03-01,2027-03-03,,,Plan,,,
2,2027-02-01,,2027-02-03,Design,Spring,Bo,,2027-03-10,,,Plan,,"Copy, long, Brief",
3,2027-02-01,,2027-02-03,Cut,,Bo,,,,,Plan,Design,,
4,2027-02-01,2027-02-05,2027-02-05,Brief,Spring,Bo,2027-02-04,2027-02-05,,,Plan,,,
5,2027-02-01,,2027-02-05,Plan B,Summer,Bo,,2027-04-10,,,Plan,,,Other list's task
"""


def jira(text=JIRA, encoding="utf-8", **options):
    return draft_scenario(jira_project(text.encode(encoding), "jira.csv", TrackerOptions(**options)))


def asana(text=ASANA, encoding="utf-8", **options):
    return draft_scenario(asana_project(text.encode(encoding), "asana.csv", TrackerOptions(**options)))


def moment(month, day, hour):
    return dt.datetime.combine(dt.date(2027, month, day), dt.time(hour))


def keys(messages):
    return {message.key.rpartition(".")[2] for message in messages}


def stages(found):
    return {one.id: one for workflow in found.scenario.workflows for one in workflow.stages}


def before(found, stage):
    return next(
        set(workflow.predecessors(place))
        for workflow in found.scenario.workflows
        for place, one in enumerate(workflow.stages)
        if one.id == stage
    )


def test_issues_become_the_steps_of_their_epic():
    found = jira()
    (campaign,) = found.scenario.campaigns
    assert (campaign.id, campaign.due) == ("spring", dt.date(2027, 4, 1))
    made = stages(found)
    assert list(made) == ["copy", "design", "review", "cut"]
    assert [one.effort.hours for one in made.values()] == [8, 16, 1, 2]
    assert (before(found, "design"), before(found, "review")) == ({"copy"}, {"copy", "design"})
    people = {one.name.en: one for one in found.scenario.organisation.people}
    assert made["copy"].skill in people["Ann"].skills
    assert made["copy"].skill not in people["Bo"].skills
    assert all(made["review"].skill in one.skills for one in people.values())
    assert keys(found.left_out) == {"sprint", "links_other", "column", "link_outside", "inactive", "logged"}


def test_states_and_logged_time_become_actuals():
    found = jira()
    horizon = found.scenario.horizon
    done, running = found.actuals.steps
    assert (done.step, done.people) == ("copy", ("Ann",))
    assert horizon.moment(done.started) == moment(2, 15, 9)
    assert horizon.moment(done.finished) == moment(2, 20, 17)
    assert (running.step, running.finished, running.share_done) == ("design", None, 0.5)
    assert found.scenario.status_date == dt.date(2027, 2, 20)


def test_the_same_export_in_every_encoding():
    text = JIRA.replace("Spring,", "春季,").replace("Ann,", "王安,")
    plain = jira(text).scenario
    assert jira(text, "utf-8-sig").scenario == plain
    assert jira(text.replace(",", ";").replace("\n", "\r\n")).scenario == plain
    found = jira(text, "gb18030")
    assert found.scenario == plain
    assert "gb18030" in keys(found.notes)


def test_repeated_headers_are_read_by_position_wherever_they_stand():
    """Blockers in any of the repeated columns count, and their order does not matter."""
    header = (
        "Summary,Issue key,Original estimate,Inward issue link (Blocks),Assignee,Inward issue link (Blocks)"
    )
    rows = "A,K-1,3600,,Ann,\nB,K-2,3600,,Ann,\nC,K-3,3600,K-2,Ann,K-1\nD,K-4,3600,,Ann,K-3\n"
    found = jira(f"{header}\n{rows}")
    assert before(found, "c") == {"a", "b"}
    assert before(found, "d") == {"c"}


def test_sections_are_campaigns_and_names_may_hold_commas():
    found = asana()
    spring, summer = found.scenario.campaigns
    assert (spring.due, summer.due) == (dt.date(2027, 3, 11), dt.date(2027, 4, 11))
    made = stages(found)
    assert before(found, "cut") == {"copy_long", "brief"}
    assert made["copy_long"].effort.hours == 24  # Monday to Wednesday
    assert made["plan_b"].effort.hours == 8
    assert keys(found.notes) >= {"estimate_dates", "no_estimate"}
    assert keys(found.left_out) == {"column", "link_outside"}
    (done,) = found.actuals.steps
    assert (done.step, found.scenario.horizon.moment(done.finished)) == ("brief", moment(2, 5, 18))


def test_an_export_is_put_into_a_document():
    base = small_scenario()
    text = JIRA.replace("Ann", base.organisation.people[0].name.en)
    text = text.replace("31/Mar/27", "15/Feb/27").replace("20/Mar/27", "12/Feb/27")
    found = merge(jira(text), base, whole=False)
    assert isinstance(found.scenario, Scenario)
    spring = next(one for one in found.scenario.campaigns if one.id == "spring")
    known = next(one for one in base.campaigns if one.id == "spring")
    assert spring.channels == known.channels
    assert spring.workflow != known.workflow or found.scenario.workflows != base.workflows
    ann = found.scenario.organisation.people[0]
    assert ann.skills.items() >= base.organisation.people[0].skills.items()
    assert found.scenario.calendar == base.calendar
    assert {one.job for one in found.actuals.steps} == {"spring"}
    first = found.actuals.steps[0]
    assert found.scenario.horizon.moment(first.finished) == moment(2, 20, 17)


@pytest.mark.parametrize(
    "text",
    [
        "2027-03-01", "2027/3/1", "2027-03-01T09:30:00.000+0800", "01/Mar/27", "1/Mar/2027 9:30 AM",
        "01/三月/27 9:30 上午", "1/三月/27", "2027年3月1日", "01.03.2027", "1.3.27 09:30", "1-Mar-27", "13/03/2027",
    ],
)  # fmt: skip
def test_dates_of_many_languages(text):
    found = DateReader("day").read(text)
    assert found.date() in {dt.date(2027, 3, 1), dt.date(2027, 3, 13)}


def test_the_order_of_dates_is_told_by_the_file_or_asked_for():
    assert order_of(["03/04/2027", "13/04/2027"]) == ("day", "")
    assert order_of(["03/04/2027", "04/13/2027"]) == ("month", "")
    assert order_of(["03/03/2027", "2027-01-01"]) == (None, "")
    assert order_of(["03/04/2027"]) == (None, "03/04/2027")
    text = "Summary,Issue key,Due date\nA,K-1,03/04/2027\n"
    with pytest.raises(DocumentError) as error:
        jira(text)
    assert [one.code for one in error.value.problems] == ["interchange_date_order"]
    assert jira(text, date_order="month").scenario.campaigns[0].due == dt.date(2027, 3, 5)
    assert jira(text, date_order="day").scenario.campaigns[0].due == dt.date(2027, 4, 4)


def test_columns_may_have_other_names():
    text = "Titel,Schlüssel,Aufwand\nA,K-1,3600\n"
    columns = {"name": "Titel", "key": "schlüssel", "estimate": "Aufwand"}
    assert stages(jira(text, columns=columns))["a"].latency.hours == 1
    with pytest.raises(DocumentError) as error:
        jira(text, columns={"nme": "Titel"})
    assert {one.code for one in error.value.problems} == {"interchange_column", "interchange_part"}


BROKEN = {
    "every bad cell": (
        "Summary,Issue key,Due date,Original estimate\n,K-1,soon,2h\nB,,2027-13-01,-5\nC,K-3,2027-03-01,nan\n",
        ["missing", "value", "value", "missing", "value", "value", "value"],
    ),
    "keys twice": ("Summary,Issue key\nA,K-1\nB,K-1\n", ["twice"]),
    "parts of each other": ("Summary,Issue key,Parent\nA,K-1,K-2\nB,K-2,K-1\n", ["circle"]),
    "blocking each other": (
        "Summary,Issue key,Outward issue link (Blocks)\nA,K-1,K-2\nB,K-2,K-1\n",
        ["circle"],
    ),
    "ends before it starts": (
        "Summary,Issue key,Start date,Due date\nA,K-1,2027-03-05,2027-03-01\n",
        ["value"],
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_everything_wrong_with_an_export_is_told_at_once(name):
    text, codes = BROKEN[name]
    with pytest.raises(DocumentError) as error:
        jira(text)
    assert sorted(one.code.removeprefix("interchange_") for one in error.value.problems) == sorted(codes)
    for language in LANGUAGES:
        assert "{" not in error.value.render(language)


@pytest.mark.parametrize("content", [b"\xff\xfea\x00", b"\x81\x20\xff", b"a,b\n1\n", b""])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(DocumentError):
        jira_project(content, "jira.csv")


def test_tasks_of_the_same_name_cannot_be_referred_to():
    text = ASANA.replace("Brief,Spring", '"Copy, long",Spring')
    with pytest.raises(DocumentError) as error:
        asana(text)
    assert {one.code for one in error.value.problems} == {"interchange_ambiguous"}


def test_issues_without_dates_leave_the_document_its_targets_and_all_that_trackers_do_not_know():
    base = small_scenario()
    text = "Summary,Issue key,Parent,Assignee,Original estimate\nSummer,K-1,,,\nA,K-2,K-1,Ann,3600\n"
    found = merge(jira(text), base, whole=False).scenario
    before, after = (next(one for one in doc.campaigns if one.id == "summer") for doc in (base, found))
    assert after.workflow != before.workflow
    assert after == before.model_copy(update={"workflow": after.workflow})
    assert found.workflows[: len(base.workflows)] == base.workflows
