"""Broken and hostile project files: everything that is wrong is told at once, and nothing is expanded."""

import pytest

from scenarios.errors import DocumentError
from scenarios.i18n import LANGUAGES
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
)

BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE p [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><Project><Name>&c;</Name></Project>"""
EXTERNAL = b"""<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project><Name>&x;</Name></Project>"""
DTD = b"""<!DOCTYPE Project SYSTEM "http://example.invalid/p.dtd"><Project/>"""


def refused(content):
    with pytest.raises(DocumentError) as error:
        read_project_xml(content, "plan.xml")
    for language in LANGUAGES:
        text = error.value.render(language)
        assert "{" not in text
        assert "plan.xml" in text
    return error.value.problems


@pytest.mark.parametrize("content", [BOMB, EXTERNAL, DTD])
def test_document_types_are_refused_before_anything_is_expanded(content):
    assert [one.code for one in refused(content)] == ["interchange_doctype"]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "interchange_xml"),
        (b"<Project><Tasks></Project>", "interchange_xml"),
        (b"<Project>\xff\xfe</Project>", "interchange_xml"),
        (b"<html/>", "interchange_root"),
        (b"<a>" * 100, "interchange_xml_size"),
        (project([]), "interchange_nothing"),
    ],
)
def test_what_is_no_project_is_named(content, code):
    assert [one.code for one in refused(content)] == [code]


def test_every_fault_of_a_file_is_told_at_once_with_its_line():
    tasks = [
        task(1, "Campaign", 1, Deadline="31.12.2027"),
        task(2, "A", 2, link(99), Duration="8 hours"),
        task(2, "B", PercentComplete=150),
        task(4, "C", 7, link("", 9), ConstraintType=12),
    ]
    days = [element("WeekDay", DayType=9)]
    broken = calendar(1, days=days, exceptions=[exception("2027-03-09", "2027-03-01")])
    data = project(
        tasks,
        [resource(1, "Ann", CalendarUID=5), resource(1, "Bo")],
        [assignment(2, 8), assignment(4, 1, "x")],
        [broken],
    )
    problems = refused(data)
    lines = [one.location.line for one in problems]
    assert all(lines)
    assert lines == sorted(lines)
    assert sorted({one.code for one in problems}) == [
        "interchange_missing",
        "interchange_outline",
        "interchange_reference",
        "interchange_twice",
        "interchange_value",
    ] or sorted({one.code for one in problems}) == [
        "interchange_outline",
        "interchange_reference",
        "interchange_twice",
        "interchange_value",
    ]
    quoted = {one.values.get("found") for one in problems}
    assert {"31.12.2027", "8 hours", "12", "9", "99", "8", "5", "x"} <= quoted
    text = data.decode().splitlines()
    where = next(one for one in problems if one.values.get("found") == "8 hours")
    assert "8 hours" in text[where.location.line - 1]


def test_circles_of_links_are_named_by_their_tasks():
    tasks = [
        task(1, "Campaign", 1),
        task(2, "A", 2, link(3), Duration="PT8H0M0S"),
        task(3, "B", 2, link(2), Duration="PT8H0M0S"),
    ]
    (problem,) = refused(project(tasks))
    assert problem.code == "interchange_circle"
    assert problem.values["circle"] == "A → B → A"


def test_calendars_that_are_based_on_each_other_are_refused():
    tasks = [task(1, "Campaign", 1), task(2, "A", Duration="PT8H0M0S")]
    problems = refused(project(tasks, calendars=[calendar(1, base=2), calendar(2, base=1)]))
    assert "interchange_circle" in {one.code for one in problems}


def test_too_many_steps_of_a_campaign_are_named():
    tasks = [task(1, "Campaign", 1), *(task(uid, f"T{uid}", Duration="PT1H0M0S") for uid in range(2, 205))]
    (problem,) = refused(project(tasks))
    assert (problem.code, problem.values["found"]) == ("interchange_stages", 203)


def test_five_thousand_tasks_are_read():
    tasks = []
    for number in range(50):
        first = 1 + number * 101
        tasks.append(task(first, f"C{number}", 1, Deadline="2027-12-31T17:00:00"))
        tasks += [
            task(first + n, f"T{n}", 2, *([link(first + n - 1)] if n > 1 else []), Duration="PT1H0M0S")
            for n in range(1, 101)
        ]
    found = read_project_xml(project(tasks), "plan.xml")
    assert len(found.scenario.campaigns) == 50
    assert len(found.scenario.workflows) == 1
