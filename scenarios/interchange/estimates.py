"""Efforts and delays as text, in the form that a workbook's cells have."""

from __future__ import annotations

from pydantic import TypeAdapter, ValidationError

from scenarios.document.durations import Constant, Duration
from scenarios.sheets.cells import NotThatKind, from_cell, to_cell
from scenarios.sheets.columns import Column, Kind

MINUTES_PER_HOUR = 60
_COLUMN = Column(("estimate",), Kind.DURATION, "")
_DURATION: TypeAdapter[Duration] = TypeAdapter(Duration)


def estimate_text(duration: Duration) -> str:
    """A distribution as text: ``6.0``, ``4.0; 8.0; 16.0``, ``lognormal 6.0; 0.5``."""
    return str(to_cell(_DURATION.dump_python(duration, mode="json"), _COLUMN))


def read_estimate(text: str) -> Duration | None:
    """The distribution that a text writes; None where it writes none."""
    try:
        number = float(text)
    except ValueError:
        number = None
    try:
        return _DURATION.validate_python(from_cell(text, _COLUMN) if number is None else number)
    except (NotThatKind, ValidationError):
        return None


def hours_of(minutes: float) -> Constant:
    """Minutes as a constant number of hours."""
    return Constant(hours=minutes / MINUTES_PER_HOUR)
