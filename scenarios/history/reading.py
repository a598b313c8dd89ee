"""From a file to a `History`, whatever its form."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal, TypeAlias

from scenarios.history.columns import EventColumns, JiraColumns
from scenarios.history.intervals import read_intervals
from scenarios.history.jira import read_jira
from scenarios.history.lifecycle import read_lifecycle
from scenarios.history.limits import MAX_BYTES
from scenarios.history.visits import History
from scenarios.history.xes import read_xes
from scenarios.reading import csv

Form: TypeAlias = Literal["intervals", "lifecycle", "jira", "xes"]
JIRA = JiraColumns()
EVENTS = EventColumns()


def read_history(
    path: str | os.PathLike[str],
    *,
    form: Form | None = None,
    columns: EventColumns = EVENTS,
    jira: JiraColumns = JIRA,
    zone: str | None = None,
) -> History:
    """The finished visits in an event log.

    Args:
        path: CSV in UTF-8, or XES (also packed: ``.xes.gz``).
        form: what the file is. Left out: XES by its ending, Jira's export if it has the column of issue keys, one row
            an event if it has the column of lifecycle transitions, and one row a visit otherwise.
        columns: of a log that is not Jira's.
        jira: columns of Jira's export.
        zone: local time zone (``Asia/Shanghai``), in which times with an offset are read.

    Raises:
        DocumentError: with every problem of the file and its lines.
    """
    file = Path(path)
    if form == "xes" or (form is None and file.name.lower().endswith((".xes", ".xes.gz"))):
        return read_xes(file, columns, zone)
    table = csv.read(file, MAX_BYTES, repeated=True)
    found = form or _form(table.header, columns, jira)
    if found == "jira":
        return read_jira(table, jira, zone)
    csv.refuse_repeated(table)
    if found == "lifecycle":
        return read_lifecycle(table, columns, zone)
    return read_intervals(table, columns, zone)


def _form(header: tuple[str, ...], columns: EventColumns, jira: JiraColumns) -> Form:
    if jira.key in header:
        return "jira"
    return "lifecycle" if columns.lifecycle in header else "intervals"
