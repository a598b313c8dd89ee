"""What every page has: the heading with the language switch, and what to do where there is nothing to show."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Any

import streamlit as st

from scenarios.i18n import LANGUAGES
from ui.navigation import PageName, go
from ui.results.running import progress
from ui.session import session
from ui.text import plain, say, t

_NAMES = {"en": "English", "zh": "中文"}
_LANGUAGE_KEY = "language"


def tabs(page: PageName, names: Sequence[str]) -> Sequence[AbstractContextManager[Any]]:
    """Tabs of a page, titled ``ui.<page>.<name>``; the one looked at stays open when the language is switched."""
    state = session()
    titles = {t(f"ui.{page}.{name}"): name for name in names}
    key = f"{page}-tabs-{state.language}"
    shown = next((title for title, name in titles.items() if name == state.tabs.get(page)), None)

    def turn() -> None:
        state.tabs[page] = titles[st.session_state[key]]

    return st.tabs(list(titles), default=shown, key=key, on_change=turn)


def heading(name: PageName) -> None:
    """The page's title, what is open, and the language."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(t(f"ui.page.{name}"), anchor=False, width="content")
        language_switch()
    st.caption(t(f"ui.page.{name}.about"))
    _notice()
    if session().job is not None:
        progress()


def _notice() -> None:
    state = session()
    if state.notice is not None:
        st.error(plain(say(state.notice)))
        state.notice = None


def subheading(text: str) -> None:
    """A heading within a page."""
    st.markdown(f"#### {text}")


def language_switch() -> None:
    """Chinese or English, in place."""
    state = session()
    if st.query_params.get("lang") != state.language:
        st.query_params["lang"] = state.language
    st.segmented_control(
        t("ui.language"),
        LANGUAGES,
        default=state.language,
        required=True,
        format_func=_NAMES.__getitem__,
        key=_LANGUAGE_KEY,
        on_change=_switch,
        label_visibility="collapsed",
    )


def _switch() -> None:
    session().language = st.session_state[_LANGUAGE_KEY]


def nothing_yet(key: str, *, next_page: PageName) -> None:
    """Say what is missing and where to get it."""
    with st.container(border=True):
        st.markdown(t(key))
        if st.button(t(f"{key}.next"), type="primary", key=f"next-{next_page}"):
            go(next_page)
