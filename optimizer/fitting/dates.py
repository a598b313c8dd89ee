"""Dates of a weekly series: one form for the whole column, found from all of it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise

from scenarios.errors import Location, Problem
from scenarios.reading.csv import Cell

_YEAR, _MONTH, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"
_MIDNIGHT = r"(?:[ T]0?0:00(?::00)?)?"
FORMS = {
    "YYYY-MM-DD": rf"{_YEAR}-{_MONTH}-{_DAY}{_MIDNIGHT}",
    "YYYY/MM/DD": rf"{_YEAR}/{_MONTH}/{_DAY}{_MIDNIGHT}",
    "YYYYMMDD": r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
    "YYYY年M月D日": rf"{_YEAR}年{_MONTH}月{_DAY}日",
    "M/D/YYYY": rf"{_MONTH}/{_DAY}/{_YEAR}{_MIDNIGHT}",
    "D/M/YYYY": rf"{_DAY}/{_MONTH}/{_YEAR}{_MIDNIGHT}",
    "D.M.YYYY": rf"{_DAY}\.{_MONTH}\.{_YEAR}{_MIDNIGHT}",
}
WEEK = dt.timedelta(weeks=1)


def read_form(text: str, form: str) -> dt.date | None:
    """The date that ``text`` writes in a form of `FORMS`, or None."""
    match = re.fullmatch(FORMS[form], text.strip())
    if not match:
        return None
    try:
        return dt.date(int(match["year"]), int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def is_date(text: str) -> bool:
    """Whether some form reads ``text``."""
    return any(read_form(text, form) for form in FORMS)


def read_dates(cells: Sequence[Cell], column: str, source: str) -> tuple[tuple[dt.date, ...], list[Problem]]:
    """The dates of a column, and every problem: a cell in another form, two possible forms, weeks not in a row."""
    forms = _likely_forms(cells)
    if len(forms) > 1:
        values = {"column": column, "forms": ", ".join(forms)}
        return (), [Problem("series_date_ambiguous", (column,), values, Location(source))]
    form = forms[0]
    dates = [read_form(cell.text, form) for cell in cells]
    problems = [
        _problem("series_date_form", cell, column, source, form=form)
        for cell, date in zip(cells, dates, strict=True)
        if date is None
    ]
    problems += [
        _problem("series_date_step", later, column, source, days=(second - first).days)
        for (later, second), first in zip(list(zip(cells, dates, strict=True))[1:], dates, strict=False)
        if first and second and second - first != WEEK
    ]
    return tuple(date for date in dates if date), problems


def _likely_forms(cells: Sequence[Cell]) -> list[str]:
    """The forms that read most cells; of several, those in which the weeks follow one another."""
    read = {form: [read_form(cell.text, form) for cell in cells] for form in FORMS}
    most = max(_number_read(dates) for dates in read.values())
    best = [form for form, dates in read.items() if _number_read(dates) == most]
    if most == 0:
        return best[:1]
    return [form for form in best if _weekly(read[form])] or best


def _number_read(dates: Sequence[dt.date | None]) -> int:
    return sum(date is not None for date in dates)


def _weekly(dates: Sequence[dt.date | None]) -> bool:
    return all(second - first == WEEK for first, second in pairwise(dates) if first and second)


def _problem(code: str, cell: Cell, column: str, source: str, **values: object) -> Problem:
    return Problem(
        code, (column,), {"column": column, "value": cell.text, **values}, Location(source, cell.line)
    )
