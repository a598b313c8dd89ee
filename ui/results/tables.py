"""Read-only tables whose columns say their unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal, TypeAlias

import pandas as pd
import streamlit as st

from scenarios.display import currency_name
from scenarios.money import MINOR_PER_UNIT
from ui.session import session
from ui.text import t

Unit: TypeAlias = Literal["text", "money", "estimate", "percent", "number", "flag", "date", "moment"]
Columns: TypeAlias = Mapping[str, Unit]
_FORMATS = {"money": "accounting", "estimate": "localized", "percent": "%.1f%%", "number": "localized"}


def table(name: str, columns: Columns, rows: Sequence[Sequence[Any]], *, currency: str = "") -> None:
    """Show rows under headings ``ui.result.<name>.<column>``; money in minor units (an estimate is shown without
    decimals), percentages as shares.
    """
    frame = pd.DataFrame(
        {
            column: [_value(row[place], unit) for row in rows]
            for place, (column, unit) in enumerate(columns.items())
        }
    )
    st.dataframe(
        frame,
        hide_index=True,
        placeholder="",
        column_config={column: _config(name, column, unit, currency) for column, unit in columns.items()},
    )


def _value(value: Any, unit: Unit) -> Any:
    if value is None:
        return None
    match unit:
        case "money":
            return value / MINOR_PER_UNIT
        case "estimate":
            return round(value / MINOR_PER_UNIT)
        case "percent":
            return 100 * value
    return value


def _config(name: str, column: str, unit: Unit, currency: str) -> Any:
    label = t(
        f"ui.result.{name}.{column}", currency=currency_name(currency, session().language) if currency else ""
    )
    match unit:
        case "money" | "estimate" | "percent" | "number":
            return st.column_config.NumberColumn(label, format=_FORMATS[unit])
        case "flag":
            return st.column_config.CheckboxColumn(label)
        case "date":
            return st.column_config.DateColumn(label, format="YYYY-MM-DD")
        case "moment":
            return st.column_config.DatetimeColumn(label, format="YYYY-MM-DD HH:mm")
    return st.column_config.TextColumn(label)
