"""A table of a document as an editable grid, and the commit of what is edited."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pandas as pd
import streamlit as st

from scenarios.display import currency_name
from scenarios.i18n import Language
from ui.editing.columns import Column
from ui.editing.paths import Document, put
from ui.editing.tables import Edits, Row, Table
from ui.session import session
from ui.text import say, t

_DTYPES = {
    "money": "float64",
    "percent": "float64",
    "number": "float64",
    "integer": "Int64",
    "flag": "boolean",
}
_PINNED = {"name", "campaign", "person"}
_DAYS = (dt.date(2000, 1, 1), dt.date(2199, 12, 31))
"""Between these a date in a plan is meant; beyond, it is a slip of the keyboard."""
_ROW_PIXELS, _MOST_ROWS = 35, 18


def grid(table: Table) -> None:
    """Show a table of the open document. Edits are committed to the session at once."""
    mount = session().mount(table.name)
    columns = table.columns(mount.document)
    rows = table.rows(mount.document, mount.language)
    st.data_editor(
        frame(rows, columns),
        key=mount.key,
        on_change=_commit,
        args=(table, mount.key, mount.document, mount.language),
        num_rows="dynamic" if table.grows else "fixed",
        column_config={column.name: _config(column, mount.document) for column in columns},
        hide_index=True,
        height=_ROW_PIXELS * (min(len(rows), _MOST_ROWS) + 2),
        placeholder="",
    )


def frame(rows: list[Row], columns: tuple[Column, ...]) -> pd.DataFrame:
    """Rows as a frame whose types say what each column holds, also where every cell is empty."""
    return pd.DataFrame({column.name: _series(rows, column) for column in columns})


def _series(rows: list[Row], column: Column) -> pd.Series:
    cells = [row[column.name] for row in rows]
    if column.kind == "date":
        # A date that is none stays blank here; the problems above the table quote it.
        return pd.to_datetime(pd.Series(cells, dtype="object"), format="%Y-%m-%d", errors="coerce")
    return pd.Series(cells, dtype=_DTYPES.get(column.kind, "object"))


def _commit(table: Table, key: str, origin: Document, language: Language) -> None:
    edits = Edits.of(st.session_state[key])
    session().commit(table.apply(origin, edits, language), origin=table.name)


def _config(column: Column, document: Document) -> Any:
    shared: dict[str, Any] = {
        "label": heading(column, document),
        "help": None if column.heading else t(f"ui.column.{column.text}.help"),
        "required": not (column.optional or column.fixed),
        "disabled": column.fixed,
        "pinned": column.text in _PINNED,
    }
    given = put({}, column.path, column.default)
    default = None if column.default is None else column.show(given, session().language)
    builders: dict[str, Callable[[], Any]] = {
        "text": lambda: st.column_config.TextColumn(**shared, default=default),
        "duration": lambda: st.column_config.TextColumn(**shared, default=default),
        "names": lambda: st.column_config.TextColumn(**shared, default=default),
        "label": lambda: st.column_config.TextColumn(**shared, default=default, width="medium"),
        "flag": lambda: st.column_config.CheckboxColumn(**shared, default=default),
        "date": lambda: _day(shared, default),
        "choice": lambda: st.column_config.SelectboxColumn(**shared, default=default, **_options(column)),
        "choices": lambda: st.column_config.MultiselectColumn(**shared, **_options(column)),
    }
    return builders.get(column.kind, lambda: _number(column, shared, default))()


def _number(column: Column, shared: dict[str, Any], default: float | None) -> Any:
    whole = column.kind == "integer"
    return st.column_config.NumberColumn(
        **shared,
        default=default,
        min_value=column.low,
        max_value=column.high,
        step=1 if whole else None,
        format="%d" if whole else "localized",
    )


def _day(shared: dict[str, Any], default: str | None) -> Any:
    first, last = _DAYS
    return st.column_config.DateColumn(
        **shared, default=_date(default), min_value=first, max_value=last, format="YYYY-MM-DD"
    )


def _options(column: Column) -> dict[str, Any]:
    return {
        "options": list(column.choices),
        "format_func": lambda value: say(column.choices.get(value, _same(value))),
    }


def _same(value: str) -> dict[str, str]:
    return {"en": value, "zh": value}


def _date(text: str | None) -> dt.date | None:
    return None if text is None else dt.date.fromisoformat(text)


def heading(column: Column, document: Document) -> str:
    """A column's heading, with its unit."""
    if column.heading:
        return say(column.heading)
    currency = currency_name(document.get("currency", "CNY"), session().language)
    return t(f"ui.column.{column.text}", currency=currency)
