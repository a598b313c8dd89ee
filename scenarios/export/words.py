"""How a cell reads to people, in reports and printed tables."""

from __future__ import annotations

import datetime as dt

from scenarios.display import MINUS, number_text, percent_text
from scenarios.export.table import Typed, money_digits


def cell_text(cell: Typed) -> str:
    """The cell in words; money to the cent with thousands separated, nothing as a dash."""
    value = cell.value
    if value is None:
        return "–"
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    if cell.kind == "money":
        return money_text(int(value))
    if cell.kind == "share":
        return percent_text(value)
    if cell.kind == "integer":
        return f"{value:,}".replace("-", MINUS)
    return number_text(value)


def money_text(minor: int) -> str:
    """``−1,234.50``."""
    units, _, cents = money_digits(abs(minor)).partition(".")
    return f"{MINUS if minor < 0 else ''}{int(units):,}.{cents}"
