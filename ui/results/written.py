"""Scenario files that a command has written, to be opened."""

from __future__ import annotations

import streamlit as st

from scenarios.reading import examine_bytes
from ui.draft import draft_of
from ui.services import base_of
from ui.session import session
from ui.text import t


def open_written(content: bytes | None, name: str) -> None:
    """A button that turns to the scenario in ``content``, a file called ``name``, if there is one."""
    found = examine_bytes(content, name, base_of).scenario if content else None
    if found is None:
        return
    if st.button(t("ui.fit.open"), icon=":material/edit_note:", key=f"open-{name}"):
        session().open(draft_of(found))
        st.success(t("ui.fit.opened"))
