"""Read-only tables on a page: the same that the exports write."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scenarios.export.table import Column, Kind, Table, Typed
from scenarios.money import MINOR_PER_UNIT
from ui.text import number, percent

_ROW_PIXELS, _MOST_ROWS = 35, 15
_LONG = {"reason", "new_value"}
_FORMATS = {"money": "accounting", "share": "%.1f%%", "number": "localized", "integer": "localized"}


def show_table(table: Table, *keys: str) -> None:
    """Show the columns named by ``keys`` in that order, or all. Columns of cells that differ in kind are text."""
    typed = [table.typed(row) for row in table.rows]
    order = {column.key: place for place, column in enumerate(table.columns)}
    places = [order[key] for key in keys or order]
    cells = {table.columns[place]: [row[place] for row in typed] for place in places}
    st.dataframe(
        pd.DataFrame({column.key: _series(column, values) for column, values in cells.items()}),
        hide_index=True,
        placeholder="",
        height=_ROW_PIXELS * (min(len(typed), _MOST_ROWS) + 1) + 3,
        column_config={
            column.key: _config(column, _kind(column, values)) for column, values in cells.items()
        },
    )
    if table.note:
        st.caption(table.note)


def _kind(column: Column, cells: Sequence[Typed]) -> Kind:
    kinds = {cell.kind for cell in cells if cell.value is not None} or {column.kind}
    return kinds.pop() if len(kinds) == 1 else "text"


def _series(column: Column, cells: Sequence[Typed]) -> list[Any]:
    write = _plain if _kind(column, cells) != "text" else _text
    return [None if cell.value is None else write(cell) for cell in cells]


def _plain(cell: Typed) -> Any:
    if cell.kind in {"money", "share"} and isinstance(cell.value, int | float):
        return cell.value / MINOR_PER_UNIT if cell.kind == "money" else 100 * cell.value
    return cell.value


def _text(cell: Typed) -> str:
    if not isinstance(cell.value, int | float):
        return str(cell.value)
    match cell.kind:
        case "money":
            return f"{cell.value / MINOR_PER_UNIT:,.2f}"
        case "share":
            return percent(cell.value)
    return number(cell.value)


def _config(column: Column, kind: Kind) -> Any:
    match kind:
        case "date":
            return st.column_config.DateColumn(column.title, format="YYYY-MM-DD")
        case "moment":
            return st.column_config.DatetimeColumn(column.title, format="YYYY-MM-DD HH:mm")
        case "flag":
            return st.column_config.CheckboxColumn(column.title)
        case "text":
            return st.column_config.TextColumn(column.title, width="large" if column.key in _LONG else None)
    return st.column_config.NumberColumn(column.title, format=_FORMATS[kind])
