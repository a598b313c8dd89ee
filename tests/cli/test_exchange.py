"""`mems exchange` reads and writes files of other tools, in both languages and as JSON."""

import json

import pytest

from cli import main
from scenarios.reading import read_scenario
from scenarios.record import Record
from scenarios.record_file import write_record
from scenarios.writing import write_scenario
from tests.scenarios.interchange.project_files import typical
from tests.scenarios.results import record
from tests.scenarios.small import small_scenario


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    write_scenario(small_scenario(), tmp_path / "plan.yaml")
    return tmp_path


def run(capsys, *arguments, code=0):
    assert main(["exchange", *arguments]) == code
    return capsys.readouterr()


def test_a_project_becomes_a_document_and_a_document_a_project(folder, capsys):
    (folder / "plan.xml").write_bytes(typical())
    told = run(capsys, "read", "plan.xml", "--out", "read.yaml").out
    assert "campaigns" in told
    assert "read.yaml" in told
    assert len(read_scenario(folder / "read.yaml").campaigns) == 2
    run(capsys, "write", "read.yaml", "--out", "again.xml")
    run(capsys, "read", "again.xml", "--into", "read.yaml", "--out", "same.yaml")
    assert read_scenario(folder / "same.yaml") == read_scenario(folder / "read.yaml")


def test_the_report_is_json_and_chinese_where_asked_for(folder, capsys):
    (folder / "plan.xml").write_bytes(typical())
    answer = json.loads(run(capsys, "read", "plan.xml", "--json").out)
    assert {"title", "rows", "notes", "written"} <= answer.keys()
    assert "营销战役" in run(capsys, "read", "plan.xml", "--lang", "zh").out


def test_an_export_of_jira_gives_a_document_and_its_actuals(folder, capsys):
    rows = "Summary,Issue key,Status,Assignee,Original estimate,Start date,Resolved\n"
    rows += "A,K-1,Done,Ann,3600,2027-01-05,2027-01-06\nB,K-2,To Do,Bo,7200,,\n"
    (folder / "jira.csv").write_text(rows)
    run(capsys, "read", "jira.csv", "--out", "jira.yaml", "--actuals", "actuals.csv")
    assert read_scenario(folder / "jira.yaml").workflows[0].stages[0].id == "a"
    lines = (folder / "actuals.csv").read_text("utf-8-sig").splitlines()
    assert lines[1].startswith("jira,a,2027-01-05T09:00,2027-01-06T18:00")
    run(
        capsys,
        "write",
        "jira.yaml",
        "--out",
        "jira.xml",
        "--actuals",
        "actuals.csv",
        "--status",
        "2027-01-10",
    )
    assert "<PercentComplete>100</PercentComplete>" in (folder / "jira.xml").read_text()


def test_calendars_for_everyone_and_leave_back_in(folder, capsys):
    made = record(3, channels=2, campaigns=3, periods=12, people=3)
    write_record(Record(scenario=made.scenario, plan=made.plan), folder / "record.json")
    told = run(capsys, "write", "record.json", "--out", "calendars", "--zone", "Asia/Shanghai").out
    people = [person.id for person in made.scenario.organisation.people]
    assert sorted(one.stem for one in (folder / "calendars").iterdir()) == sorted(people)
    assert people[0] in told
    write_scenario(made.scenario, folder / "doc.yaml")
    options = ("--into", "doc.yaml", "--person", people[0], "--out", "back.yaml")
    run(capsys, "read", f"calendars/{people[0]}.ics", *options)
    assert read_scenario(folder / "back.yaml") == made.scenario


def test_the_workbook_of_people_comes_back(folder, capsys):
    run(capsys, "write", "plan.yaml", "--out", "people.xlsx", "--lang", "zh")
    run(capsys, "read", "people.xlsx", "--into", "plan.yaml", "--out", "back.yaml")
    assert read_scenario(folder / "back.yaml") == read_scenario(folder / "plan.yaml")


def test_holidays_are_shown_and_put_into_a_document(folder, capsys):
    assert "2026-02-14" in run(capsys, "holidays", "cn", "--years", "2026").out
    run(capsys, "holidays", "DE", "--region", "BY", "--into", "plan.yaml", "--out", "free.yaml")
    days = [day for span in read_scenario(folder / "free.yaml").calendar.holidays for day in span.days()]
    assert "2027-01-06" in map(str, days)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("read", "plan.docx"), "plan.docx"),
        (("read", "leave.ics"), "--into"),
        (("read", "leave.ics", "--into", "plan.yaml"), "--person"),
        (("write", "plan.yaml", "--out", "calendars"), "mems plan"),
        (("write", "plan.yaml", "--out", "plan.mpp"), ".xml"),
        (("holidays", "XX"), "XX"),
        (("read", "other.csv"), "Jira"),
    ],
)
def test_what_is_missing_or_wrong_is_named(folder, capsys, arguments, said):
    (folder / "plan.docx").write_bytes(b"x")
    (folder / "leave.ics").write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    (folder / "other.csv").write_text("a,b\n1,2\n")
    assert said in run(capsys, *arguments, code=2).err


@pytest.mark.parametrize(
    "arguments",
    [
        ("read", "x.csv", "--columns", "estimate"),
        ("read", "x.csv", "--start", "1.1.2027"),
        ("holidays", "China"),
        ("sell", "x"),
    ],
)
def test_a_wrong_call_says_what_is_allowed(arguments, capsys):
    with pytest.raises(SystemExit) as end:
        main(["exchange", *arguments])
    assert end.value.code == 2
    assert "mems exchange" in capsys.readouterr().err
