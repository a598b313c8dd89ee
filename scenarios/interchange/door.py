"""One door for files of other tools: the ending of a name and its first lines tell what it is."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

from scenarios.document import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Message
from scenarios.interchange.csv_text import parse_table
from scenarios.interchange.faults import refusal
from scenarios.interchange.limits import MAX_BYTES
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought
from scenarios.reading.content import read_content
from scenarios.suggestions import listing

Kind: TypeAlias = Literal["mspdi", "jira", "asana", "ical", "staff"]
BY_SUFFIX: Mapping[str, Kind] = {".xml": "mspdi", ".ics": "ical", ".xlsx": "staff"}


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """How to read a file of another tool.

    Attributes:
        kind: what it is; left out, the file itself tells.
        into: the document that it is put into; calendars and workbooks of people need one.
        person: whose calendar it is.
        zone: time zone of the document (``Asia/Shanghai``), for calendars.
        matching: text that titles or categories of leave have in a calendar.
        start: first day of a plan that a tracker's export becomes.
        columns: headers of a tracker's export by part.
        date_order: whether dates such as 03/04/2027 begin with the day or the month.
    """

    kind: Kind | None = None
    into: Scenario | None = None
    person: str | None = None
    zone: str | None = None
    matching: str = ""
    start: dt.date | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    date_order: Literal["day", "month"] | None = None


OPTIONS = ReadOptions()


def read_file(path: str | os.PathLike[str], options: ReadOptions = OPTIONS) -> Brought:
    """The document that comes of a file.

    Raises:
        DocumentError: with every problem of the file.
        UserError: it needs a document or a person, and none was named.
    """
    place = Path(path)
    content = read_content(place, MAX_BYTES)
    kind = options.kind or kind_of(content, place.name)
    if kind == "ical":
        return _leave(content, place.name, options)
    if kind == "staff":
        from scenarios.interchange.staff.workbook import read_staff  # noqa: PLC0415 (openpyxl is slow to import)

        return read_staff(content, place.name, _needed(options.into))
    return _project(content, place.name, kind, options)


def kind_of(content: bytes, source: str) -> Kind:
    """What a file is.

    Raises:
        DocumentError: nothing that is read.
    """
    known = BY_SUFFIX.get(Path(source).suffix.lower())
    if known:
        return known
    if Path(source).suffix.lower() == ".csv":
        header = {name.casefold() for name in parse_table(content, source, Remarks()).header}
        from scenarios.interchange.trackers.headers import ASANA, JIRA  # noqa: PLC0415

        if header & set(JIRA["key"]):
            return "jira"
        if header & {*ASANA["key"], *ASANA["section"]}:
            return "asana"
    raise refusal("kind", source, None, known=listing((*BY_SUFFIX, ".csv")))


def _project(content: bytes, source: str, kind: Kind, options: ReadOptions) -> Brought:
    from scenarios.interchange.project.drafting import draft_scenario  # noqa: PLC0415
    from scenarios.interchange.project.merging import merge  # noqa: PLC0415

    if kind == "mspdi":
        from scenarios.interchange.mspdi.reading import read_project_xml  # noqa: PLC0415

        found = read_project_xml(content, source)
    else:
        from scenarios.interchange.trackers.asana import asana_project  # noqa: PLC0415
        from scenarios.interchange.trackers.jira import jira_project  # noqa: PLC0415
        from scenarios.interchange.trackers.options import TrackerOptions  # noqa: PLC0415

        chosen = TrackerOptions(options.start, options.columns, options.date_order)
        read = jira_project if kind == "jira" else asana_project
        found = draft_scenario(read(content, source, chosen))
    return found if options.into is None else merge(found, options.into, whole=kind == "mspdi")


def _leave(content: bytes, source: str, options: ReadOptions) -> Brought:
    from scenarios.interchange.ical.leave import LeaveOptions, read_leave  # noqa: PLC0415

    scenario = _needed(options.into)
    if options.person is None:
        people = listing(person.id for person in scenario.organisation.people)
        raise UserError(Message("interchange.error.whose", {"people": people}))
    return read_leave(content, source, scenario, options.person, LeaveOptions(options.zone, options.matching))


def _needed(scenario: Scenario | None) -> Scenario:
    if scenario is None:
        raise UserError(Message("interchange.error.into"))
    return scenario
