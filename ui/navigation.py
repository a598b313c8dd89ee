"""The pages of the app, and the way from one to another."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Literal, TypeAlias

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from ui.text import t

PageName: TypeAlias = Literal[
    "scenario", "plan", "explore", "schedule", "people", "simulation", "stress", "compare", "data", "download"
]
ICONS: dict[PageName, str] = {
    "scenario": ":material/edit_note:",
    "plan": ":material/target:",
    "explore": ":material/explore:",
    "schedule": ":material/calendar_view_week:",
    "people": ":material/groups:",
    "simulation": ":material/science:",
    "stress": ":material/bolt:",
    "compare": ":material/compare_arrows:",
    "data": ":material/query_stats:",
    "download": ":material/download:",
}


def pages() -> list[StreamlitPage]:
    """All pages in the order of the work, with titles in the session's language."""
    return [page(name) for name in ICONS]


def page(name: PageName) -> StreamlitPage:
    """One page. Its address stays the same in every language, so that a switch stays on it."""
    return st.Page(
        _shower(name),
        title=t(f"ui.page.{name}"),
        icon=ICONS[name],
        url_path=name,
        default=name == "scenario",
    )


def go(name: PageName) -> None:
    """Turn to another page."""
    st.switch_page(page(name))


def _shower(name: PageName) -> Callable[[], None]:
    # A page's imports (charts, tables) are paid for when it is opened.
    def show() -> None:
        import_module(f"ui.pages.{name}").show()

    return show
