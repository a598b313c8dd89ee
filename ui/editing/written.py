"""Durations and lists of names as people write them, the same in the app as in workbooks."""

from __future__ import annotations

import re
from typing import Any

from scenarios.sheets.cells import NotThatKind, from_cell, to_cell
from scenarios.sheets.columns import Column, Kind

_WHOLE = re.compile(r"\.0(?=;|$)")
"""The decimals of a number that has none."""
_DURATION = Column((), Kind.DURATION, "")
_NAMES = Column((), Kind.TEXTS, "")


def duration_text(value: Any) -> str | None:
    """A duration as text: ``8``, ``4; 8; 16``, ``lognormal 6; 0.5``."""
    cell = to_cell(value, _DURATION)
    return None if cell is None else _WHOLE.sub("", str(cell))


def duration_of(text: str) -> Any:
    """The duration that a text stands for; the text itself where it is none, for the check to quote."""
    try:
        return from_cell(text, _DURATION)
    except NotThatKind:
        return text


def names_text(value: Any) -> str | None:
    """Identifiers with semicolons between; a single ``-`` for none of them."""
    cell = to_cell(value, _NAMES)
    return None if cell is None else str(cell)


def names_of(text: str) -> Any:
    """The identifiers that a text lists."""
    return from_cell(text, _NAMES)
