"""From a weekly CSV to a `Series`: which columns play which part, and every number checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from optimizer.fitting.dates import Cell, is_date, read_dates
from optimizer.fitting.series import Floats, Series
from optimizer.fitting.table import Table, read_table
from scenarios.errors import DocumentError, Location, Problem
from scenarios.suggestions import guess, listing

FEWEST_WEEKS = 40
"""Below this a few channels, a trend and a level leave nothing to judge a fit by."""
NO_EVENT = frozenset({"", "0", "-", "na", "n/a", "nan", "none", "no", "无", "否"})
"""Cells of an event column in words that mean that nothing happened, in any case."""
MANY = 10
"""A column with more bad cells than this gets one problem instead of one for each."""


def read_series(
    path: str | os.PathLike[str],
    *,
    outcome: str,
    spend: Sequence[str],
    date: str | None = None,
    controls: Sequence[str] = (),
    events: Sequence[str] = (),
    spend_unit: float = 1.0,
) -> Series:
    """The weekly series in a CSV file.

    Args:
        path: the file, in UTF-8 with a header.
        outcome: column of what the media are to explain.
        spend: columns of money spent, one per channel.
        date: column of the first days of the weeks; found by itself where left out.
        controls: numeric columns that explain the outcome but are no media.
        events: columns of numbers, or of words: then each word is an event of its own.
        spend_unit: currency units that one unit of the spend columns stands for.

    Raises:
        DocumentError: with every problem of the file.
    """
    table = read_table(Path(path))
    _check_columns(table, [outcome, *spend, *controls, *events], date)
    when = date or _date_column(table)
    dates, problems = read_dates(table.column(when), when, table.source)
    numbers = _Numbers(table)
    target = numbers.column(outcome)
    media = [numbers.column(name, least=0.0) for name in spend]
    covariates = [(name, numbers.column(name)) for name in controls]
    covariates += [pair for name in events for pair in _event_columns(name, table, numbers)]
    problems += numbers.problems
    problems = problems or [*_too_little(table, target, dict(zip(spend, media, strict=True)))]
    if problems:
        raise DocumentError(sorted(problems, key=_line))
    return Series(
        source=table.source,
        dates=dates,
        outcome_name=outcome,
        outcome=target,
        channels=tuple(spend),
        spend=np.column_stack(media) * spend_unit,
        covariate_names=tuple(name for name, _ in covariates),
        covariates=np.column_stack([np.empty((len(target), 0)), *(column for _, column in covariates)]),
    )


class _Numbers:
    """Numeric columns of a table, with the problems met in them."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.problems: list[Problem] = []

    def column(self, name: str, least: float = -np.inf) -> Floats:
        """The numbers of a column; NaN where there is a problem."""
        cells = self.table.column(name)
        found = [_number(cell, name, self.table.source, least) for cell in cells]
        bad = [item for item in found if isinstance(item, Problem)]
        if len(bad) > MANY:
            values = {"column": name, "count": len(bad), "value": bad[0].values.get("value", "")}
            bad = [Problem("series_column_bad", (name,), values, bad[0].location)]
        self.problems += bad
        return np.array([np.nan if isinstance(item, Problem) else item for item in found])


def _number(cell: Cell, column: str, source: str, least: float) -> float | Problem:
    def problem(code: str) -> Problem:
        values = {"column": column, "value": cell.text}
        return Problem(code, (column,), values, Location(source, cell.line))

    if not cell.text or cell.text.lower() in {"na", "nan", "n/a", "null"}:
        return problem("series_number_missing")
    try:
        value = float(cell.text)
    except ValueError:
        return problem("series_number_form")
    if not np.isfinite(value) or "_" in cell.text:
        return problem("series_number_form")
    return value if value >= least else problem("series_spend_negative")


def _event_columns(name: str, table: Table, numbers: _Numbers) -> Iterable[tuple[str, Floats]]:
    texts = [cell.text for cell in table.column(name)]
    if all(_is_number(text) for text in texts):
        return [(name, numbers.column(name))]
    words = sorted({text for text in texts if text.lower() not in NO_EVENT})
    return [(f"{name}: {word}", np.array([float(text == word) for text in texts])) for word in words]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _check_columns(table: Table, used: Sequence[str], date: str | None) -> None:
    wanted = [*used, *([date] if date else [])]
    unknown = [name for name in dict.fromkeys(wanted) if name not in table.header]
    twice = sorted({name for name in wanted if wanted.count(name) > 1})
    place = Location(table.source, 1)
    problems = [
        Problem(
            "series_column_unknown",
            (name,),
            {"column": name, "columns": listing(table.header), "guess": guess(name, table.header)},
            place,
        )
        for name in unknown
    ]
    problems += [Problem("series_column_twice", (name,), {"column": name}, place) for name in twice]
    if problems:
        raise DocumentError(problems)


def _date_column(table: Table) -> str:
    """The first column in which most cells are dates."""
    for name in table.header:
        cells = table.column(name)
        if sum(is_date(cell.text) for cell in cells) > len(cells) / 2:
            return name
    values = {"columns": listing(table.header)}
    raise DocumentError([Problem("series_date_column", values=values, location=Location(table.source, 1))])


def _too_little(table: Table, outcome: Floats, spend: dict[str, Floats]) -> Iterable[Problem]:
    place = Location(table.source)
    if len(outcome) < FEWEST_WEEKS:
        yield Problem("series_short", values={"weeks": len(outcome), "needed": FEWEST_WEEKS}, location=place)
    if np.ptp(outcome) == 0 or outcome.mean() <= 0:
        yield Problem("series_outcome_flat", location=place)
    for name, amounts in spend.items():
        if not amounts.any():
            yield Problem("series_spend_nothing", (name,), {"column": name}, place)


def _line(problem: Problem) -> int:
    return problem.location.line or 0 if problem.location else 0
