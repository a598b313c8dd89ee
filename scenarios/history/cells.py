"""Cells of a log by the part that their column plays, with every fault that is met."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scenarios.errors import DocumentError, Location, Problem
from scenarios.history.limits import MAX_EVENTS, MAX_TEXT
from scenarios.history.moments import Stamp, read_stamp
from scenarios.reading.csv import Table
from scenarios.suggestions import guess, listing


@dataclass(slots=True)
class CellReader:
    """Reads the cells of a table; what is wrong with them collects in ``problems``."""

    table: Table
    problems: list[Problem] = field(default_factory=list)
    stamps: list[Stamp] = field(default_factory=list)

    def rows(self) -> Iterable[tuple[Location, Sequence[str]]]:
        """Each row with its place."""
        for line, row in zip(self.table.lines, self.table.rows, strict=True):
            yield Location(self.table.source, line), row

    def text(self, row: Sequence[str], column: str) -> str:
        """A cell; nothing where there is no such column."""
        return row[self.table.header.index(column)] if column in self.table.header else ""

    def name(self, row: Sequence[str], column: str, place: Location) -> str:
        """A cell that is filled in, and no longer than a name."""
        text = self.text(row, column)
        if not text:
            self.problems.append(Problem("table_cell_missing", (column,), {"column": column}, place))
        elif len(text) > MAX_TEXT:
            self.problems.append(Problem("history_text_long", (column,), {"column": column}, place))
        return text

    def stamp(self, text: str, column: str, place: Location) -> Stamp | None:
        """A time stamp; None where the cell is empty or cannot be read."""
        if not text:
            return None
        found = read_stamp(text, column, place)
        if isinstance(found, Problem):
            self.problems.append(found)
            return None
        self.stamps.append(found)
        return found

    def number(self, text: str, column: str, place: Location, empty: float | None) -> float | None:
        """A number greater than zero; ``empty`` where the cell is."""
        if not text:
            return empty
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not 0 < value < math.inf or "_" in text:
            values = {"column": column, "value": text}
            self.problems.append(Problem("history_number_form", (column,), values, place))
            return empty
        return value


def people(text: str) -> tuple[str, ...]:
    """The names in a cell, with semicolons between them."""
    return tuple(name for part in text.split(";") if (name := part.strip()))


def check_table(table: Table, needed: Mapping[str, str]) -> None:
    """Refuse a table that lacks needed columns (by part) or has too many rows.

    Raises:
        DocumentError: naming each column.
    """
    problems = [
        Problem(
            "history_column_missing",
            (column,),
            {
                "column": column,
                "part": part,
                "columns": listing(table.header),
                "guess": guess(column, table.header),
            },
            table.place,
        )
        for part, column in needed.items()
        if column not in table.header
    ]
    if len(table.rows) > MAX_EVENTS:
        problems.append(too_many(table.source, len(table.rows)))
    if problems:
        raise DocumentError(problems)


def too_many(source: str, count: int) -> Problem:
    """More rows or events than are read."""
    values = {"count": count, "most": MAX_EVENTS}
    return Problem("history_too_many", (), values, Location(source))
