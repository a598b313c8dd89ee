"""Single values of a document as fields, and the commit of what is entered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from ui.editing.columns import WRITTEN, Column
from ui.scenario.grid import heading
from ui.session import session
from ui.text import say, t

PER_ROW = 4
_STEPS = {"money": 1000, "number": 0.5}


def form(fields: Sequence[Column]) -> None:
    """Show fields of the open document, switches last. Entries are committed to the session at once."""
    flags = [field for field in fields if field.kind == "flag"]
    others = [field for field in fields if field.kind != "flag"]
    for start in range(0, len(others), PER_ROW):
        for place, field in zip(st.columns(PER_ROW), others[start : start + PER_ROW], strict=False):
            with place:
                _field(field)
    if flags:
        with st.container(horizontal=True):
            for field in flags:
                _field(field)


def _field(field: Column) -> None:
    state = session()
    if state.draft is None:
        return
    document = state.draft.document
    value = field.show(document, state.language)
    key = f"field-{state.epoch}-{field.name}"
    shared: dict[str, Any] = {
        "label": heading(field, document),
        "help": t(f"ui.column.{field.text}.help"),
        "key": key,
        "on_change": _commit,
        "args": (field, key),
    }
    match field.kind:
        case "flag":
            st.toggle(value=bool(value), width="content", **shared)
        case "choice":
            options = list(dict.fromkeys([*field.choices, *([value] if value else [])]))
            index = options.index(value) if value in options else None
            st.selectbox(options=options, index=index, format_func=lambda one: _called(field, one), **shared)
        case kind if kind in WRITTEN:
            st.text_input(value=value or "", **shared)
        case _:
            _number(field, value, shared)


def _number(field: Column, value: float | None, shared: dict[str, Any]) -> None:
    convert = int if field.kind == "integer" else float
    low, high, present = (None if one is None else convert(one) for one in (field.low, field.high, value))
    step = convert(_STEPS.get(field.kind, 1))
    shape = "%d" if field.kind == "integer" else "%g"
    st.number_input(value=present, min_value=low, max_value=high, step=step, format=shape, **shared)
    if field.kind == "money" and value is not None and value >= 10_000:
        st.caption(f"{value:,.2f}".removesuffix(".00"))


def _called(field: Column, value: str) -> str:
    return say(field.choices[value]) if value in field.choices else value


def _commit(field: Column, key: str) -> None:
    state = session()
    if state.draft is not None:
        state.commit(field.write(state.draft.document, st.session_state[key], state.language))
