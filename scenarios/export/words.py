"""How a cell reads to people, in reports and printed tables."""

from __future__ import annotations

import datetime as dt

from scenarios.display import MINUS, number_text, percent_text
from scenarios.export.table import Kind, Typed, money_digits
from scenarios.i18n import Language, translate


def cell_text(cell: Typed, language: Language) -> str:
    """The cell in words; money to the cent with thousands separated, nothing as a dash."""
    value = cell.value
    if value is None:
        return "–"
    if isinstance(value, bool):
        return flag_text(value, language)
    if isinstance(value, dt.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str):
        return value
    return _number(cell.kind, value)


def _number(kind: Kind, value: float) -> str:
    if kind == "money":
        return money_text(int(value))
    if kind == "share":
        return percent_text(value)
    if kind == "integer":
        return f"{value:,}".replace("-", MINUS)
    return number_text(value)


def flag_text(value: bool, language: Language) -> str:
    """Yes or no."""
    return translate("export.yes" if value else "export.no", language)


def money_text(minor: int) -> str:
    """``−1,234.50``."""
    units, _, cents = money_digits(abs(minor)).partition(".")
    return f"{MINUS if minor < 0 else ''}{int(units):,}.{cents}"
