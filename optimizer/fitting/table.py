"""A CSV file as text cells with their lines; nothing is converted or guessed here."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from optimizer.fitting.dates import Cell
from scenarios.errors import DocumentError, Location, Problem

MAX_BYTES = 20 * 2**20


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells."""

    source: str
    header: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def column(self, name: str) -> list[Cell]:
        """The cells of a column."""
        place = self.header.index(name)
        return [Cell(line, row[place]) for line, row in zip(self.lines, self.rows, strict=True)]

    def where(self, place: int, text: str) -> Table:
        """The rows whose cell number ``place`` is ``text``."""
        kept = [(line, row) for line, row in zip(self.lines, self.rows, strict=True) if row[place] == text]
        return Table(self.source, self.header, tuple(line for line, _ in kept), tuple(row for _, row in kept))


def read_table(path: Path) -> Table:
    """The table in a CSV file in UTF-8. Blank lines are skipped.

    Raises:
        DocumentError: no such file, no text, no rows, repeated column names, or rows of another length.
    """
    source = path.name
    reader = csv.reader(io.StringIO(_text(path)), strict=True)
    try:
        rows = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader if any(row)]
    except csv.Error as error:
        raise _refusal("series_csv", source, reader.line_num) from error
    if len(rows) < 2:
        raise _refusal("series_empty", source)
    (_, header), *body = rows
    problems = [*_repeated(header, source), *_ragged(header, body, source)]
    if problems:
        raise DocumentError(problems)
    return Table(source, header, tuple(line for line, _ in body), tuple(row for _, row in body))


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise _refusal("series_too_large", path.name, megabytes=MAX_BYTES // 2**20)
        return path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError as error:
        raise _refusal("series_missing", path.name) from error
    except OSError as error:
        raise _refusal("series_unreadable", path.name, reason=error.strerror) from error
    except UnicodeDecodeError as error:
        raise _refusal("series_not_utf8", path.name) from error


def _repeated(header: tuple[str, ...], source: str) -> list[Problem]:
    repeated = {name for name in header if header.count(name) > 1}
    return [
        Problem("series_header_repeated", (name,), {"column": name}, Location(source, 1))
        for name in sorted(repeated)
    ]


def _ragged(
    header: tuple[str, ...], body: Sequence[tuple[int, tuple[str, ...]]], source: str
) -> list[Problem]:
    return [
        Problem(
            "series_row_length",
            values={"found": len(row), "expected": len(header)},
            location=Location(source, line),
        )
        for line, row in body
        if len(row) != len(header)
    ]


def _refusal(code: str, source: str, line: int | None = None, **values: object) -> DocumentError:
    return DocumentError([Problem(code, values=values, location=Location(source, line))])
