"""Choices among translated options: what was chosen stays chosen, and is called anew, when the language is switched.

A box keeps the words that it has once shown for as long as its key stays the same, so each language has a key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

import streamlit as st

from ui.session import session

T = TypeVar("T")


def one_of(label: str, titles: Mapping[T, str], key: str, *, place: Any = st, **details: Any) -> T:
    """A box to choose one of the options, which are given with their titles; at first the first one.

    ``place`` is where it stands, and ``details`` go to ``selectbox``.
    """
    kept = session().choices.get(key)
    widget = _widget(key, kept if kept in titles else next(iter(titles)))
    chosen: T = place.selectbox(label, list(titles), format_func=titles.__getitem__, key=widget, **details)
    session().choices[key] = chosen
    return chosen


def some_of(label: str, titles: Mapping[T, str], key: str, *, default: Sequence[T]) -> list[T]:
    """A box to choose any number of the options, which are given with their titles."""
    kept = session().choices.get(key, default)
    widget = _widget(key, [one for one in kept if one in titles])
    chosen: list[T] = st.multiselect(label, list(titles), format_func=titles.__getitem__, key=widget)
    session().choices[key] = chosen
    return chosen


def _widget(key: str, value: object) -> str:
    """The key of a box in the session's language, which holds ``value`` where it is put up anew."""
    widget = f"{key}-{session().language}"
    if widget not in st.session_state:
        st.session_state[widget] = value
    return widget
