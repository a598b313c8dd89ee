"""Periods of a source: their length, read off its dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

from scenarios.importing.refusals import refusal

Period: TypeAlias = Literal["week", "fortnight", "month"]
_DAYS: dict[int, Period] = {7: "week", 14: "fortnight"}


def period_of(dates: Sequence[dt.date], source: str, *path: str | int) -> Period:
    """The length of the periods that begin on ``dates``.

    Raises:
        DocumentError: they are days, or no even periods that a document can have.
    """
    steps = {(later - earlier).days for earlier, later in pairwise(dates)}
    if len(steps) == 1 and next(iter(steps)) in _DAYS:
        return _DAYS[next(iter(steps))]
    if steps and steps <= {28, 29, 30, 31}:
        return "month"
    if steps == {1}:
        raise refusal("daily", source, *path)
    shown = ", ".join(map(str, sorted(steps)[:6]))
    raise refusal("spacing", source, *path, steps=shown or "-")


def parse_day(text: str) -> dt.date | None:
    """A date written as YYYY-MM-DD, with or without a time; None for anything else."""
    try:
        return dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
