"""Actuals as a table: one row for each step that has begun, written and read back equal."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

from scenarios.actuals.values import Actuals, StepActual, minute_of
from scenarios.document.durations import MINUTES_PER_HOUR, to_minutes
from scenarios.document.horizon import Horizon
from scenarios.errors import Location, Problem
from scenarios.history.cells import CellReader, people
from scenarios.history.moments import Stamp, local_clock
from scenarios.reading.csv import Table

COLUMNS = ("job", "step", "started", "finished", "people", "effort_hours", "remaining_hours", "share_done")
ADMITTED = "@admitted"
"""In place of a step: the job's admission."""


def actuals_csv(actuals: Actuals, horizon: Horizon) -> bytes:
    """The table, with the columns of `COLUMNS`; UTF-8 with a byte-order mark, ISO times."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for job, admission in sorted(actuals.admissions.items()):
        writer.writerow((job, ADMITTED, _time(admission, horizon), "", "", "", "", ""))
    for one in actuals.steps:
        writer.writerow(
            (
                one.job,
                one.step,
                _time(one.started, horizon),
                _time(one.finished, horizon),
                ";".join(one.people),
                _hours(one.effort),
                _hours(one.left),
                "" if one.share_done is None else repr(one.share_done),
            )
        )
    return buffer.getvalue().encode("utf-8-sig")


def _hours(minutes: int | None) -> str:
    return "" if minutes is None else repr(minutes / MINUTES_PER_HOUR)


def _time(moment: int | None, horizon: Horizon) -> str:
    return "" if moment is None else horizon.moment(moment).isoformat(timespec="minutes")


def actuals_in(
    table: Table, horizon: Horizon, status: int, zone: str | None
) -> tuple[Actuals, list[Problem], dict[tuple[str, str], Location]]:
    """The actuals of a table, what is wrong with its cells, and where each step stands."""
    reader = CellReader(table)
    rows = [_Row(reader, row, place) for place, row in reader.rows()]
    clock, timing, _ = local_clock(reader.stamps, zone, table.source)
    steps: list[StepActual] = []
    admissions: dict[str, int] = {}
    places: dict[tuple[str, str], Location] = {}
    problems = [*reader.problems, *timing]
    for row in rows:
        if row.key in places:
            values = {"job": row.key[0], "step": row.key[1], "line": places[row.key].line or 0}
            problems.append(Problem("actuals_twice", (), values, row.place))
            continue
        places[row.key] = row.place
        started, finished = (
            None if stamp is None else minute_of(clock.local(stamp.time), horizon) for stamp in row.stamps
        )
        if row.key[1] == ADMITTED:
            if started is None:
                problems.append(Problem("table_cell_missing", ("started",), {"column": "started"}, row.place))
            else:
                admissions[row.key[0]] = started
        else:
            steps.append(row.actual(started, finished))
    return Actuals(status=status, steps=tuple(steps), admissions=admissions), problems, places


class _Row:
    """The cells of one row."""

    def __init__(self, reader: CellReader, row: Sequence[str], place: Location) -> None:
        self.place = place
        self.key = (reader.name(row, "job", place), reader.name(row, "step", place))
        self.stamps: tuple[Stamp | None, ...] = tuple(
            reader.stamp(reader.text(row, column), column, place) for column in ("started", "finished")
        )
        self._people = people(reader.text(row, "people"))
        self._effort = self._number(reader, row, "effort_hours")
        self._left = self._number(reader, row, "remaining_hours")
        self._share = self._number(reader, row, "share_done")
        if self._share is not None and self._share > 1:
            values = {"job": self.key[0], "step": self.key[1], "value": self._share}
            reader.problems.append(Problem("actuals_share", ("share_done",), values, place))
            self._share = None

    def _number(self, reader: CellReader, row: Sequence[str], column: str) -> float | None:
        """A number, zero allowed."""
        text = reader.text(row, column)
        if text.strip("0") in {"", "."} and text:
            return 0.0
        return reader.number(text, column, self.place, None)

    def actual(self, started: int | None, finished: int | None) -> StepActual:
        return StepActual(
            job=self.key[0],
            step=self.key[1],
            started=started,
            finished=finished,
            people=self._people,
            effort=None if self._effort is None else to_minutes(self._effort),
            left=None if self._left is None else to_minutes(self._left),
            share_done=self._share,
        )
