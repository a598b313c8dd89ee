"""Columns of a table by their names, as texts and as finite numbers."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from scenarios.errors import DocumentError, Location, Problem
from scenarios.importing.refusals import refusal
from scenarios.reading.csv import Table
from scenarios.reading.limits import MAX_PROBLEMS
from scenarios.suggestions import guess, listing

Floats = NDArray[np.float64]


def texts(table: Table, name: str) -> list[str]:
    """The cells of a column.

    Raises:
        DocumentError: there is no such column.
    """
    if name not in table.header:
        known = listing(table.header)
        raise refusal("column", table.source, name, line=1, columns=known, guess=guess(name, table.header))
    return [cell.text for cell in table.column(name)]


def numbers(table: Table, name: str, *, least: float = 0.0) -> Floats:
    """The finite numbers of a column.

    Raises:
        DocumentError: there is no such column, or cells are no numbers of at least ``least``: all of them.
    """
    cells = texts(table, name)
    found = [_number(text) for text in cells]
    problems = [
        Problem(
            "import_number",
            (name,),
            {"key": name, "found": text[:40], "least": f"{least:g}"},
            Location(table.source, line),
        )
        for value, text, line in zip(found, cells, table.lines, strict=True)
        if value is None or value < least
    ]
    if problems:
        raise DocumentError(problems[:MAX_PROBLEMS])
    return np.array(found, dtype=float)


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) and "_" not in text else None
