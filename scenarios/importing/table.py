"""A CSV file as columns of text, with the line of every cell; nothing is converted or guessed here."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import DocumentError, Location, Problem
from scenarios.importing.refusals import refusal
from scenarios.reading.limits import MAX_BYTES, MAX_PROBLEMS
from scenarios.reading.text import decode
from scenarios.suggestions import guess, listing

Floats = NDArray[np.float64]
MISSING = frozenset({"", "NA", "NaN", "nan", "NULL"})


@dataclass(frozen=True, slots=True)
class Table:
    """A header and rows of as many cells."""

    source: str
    header: tuple[str, ...]
    lines: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]

    def texts(self, name: str) -> list[str]:
        """The cells of a column.

        Raises:
            DocumentError: there is no such column.
        """
        if name not in self.header:
            known = listing(self.header)
            raise refusal("column", self.source, name, line=1, columns=known, guess=guess(name, self.header))
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def numbers(self, name: str, *, least: float = 0.0) -> Floats:
        """The finite numbers of a column.

        Raises:
            DocumentError: there is no such column, or cells are no numbers of at least ``least``: all of them.
        """
        texts = self.texts(name)
        found = [_number(text) for text in texts]
        problems = [
            Problem(
                "import_number",
                (name,),
                {"key": name, "found": text[:40], "least": f"{least:g}"},
                Location(self.source, line),
            )
            for value, text, line in zip(found, texts, self.lines, strict=True)
            if value is None or value < least
        ]
        if problems:
            raise DocumentError(problems[:MAX_PROBLEMS])
        return np.array(found, dtype=float)

    def where(self, keep: Iterable[bool]) -> Table:
        """Only some of the rows."""
        kept = list(keep)
        return Table(
            self.source,
            self.header,
            tuple(line for line, one in zip(self.lines, kept, strict=True) if one),
            tuple(row for row, one in zip(self.rows, kept, strict=True) if one),
        )


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None


def read_table(path: Path) -> Table:
    """The table in a CSV file in UTF-8. Blank lines are skipped.

    Raises:
        DocumentError: no such file, too large, no text, repeated names, or rows of another length.
    """
    source = path.name
    reader = csv.reader(io.StringIO(decode(read_bytes(path, MAX_BYTES), source)), strict=True)
    try:
        rows = [(reader.line_num, tuple(cell.strip() for cell in row)) for row in reader if any(row)]
    except csv.Error as error:
        raise refusal("csv", source, line=reader.line_num, reason=str(error)) from error
    (_, header), *body = rows or [(1, ())]
    twice = sorted({name for name in header if header.count(name) > 1})
    if twice:
        raise refusal("column_twice", source, twice[0], line=1)
    if not body:
        raise refusal("empty", source)
    for line, row in body:
        if len(row) != len(header):
            raise refusal("row_length", source, line=line, found=len(row), expected=len(header))
    return Table(source, header, tuple(line for line, _ in body), tuple(row for _, row in body))


def read_bytes(path: Path, most: int) -> bytes:
    """The content of a file of at most ``most`` bytes.

    Raises:
        DocumentError: it is not there, cannot be read, or is larger.
    """
    check_file(path, most)
    try:
        return path.read_bytes()
    except OSError as error:
        raise refusal("unreadable", path.name, reason=error.strerror or "") from error


def check_file(path: Path, most: int) -> None:
    """Refuse what is no file, or larger than ``most`` bytes."""
    if not path.is_file():
        raise refusal("no_file", path.name)
    if path.stat().st_size > most:
        raise refusal("file_size", path.name, megabytes=most // 2**20)
