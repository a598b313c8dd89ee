"""From a weekly CSV to a `Series`: which columns play which part, and every number checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from optimizer.fitting.dates import is_date, read_dates
from optimizer.fitting.holidays import holiday_column
from optimizer.fitting.series import Floats, Series
from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading import csv
from scenarios.suggestions import guess, listing

MAX_BYTES = 20 * 2**20
"""Size of a CSV of weekly rows."""
FEWEST_WEEKS = 40
"""Below this a few channels, a trend and a level leave nothing to judge a fit by."""
NO_EVENT = frozenset({"", "0", "-", "na", "n/a", "nan", "none", "no", "无", "否"})
"""Cells of an event column in words that mean that nothing happened, in any case."""
HOLIDAYS = "holidays"
"""Name of the covariate that counts holidays."""
MANY = 10
"""A column with more bad cells than this gets one problem instead of one for each."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns play which part.

    ``outcome`` is what the media are to explain; ``spend`` money spent, one column per channel; ``date`` the first
    days of the weeks, found by itself where left out. ``controls`` are numbers that explain the outcome but are no
    media, ``prices`` positive ones whose logarithm does; ``events`` numbers, or words: then each word is an event of
    its own. ``holidays`` is a country's code or a CSV file of dates. ``spend_unit``: currency units that one unit of
    the spend columns stands for.
    """

    outcome: str
    spend: tuple[str, ...]
    date: str | None = None
    controls: tuple[str, ...] = ()
    prices: tuple[str, ...] = ()
    events: tuple[str, ...] = ()
    holidays: str | None = None
    spend_unit: float = 1.0

    @property
    def used(self) -> tuple[str, ...]:
        """All columns but that of dates."""
        return (self.outcome, *self.spend, *self.controls, *self.prices, *self.events)


def read_series(  # noqa: PLR0913 (the parts that columns play)
    path: str | os.PathLike[str],
    *,
    outcome: str,
    spend: Sequence[str],
    date: str | None = None,
    controls: Sequence[str] = (),
    prices: Sequence[str] = (),
    events: Sequence[str] = (),
    holidays: str | None = None,
    spend_unit: float = 1.0,
) -> Series:
    """The weekly series in a CSV file in UTF-8 with a header; the parts of the columns as in `Columns`.

    Raises:
        DocumentError: with every problem of the file.
    """
    columns = Columns(
        outcome, tuple(spend), date, tuple(controls), tuple(prices), tuple(events), holidays, spend_unit
    )
    return read_columns(path, columns)


def read_columns(path: str | os.PathLike[str], columns: Columns) -> Series:
    """`read_series` with the parts of the columns as one value."""
    table = csv.read(Path(path), MAX_BYTES)
    check_columns(table, columns.used, columns.date)
    return read_part(table, columns, event_words(table, columns))


def read_part(table: csv.Table, columns: Columns, words: dict[str, list[str]], panel: bool = False) -> Series:
    """The series of one region; ``words`` are the kinds of event in each event column of words."""
    when = columns.date or _date_column(table)
    dates, problems = read_dates(table.column(when), when, table.source)
    numbers = Numbers(table)
    target = numbers.column(columns.outcome)
    media = [numbers.column(name, least=0.0) for name in columns.spend]
    covariates = [(name, numbers.column(name)) for name in columns.controls]
    covariates += [(name, numbers.logarithm(name)) for name in columns.prices]
    covariates += [pair for name in columns.events for pair in _event_columns(name, table, numbers, words)]
    problems += numbers.problems
    spends = {} if panel else dict(zip(columns.spend, media, strict=True))
    problems = problems or [*_too_little(table, target, spends)]
    if problems:
        raise DocumentError(sorted(problems, key=line_of))
    if columns.holidays is not None:
        covariates.append((HOLIDAYS, holiday_column(columns.holidays, dates)))
    return Series(
        source=table.source,
        dates=dates,
        outcome_name=columns.outcome,
        outcome=target,
        channels=columns.spend,
        spend=np.column_stack(media) * columns.spend_unit,
        covariate_names=tuple(name for name, _ in covariates),
        covariates=np.column_stack([np.empty((len(target), 0)), *(column for _, column in covariates)]),
        prices=columns.prices,
    )


class Numbers:
    """Numeric columns of a table, with the problems met in them."""

    def __init__(self, table: csv.Table) -> None:
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

    def positive(self, name: str) -> Floats:
        """The numbers of a column, none of which is 0 or less; NaN where there is a problem."""
        values = self.column(name)
        for cell, value in zip(self.table.column(name), values.tolist(), strict=True):
            if value <= 0:
                place = Location(self.table.source, cell.line)
                problem = Problem("series_positive", (name,), {"column": name, "value": cell.text}, place)
                self.problems.append(problem)
        return values

    def logarithm(self, name: str) -> Floats:
        """Logarithms of positive numbers over their mean; NaN where there is a problem."""
        values = self.positive(name)
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(np.log(values / values.mean()))


def _number(cell: csv.Cell, column: str, source: str, least: float) -> float | Problem:
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


def event_words(table: csv.Table, columns: Columns) -> dict[str, list[str]]:
    """The kinds of event in each event column that holds words."""
    words = {}
    for name in columns.events:
        texts = [cell.text for cell in table.column(name)]
        if not all(_is_number(text) for text in texts):
            words[name] = sorted({text for text in texts if text.lower() not in NO_EVENT})
    return words


def _event_columns(
    name: str, table: csv.Table, numbers: Numbers, words: dict[str, list[str]]
) -> Iterable[tuple[str, Floats]]:
    if name not in words:
        return [(name, numbers.column(name))]
    texts = [cell.text for cell in table.column(name)]
    return [(f"{name}: {word}", np.array([float(text == word) for text in texts])) for word in words[name]]


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def check_columns(table: csv.Table, used: Sequence[str], date: str | None) -> None:
    """Refuse columns that are not there or are named for two parts."""
    wanted = [*used, *([date] if date else [])]
    twice = sorted({name for name in wanted if wanted.count(name) > 1})
    problems = unknown_columns(table, dict.fromkeys(wanted))
    problems += [Problem("series_column_twice", (name,), {"column": name}, table.place) for name in twice]
    if problems:
        raise DocumentError(problems)


def unknown_columns(table: csv.Table, wanted: Iterable[str]) -> list[Problem]:
    """A problem for each column that is not there."""
    return [
        Problem(
            "series_column_unknown",
            (name,),
            {"column": name, "columns": listing(table.header), "guess": guess(name, table.header)},
            table.place,
        )
        for name in wanted
        if name not in table.header
    ]


def _date_column(table: csv.Table) -> str:
    """The first column in which most cells are dates."""
    for name in table.header:
        cells = table.column(name)
        if sum(is_date(cell.text) for cell in cells) > len(cells) / 2:
            return name
    values = {"columns": listing(table.header)}
    raise DocumentError([Problem("series_date_column", values=values, location=table.place)])


def _too_little(table: csv.Table, outcome: Floats, spend: dict[str, Floats]) -> Iterable[Problem]:
    place = Location(table.source)
    if len(outcome) < FEWEST_WEEKS:
        yield Problem("series_short", values={"weeks": len(outcome), "needed": FEWEST_WEEKS}, location=place)
    if np.ptp(outcome) == 0 or outcome.mean() <= 0:
        yield Problem("series_outcome_flat", location=place)
    for name, amounts in spend.items():
        if not amounts.any():
            yield Problem("series_spend_nothing", (name,), {"column": name}, place)


def line_of(problem: Problem) -> int:
    """The line by which problems are sorted."""
    return problem.location.line or 0 if problem.location else 0
