"""Strategy modes: what the department wants most, taken into the open document."""

from __future__ import annotations

import streamlit as st

from scenarios.marketing.strategies import MODES, Mode, in_mode, mode_changes
from ui.choosing import one_of
from ui.draft import Draft
from ui.session import session
from ui.text import say, t


def modes(draft: Draft) -> None:
    """Choose a mode, read what it counts, and take it in; it can be undone like any edit."""
    st.caption(t("ui.mode.about"))
    names = {mode: say(weights.name) for mode, weights in MODES.items()}
    mode = one_of(t("ui.mode"), names, "mode", label_visibility="collapsed")
    st.markdown(t(f"ui.mode.{mode}"))
    scenario = draft.scenario
    if scenario is None:
        return
    if not mode_changes(scenario, mode):
        st.caption(t("ui.mode.is_so"))
        return
    st.button(t("ui.mode.do"), type="primary", key="take-mode", on_click=_take, args=(draft, mode))


def _take(draft: Draft, mode: Mode) -> None:
    if draft.scenario is not None:
        session().open(draft.edited(in_mode(draft.scenario, mode).model_dump(mode="json")))
