"""From a weekly CSV with several regions to a `Panel`."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from optimizer.fitting.reading import (
    MAX_BYTES,
    Columns,
    Numbers,
    check_columns,
    event_words,
    line_of,
    read_part,
)
from optimizer.fitting.series import Panel, Series
from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import csv


def read_panel(
    path: str | os.PathLike[str], columns: Columns, region: str, population: str | None = None
) -> Panel:
    """The weekly series of several regions in one CSV file: rows by the names in the column ``region``.

    The column ``population`` holds the sizes of regions, of which the mean over the weeks is taken.

    Raises:
        DocumentError: with every problem of the file, among them regions that differ in their weeks.
    """
    table = csv.read(Path(path), MAX_BYTES)
    check_columns(table, (*columns.used, region, *([population] if population else [])), columns.date)
    words = event_words(table, columns)
    problems: list[Problem] = []
    found: dict[str, Series] = {}
    sizes: list[float] = []
    for name, part in _by_region(table, region).items():
        if population is not None:
            numbers = Numbers(part)
            sizes.append(float(numbers.positive(population).mean()))
            problems += numbers.problems
        try:
            found[name] = read_part(part, columns, words, panel=True)
        except DocumentError as error:
            problems += error.problems
    problems = problems or [*_different_weeks(table, found), *_spend_nowhere(table, columns, found)]
    if problems:
        raise DocumentError(sorted(problems, key=line_of))
    return Panel(tuple(found), tuple(found.values()), tuple(sizes) or None)


def _by_region(table: csv.Table, region: str) -> dict[str, csv.Table]:
    cells = table.column(region)
    names = dict.fromkeys(cell.text for cell in cells)
    problems = [
        Problem("series_region_missing", (region,), {"column": region}, Location(table.source, cell.line))
        for cell in cells
        if not cell.text
    ]
    if len(names) < 2:
        problems.append(
            Problem("series_region_single", (region,), {"column": region}, Location(table.source))
        )
    if problems:
        raise DocumentError(problems)
    return {name: table.where(cell.text == name for cell in cells) for name in names}


def _different_weeks(table: csv.Table, found: dict[str, Series]) -> Iterable[Problem]:
    (first, series), *others = found.items()
    for name, other in others:
        if other.dates != series.dates:
            yield Problem(
                "series_region_weeks",
                values={"region": name, "other": first},
                location=Location(table.source),
            )


def _spend_nowhere(table: csv.Table, columns: Columns, found: dict[str, Series]) -> Iterable[Problem]:
    for place, name in enumerate(columns.spend):
        if not any(series.spend[:, place].any() for series in found.values()):
            yield Problem("series_spend_nothing", (name,), {"column": name}, Location(table.source))
