"""CSV to a table of text cells with their lines; nothing is converted or guessed here.

Source: RFC 4180; the standard library's reader decides, strictly, what is well formed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.content import read_content
from scenarios.reading.limits import MAX_BYTES, MAX_PROBLEMS
from scenarios.reading.text import text_of

Row: TypeAlias = tuple[int, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Cell:
    """A text and the line of the file that it stands on."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A header and at least one row of as many cells; ``lines`` are those on which rows begin.

    The names of the header differ, unless repeated ones were asked for.
    """

    source: str
    place: Location
    """Where the header stands."""
    header: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[Cell]:
        """The cells of a column, the first of its name."""
        place = self.header.index(name)
        return [Cell(line, row[place]) for line, row in zip(self.lines, self.rows, strict=True)]

    def where(self, keep: Iterable[bool]) -> Table:
        """Only some of the rows."""
        kept = [row for row, one in zip(zip(self.lines, self.rows, strict=True), keep, strict=True) if one]
        return replace(self, lines=tuple(line for line, _ in kept), rows=tuple(row for _, row in kept))


def read(path: Path, most: int = MAX_BYTES, *, repeated: bool = False) -> Table:
    """The table in a CSV file in UTF-8 of at most ``most`` bytes; ``repeated`` names are allowed or refused.

    Raises:
        DocumentError: no such file, too large, no text in UTF-8, or no table, see `parse`.
    """
    return parse(text_of(read_content(path, most), path.name), path.name, repeated=repeated)


def parse(text: str, source: str = "", *, repeated: bool = False, delimiter: str = ",") -> Table:
    """The table in a CSV text. Blank lines are skipped, and blanks around cells.

    Raises:
        DocumentError: quotation marks that do not close, repeated names, rows of another length, no rows: every
            fault with its line.
    """
    rows, broken = _rows(text, delimiter)
    (first, header), *body = rows or [(1, ())]
    problems = [
        *(() if repeated else _repeated(header, Location(source, first))),
        *_ragged(header, body, source),
        *(Problem("table_csv", location=Location(source, line)) for line in broken),
    ]
    if not problems and not body:
        problems = [Problem("table_empty", location=Location(source))]
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])
    lines, cells = zip(*body, strict=True)
    return Table(source, Location(source, first), header, lines, cells)


def refuse_repeated(table: Table) -> None:
    """Refuse a table whose header repeats a name.

    Raises:
        DocumentError: naming each.
    """
    problems = list(_repeated(table.header, table.place))
    if problems:
        raise DocumentError(problems)


def _rows(text: str, delimiter: str) -> tuple[list[Row], list[int]]:
    """The rows, each with the line on which it begins, and the line on which the reader gave up."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    line = 1
    try:
        for row in reader:
            cells = tuple(cell.strip() for cell in row)
            if any(cells):
                rows.append((line, cells))
            line = reader.line_num + 1
    except csv.Error:
        return rows, [line]
    return rows, []


def _repeated(header: Sequence[str], place: Location) -> Iterator[Problem]:
    for name in sorted({name for name in header if header.count(name) > 1}):
        yield Problem("table_column_twice", (name,), {"column": name}, place)


def _ragged(header: Sequence[str], body: Iterable[Row], source: str) -> Iterator[Problem]:
    for line, row in body:
        if len(row) != len(header):
            values = {"found": len(row), "expected": len(header)}
            yield Problem("table_row_length", (), values, Location(source, line))
