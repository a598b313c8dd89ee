"""Event logs as CSV: UTF-8 with a byte-order mark, ISO timestamps; what is written is read back equal."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterable
from typing import get_args

from scenarios.errors import UserError
from scenarios.eventlog.events import COLUMNS, Event, Lifecycle
from scenarios.export.escape import starts_formula
from scenarios.i18n import Message

APOSTROPHE = "'"


def events_csv(events: Iterable[Event]) -> bytes:
    """The events as a table with the columns of `COLUMNS`.

    A text that a spreadsheet program could run as a formula gets an apostrophe, and so does one that begins with an
    apostrophe, so that reading can take it off again.
    """
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_row(event) for event in events)
    return buffer.getvalue().encode("utf-8-sig")


def read_events_csv(data: bytes) -> tuple[Event, ...]:
    """The events of a table that `events_csv` wrote.

    Raises:
        UserError: it is no such table; every row that is no event is named by its line.
    """
    reader = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    if tuple(next(reader, ())) != COLUMNS:
        raise UserError(Message("answers.error.eventlog_header", {"columns": ", ".join(COLUMNS)}))
    events, wrong = [], []
    for row in reader:
        event = _event(row)
        if event is None:
            wrong.append(str(reader.line_num))
        else:
            events.append(event)
    if wrong:
        raise UserError(Message("answers.error.eventlog_rows", {"lines": ", ".join(wrong)}))
    return tuple(events)


def _row(event: Event) -> tuple[str, ...]:
    return (
        _escaped(event.case),
        _escaped(event.activity),
        event.lifecycle,
        event.time.isoformat(),
        _escaped(event.resource),
        "" if event.visit is None else str(event.visit),
        _escaped(event.cause),
    )


def _event(row: list[str]) -> Event | None:
    if len(row) != len(COLUMNS):
        return None
    case, activity, lifecycle, time, resource, visit, cause = row
    known = {name: name for name in get_args(Lifecycle)}
    try:
        moment = dt.datetime.fromisoformat(time)
    except ValueError:
        return None
    if lifecycle not in known or (visit and not visit.isdecimal()):
        return None
    return Event(
        case=_plain(case),
        activity=_plain(activity),
        lifecycle=known[lifecycle],
        time=moment,
        resource=_plain(resource),
        visit=int(visit) if visit else None,
        cause=_plain(cause),
    )


def _escaped(text: str) -> str:
    return APOSTROPHE + text if starts_formula(text) or text.startswith(APOSTROPHE) else text


def _plain(text: str) -> str:
    return text.removeprefix(APOSTROPHE)
