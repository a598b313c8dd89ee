"""A document and its schedule as Microsoft Project's XML (MSPDI), which Project and ProjectLibre open.

Campaigns are summary tasks, stages are tasks under them, the launch is a milestone whose deadline is the target. What
Project has no field for but can carry stands in custom fields, so that reading gives it back.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from xml.etree import ElementTree as ET

from scenarios.actuals import Actuals
from scenarios.document import Person, Scenario
from scenarios.document.calendar import shift_minutes
from scenarios.i18n import Language
from scenarios.interchange.estimates import estimate_text
from scenarios.interchange.mspdi.build import child, put, put_fields
from scenarios.interchange.mspdi.left_out import note_left_out
from scenarios.interchange.mspdi.progress import progress_of
from scenarios.interchange.mspdi.tasks_out import TaskWriter
from scenarios.interchange.mspdi.vocabulary import (
    ALIAS,
    HOURLY,
    NAMESPACE,
    NUMBER_FIELDS,
    RESOURCE_FIELDS,
    TASK_FIELDS,
)
from scenarios.interchange.mspdi.week_out import SHARED_UID, write_calendars
from scenarios.interchange.project.steps import Steps
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Written
from scenarios.money import to_units
from scenarios.plan import Schedule


def write_project_xml(
    scenario: Scenario,
    schedule: Schedule | None = None,
    *,
    targets: Mapping[str, int] | None = None,
    actuals: Actuals | None = None,
    language: Language = "en",
) -> Written:
    """The document as a project file.

    Args:
        scenario: the document.
        schedule: who does what when; without it Project plans the tasks itself.
        targets: by campaign the minute at which it is to be live, where the plan moved it within its window.
        actuals: what has happened so far: it becomes the percentage that is complete.
        language: of names.
    """
    remarks = Remarks()
    root = ET.Element("Project", {"xmlns": NAMESPACE})
    _head(root, scenario, language)
    people = scenario.organisation.everyone()
    resources: dict[str, int] = {person.id: uid for uid, person in enumerate(people, start=1)}
    first = len(people) + 1
    signing = {one.id: uid for uid, one in enumerate(scenario.organisation.approvers, start=first)}
    by_uid: dict[int, Person | None] = dict(zip(resources.values(), people, strict=True))
    by_uid |= dict.fromkeys(signing.values())
    calendars = write_calendars(root, scenario, by_uid)
    steps = Steps(scenario, schedule)
    writer = TaskWriter(
        scenario, steps, resources, progress_of(actuals, scenario.horizon), targets or {}, language, remarks
    )
    counts = writer.write(root)
    _resources(root, scenario, resources, signing, calendars, language)
    writer.write_assignments(root)
    note_left_out(scenario, remarks)
    ET.indent(root)
    content: bytes = ET.tostring(root, encoding="utf-8")
    declared = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + content + b"\n"
    return Written(declared, (*counts.items(), ("people", len(people))), remarks.notes, remarks.left_out)


def _head(root: ET.Element, scenario: Scenario, language: Language) -> None:
    minutes = _minutes(scenario)
    start = dt.datetime.combine(scenario.horizon.start, dt.time())
    status = scenario.status_date
    put(
        root,
        SaveVersion=14,
        Name=f"{scenario.id}.xml",
        Title=scenario.name.render(language),
        ScheduleFromStart=True,
        StartDate=start,
        FinishDate=dt.datetime.combine(scenario.horizon.end, dt.time()),
        CurrencyDigits=2,
        CurrencyCode=scenario.currency,
        CalendarUID=SHARED_UID,
        MinutesPerDay=max(minutes.values(), default=480) or 480,
        MinutesPerWeek=sum(minutes.values()) or 2400,
        DaysPerMonth=20,
        StatusDate=dt.datetime.combine(status, dt.time()) if status else None,
    )
    attributes = ET.SubElement(root, "ExtendedAttributes")
    for start_of_name, fields in (
        ("Text", TASK_FIELDS),
        ("Number", NUMBER_FIELDS),
        ("Text", RESOURCE_FIELDS),
    ):
        for number, (key, field) in enumerate(fields.items(), start=1):
            child(
                attributes,
                "ExtendedAttribute",
                FieldID=field,
                FieldName=f"{start_of_name}{number}",
                Alias=f"{ALIAS}{key}",
            )


def _minutes(scenario: Scenario) -> dict[str, int]:
    """Working minutes by weekday."""
    return {
        day: sum(end - start for start, end in map(shift_minutes, shifts))
        for day, shifts in scenario.calendar.week.items()
    }


def _resources(
    root: ET.Element,
    scenario: Scenario,
    people: Mapping[str, int],
    signing: Mapping[str, int],
    calendars: Mapping[int, int],
    language: Language,
) -> None:
    resources = ET.SubElement(root, "Resources")
    departments = {one.id: one.name.render(language) for one in scenario.organisation.departments}
    for person in scenario.organisation.everyone():
        uid = people[person.id]
        made = child(
            resources, "Resource", UID=uid, ID=uid, Name=person.name.render(language), Type=1, IsNull=False
        )
        put(made, Code=person.id, Group=departments[person.department], MaxUnits=1.0)
        joins = dt.datetime.combine(person.joins, dt.time()) if person.joins else None
        departs = dt.datetime.combine(person.departs, dt.time(23, 59)) if person.departs else None
        put(made, AvailableFrom=joins, AvailableTo=departs)
        put(
            made,
            StandardRate=to_units(person.cost_per_hour),
            StandardRateFormat=HOURLY,
            CalendarUID=calendars[uid],
        )
        fields = {
            "role": person.role,
            "skills": "; ".join(f"{skill} {level}" for skill, level in person.skills.items()),
            "calendar": person.calendar or "",
            "department": person.department,
        }
        put_fields(made, RESOURCE_FIELDS, fields)
    for approver in scenario.organisation.approvers:
        uid = signing[approver.id]
        made = child(
            resources, "Resource", UID=uid, ID=uid, Name=approver.name.render(language), Type=1, IsNull=False
        )
        put(made, Code=approver.id, MaxUnits=1.0, CalendarUID=calendars[uid])
        fields = {"kind": "approver", "latency": estimate_text(approver.latency)}
        put_fields(made, RESOURCE_FIELDS, fields)
