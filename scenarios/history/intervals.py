"""A log with one row for each visit: case, activity, start, end, and what else is known."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.errors import Location
from scenarios.history.cells import CellReader, check_table, people
from scenarios.history.checks import faults, refuse
from scenarios.history.columns import EventColumns
from scenarios.history.moments import local_clock
from scenarios.history.visits import History, in_order
from scenarios.history.written import WrittenVisit
from scenarios.i18n import Message
from scenarios.reading.csv import Table


def read_intervals(table: Table, columns: EventColumns, zone: str | None) -> History:
    """The history in a table of visits. A row without an end is under way and left out.

    Raises:
        DocumentError: with every problem of the table.
    """
    check_table(table, {part: getattr(columns, part) for part in ("case", "activity", "start", "end")})
    reader = CellReader(table)
    found = [_row(reader, row, place, columns) for place, row in reader.rows()]
    rows = [row for row in found if isinstance(row, WrittenVisit)]
    clock, problems, notes = local_clock(reader.stamps, zone, table.source)
    visits = [row.visit(clock) for row in rows]
    refuse([*reader.problems, *problems, *faults(visits, table.source)])
    running = found.count(None)
    if running:
        notes.append(Message("history.note.unfinished", {"count": running}))
    return History(table.source, in_order(visits), tuple(notes))


def _row(
    reader: CellReader, row: Sequence[str], place: Location, columns: EventColumns
) -> WrittenVisit | None:
    """A row; None where the visit is still under way (or cannot be read)."""
    start_text, end_text, ready_text = (
        reader.text(row, name) for name in (columns.start, columns.end, columns.ready)
    )
    case = reader.name(row, columns.case, place)
    activity = reader.name(row, columns.activity, place)
    reader.name(row, columns.start, place)
    start = reader.stamp(start_text, columns.start, place)
    end = reader.stamp(end_text, columns.end, place)
    ready = reader.stamp(ready_text, columns.ready, place)
    size = reader.number(reader.text(row, columns.size), columns.size, place, 1.0)
    logged = reader.number(reader.text(row, columns.hours), columns.hours, place, None)
    if start is None or end is None:
        return None
    return WrittenVisit(
        case=case,
        activity=activity,
        start=start,
        end=end,
        ready=ready,
        place=place,
        resources=people(reader.text(row, columns.resource)),
        outcome=reader.text(row, columns.outcome),
        size=size or 1.0,
        logged=logged,
    )
