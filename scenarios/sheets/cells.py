"""What a cell holds: between the values of a document and those of a workbook.

Durations are a number of hours, ``4; 8; 16`` for three points, or a distribution by name: ``triangular 4; 8; 16``,
``exponential 6``, ``lognormal 6; 0.5``, ``empirical 3; 4; 4; 9``. Lists are separated by semicolons; ``-`` is a list
without entries.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Any, TypeAlias

from scenarios.reading.scalars import resolve
from scenarios.sheets.columns import Column, Kind

CellValue: TypeAlias = str | int | float | bool | dt.date | None
"""What a workbook's cell can hold; dates come back as datetimes."""

NOTHING = "-"
FIRST_DATE = dt.date(1900, 3, 1)
"""Earlier dates are written as text: spreadsheets disagree about February 1900."""

_POINTS = ("low", "mode", "high")
_LOGNORMAL = ("hours", "sigma")
_PARTS = re.compile(r"\s*[;；]\s*")
_WORDS = re.compile(r"[;；,，、\s]+")
_NAMED = re.compile(r"\s*([a-z_]+)\s+(.*)", re.DOTALL)
_WHOLE_TEXT = 10**15


class NotThatKind(Exception):
    """A cell whose value cannot be of its column's kind; ``code`` names the problem."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)


def to_cell(value: Any, column: Column) -> CellValue:
    """What a workbook shows for a value of the document's plain data."""
    if value is None or (value == [] and column.empty):
        return None
    if column.kind is Kind.DATE:
        day = dt.date.fromisoformat(value)
        return day if day >= FIRST_DATE else str(value)
    if column.kind is Kind.DURATION:
        return _duration_text(value)
    if isinstance(value, list):
        return "; ".join(map(_number_text, value)) or NOTHING
    return value  # type: ignore[no-any-return]


def from_cell(cell: CellValue, column: Column) -> Any:
    """The document's plain value of a cell that is not blank. What the schema can judge better is left to it.

    Raises:
        NotThatKind: the cell holds a date where none belongs, or the other way round.
    """
    if isinstance(cell, dt.datetime) or column.kind is Kind.DATE:
        return _date(cell, column)
    if isinstance(cell, dt.date | dt.time | dt.timedelta):
        raise NotThatKind("cell_is_date")
    if column.kind in _LISTS:
        return _list(cell, column.kind)
    if column.kind is Kind.PATTERN:
        return cell if cell in column.choices else _list(cell, Kind.NUMBERS)
    if column.kind is Kind.DURATION:
        return _duration(cell)
    return _single(cell, column)


_LISTS = (Kind.TEXTS, Kind.NUMBERS, Kind.SHIFTS)


def _date(cell: CellValue, column: Column) -> str:
    if column.kind is not Kind.DATE:
        raise NotThatKind("cell_is_date")
    if isinstance(cell, str):
        return cell
    if not isinstance(cell, dt.datetime):
        raise NotThatKind("cell_no_date")
    if cell.time() != dt.time():
        raise NotThatKind("cell_date_time")
    return cell.date().isoformat()


def _single(cell: CellValue, column: Column) -> CellValue:
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE_TEXT
    number = int(cell) if whole and isinstance(cell, float) else cell
    if column.kind in {Kind.WHOLE, Kind.CHOICE}:
        return number
    plain_number = isinstance(number, int) and not isinstance(number, bool)
    # Identifiers and names such as 2026 come as numbers from whoever types them.
    return str(number) if column.kind in {Kind.TEXT, Kind.LABEL} and plain_number else cell


def _list(cell: CellValue, kind: Kind) -> Any:
    if not isinstance(cell, str):
        item = _single(cell, Column((), Kind.TEXT, "")) if kind is Kind.TEXTS else cell
        return [item]
    if cell.strip() == NOTHING:
        return []
    if kind is Kind.TEXTS:
        return [part for part in _WORDS.split(cell) if part]
    parts = _PARTS.split(cell.strip().rstrip(";；"))
    return parts if kind is Kind.SHIFTS else [resolve(part) for part in parts]


def _duration(cell: CellValue) -> Any:
    if not isinstance(cell, str):
        return cell
    named = _NAMED.fullmatch(cell)
    numbers = _list(named.group(2) if named else cell, Kind.NUMBERS)
    if named is None:
        return numbers[0] if len(numbers) == 1 else numbers
    distribution = named.group(1)
    if distribution == "empirical":
        return {"distribution": distribution, "values": numbers}
    keys = _POINTS if distribution in {"triangular", "pert"} else _LOGNORMAL
    if len(numbers) > len(keys):
        raise NotThatKind("cell_duration")
    return {"distribution": distribution, **dict(zip(keys, numbers, strict=False))}


def _duration_text(value: Any) -> CellValue:
    if isinstance(value, dict):
        numbers = value.get("values") or [number for key, number in value.items() if key != "distribution"]
        return f"{value['distribution']} " + "; ".join(map(_number_text, numbers))
    return "; ".join(map(_number_text, value)) if isinstance(value, list) else value


def _number_text(value: Any) -> str:
    return value if isinstance(value, str) else repr(value)
