"""Public holidays as covariates: how many of a week's days are holidays."""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from optimizer.fitting.dates import read_form
from optimizer.fitting.series import Floats
from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import csv

DAYS = 7


def holiday_column(source: str | os.PathLike[str], dates: Sequence[dt.date]) -> Floats:
    """Holidays in each week that starts on one of ``dates``, (T,).

    ``source`` is a country's code of two letters (for which the library of the extra ``holidays`` is needed), or a
    CSV file with a column ``date`` of dates in the form YYYY-MM-DD.

    Raises:
        DocumentError: an unknown country, no library, or every problem of the file.
    """
    text = os.fspath(source)
    if len(text) == 2 and text.isalpha():
        days = _of_country(text.upper(), {day.year for day in dates} | {dates[-1].year + 1})
    else:
        days = _of_file(Path(text))
    return np.array(
        [float(sum(start + dt.timedelta(days=day) in days for day in range(DAYS))) for start in dates]
    )


def _of_country(country: str, years: Iterable[int]) -> frozenset[dt.date]:
    if importlib.util.find_spec("holidays") is None:
        raise DocumentError([Problem("holidays_library", values={"country": country})])
    library = importlib.import_module("holidays")
    if country not in library.list_supported_countries():
        raise DocumentError([Problem("holidays_country", values={"country": country})])
    return frozenset(library.country_holidays(country, years=sorted(years)))


def _of_file(path: Path) -> frozenset[dt.date]:
    table = csv.read(path)
    if "date" not in table.header:
        values = {"columns": ", ".join(table.header)}
        raise DocumentError([Problem("holidays_column", values=values, location=table.place)])
    days, problems = set(), []
    for cell in table.column("date"):
        day = read_form(cell.text, "YYYY-MM-DD")
        if day is None:
            problems.append(_problem(cell, table.source))
        else:
            days.add(day)
    if problems:
        raise DocumentError(problems)
    return frozenset(days)


def _problem(cell: csv.Cell, source: str) -> Problem:
    return Problem("holidays_date", ("date",), {"value": cell.text}, Location(source, cell.line))
