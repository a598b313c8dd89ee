"""Lift tests from a CSV: one row a test, every fault with its line and column."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from optimizer.fitting.lifts import LiftTest
from optimizer.fitting.reading import unknown_columns
from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import csv
from scenarios.suggestions import guess, listing

NEEDED = ("channel", "spend_from", "spend_to", "lift", "standard_error")
OPTIONAL = ("weeks", "region")


def read_lift_tests(
    path: str | os.PathLike[str],
    channels: Sequence[str],
    regions: Sequence[str] = (),
    spend_unit: float = 1.0,
) -> tuple[LiftTest, ...]:
    """The lift tests in a CSV file with columns `NEEDED` and, where wanted, `OPTIONAL`.

    Args:
        path: the file, in UTF-8 with a header.
        channels: names of the spend columns; each test is of one of them.
        regions: names of the regions of a panel, one of which each test then names.
        spend_unit: currency units that one unit of ``spend_from`` and ``spend_to`` stands for.

    Raises:
        DocumentError: with every problem of the file.
    """
    table = csv.read(Path(path))
    _check_header(table, needed=(*NEEDED, "region") if regions else NEEDED)
    reader = _Reader(table, tuple(channels), tuple(regions), spend_unit)
    tests = [reader.test(row) for row in range(len(table.rows))]
    if reader.problems:
        raise DocumentError(reader.problems)
    return tuple(tests)


def _check_header(table: csv.Table, needed: Sequence[str]) -> None:
    known = (*NEEDED, *OPTIONAL)
    problems = unknown_columns(table, needed)
    problems += [
        Problem("lift_column", (name,), {"column": name, "columns": listing(known)}, table.place)
        for name in table.header
        if name not in known
    ]
    if problems:
        raise DocumentError(problems)


class _Reader:
    """Rows to lift tests, with the problems met in them."""

    def __init__(
        self, table: csv.Table, channels: tuple[str, ...], regions: tuple[str, ...], spend_unit: float
    ) -> None:
        self.problems: list[Problem] = []
        self._columns = {name: table.column(name) for name in table.header}
        self._source = table.source
        self._names = {"channel": channels, "region": regions}
        self._unit = spend_unit

    def test(self, row: int) -> LiftTest:
        """The test in a row; without meaning where there is a problem."""
        start, end = (self._number(name, row, least=0.0) * self._unit for name in ("spend_from", "spend_to"))
        if start == end:
            self._refuse("lift_no_change", "spend_to", row)
        error = self._number("standard_error", row, least=0.0)
        if error == 0:
            self._refuse("lift_error_zero", "standard_error", row)
        region = self._named("region", row) if self._names["region"] else None
        return LiftTest(
            channel=self._named("channel", row),
            spend_from=start,
            spend_to=end,
            lift=self._number("lift", row),
            standard_error=error,
            weeks=self._weeks(row),
            region=region,
        )

    def _cell(self, column: str, row: int) -> csv.Cell:
        return self._columns[column][row]

    def _named(self, column: str, row: int) -> str:
        text, names = self._cell(column, row).text, self._names[column]
        if text not in names:
            self._refuse(f"lift_{column}", column, row, names=listing(names), guess=guess(text, names))
        return text

    def _number(self, column: str, row: int, least: float = float("-inf")) -> float:
        try:
            value = float(self._cell(column, row).text)
        except ValueError:
            value = float("nan")
        if not least <= value < float("inf"):
            self._refuse("lift_number" if least < 0 else "lift_amount", column, row)
        return value

    def _weeks(self, row: int) -> int | None:
        text = self._cell("weeks", row).text if "weeks" in self._columns else ""
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and int(text) > 0):
            self._refuse("lift_weeks", "weeks", row)
            return None
        return int(text)

    def _refuse(self, code: str, column: str, row: int, **values: object) -> None:
        cell = self._cell(column, row)
        place = Location(self._source, cell.line)
        self.problems.append(
            Problem(code, (column,), {"column": column, "value": cell.text, **values}, place)
        )
