"""Cells of a tracker's export, with every fault noted."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.errors import Location
from scenarios.i18n import Message
from scenarios.interchange.faults import Faults
from scenarios.interchange.trackers.dates import DateReader, order_of
from scenarios.interchange.trackers.headers import Columns
from scenarios.interchange.trackers.options import TrackerOptions
from scenarios.reading.csv import Table

_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)")
_MOST_SECONDS, _MOST_HOURS = 1_000_000_000, 100_000
DATES = ("due", "start", "created", "updated", "finished")


@dataclass(frozen=True, slots=True)
class CellReader:
    """Reads the cells of one file."""

    columns: Columns
    dates: DateReader
    faults: Faults

    def moment(self, row: Sequence[str], part: str, place: Location) -> dt.datetime | None:
        """A local time; None where there is none."""
        text = self.columns.first(row, part)
        found = self.dates.read(text) if text else None
        if text and found is None:
            self.faults.value(place, part, text, "tracker_date")
        return found

    def seconds(self, row: Sequence[str], part: str, place: Location) -> int | None:
        """Minutes from a cell of seconds; None where it is empty."""
        text = self.columns.first(row, part)
        found = _number(text, _MOST_SECONDS)
        if text and found is None:
            self.faults.value(place, part, text, "seconds")
        return None if found is None else round(found / 60)

    def hours(self, row: Sequence[str], part: str, place: Location) -> int | None:
        """Minutes from a cell of hours, ``2.5`` or ``2:30``; None where it is empty."""
        text = self.columns.first(row, part)
        clock = _CLOCK.fullmatch(text)
        found = int(clock[1]) + int(clock[2]) / 60 if clock else _number(text, _MOST_HOURS)
        if text and found is None:
            self.faults.value(place, part, text, "hours")
        return None if found is None else round(found * 60)

    def needed(self, row: Sequence[str], part: str, place: Location) -> str:
        """A text that must be there."""
        text = self.columns.first(row, part)
        if not text:
            self.faults.add("missing", place, part, key=part, of=Message("interchange.row"))
        return text

    def last_touched(self, row: Sequence[str], place: Location) -> dt.date | None:
        """The last day on which something happened."""
        moments = [self.moment(row, part, place) for part in ("created", "updated", "finished")]
        return max((moment.date() for moment in moments if moment), default=None)


def date_reader(table: Table, columns: Columns, options: TrackerOptions, faults: Faults) -> DateReader:
    """How the dates of a table are read; where 03/04/2027 could be either, the user has to say."""
    if options.date_order:
        return DateReader(options.date_order)
    texts = [text for row in table.rows for part in DATES for text in columns.all(row, part)]
    order, unclear = order_of(texts)
    if order is None and unclear:
        faults.add("date_order", table.place, found=unclear)
    return DateReader(order)


def _number(text: str, most: float) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 <= number <= most and "_" not in text else None
