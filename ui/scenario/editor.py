"""Editing the open document: sections of forms and tables, with the problems of each beside them."""

from __future__ import annotations

import streamlit as st

from ui.draft import Draft
from ui.layout import subheading
from ui.scenario.form import form
from ui.scenario.grid import grid
from ui.scenario.problems import show_problems
from ui.scenario.sections import SECTIONS, error_counts, section_of
from ui.scenario.shelf import shelf
from ui.session import session
from ui.text import t

_SECTION_KEY = "section"


def editor(draft: Draft) -> None:
    """The open document, section by section."""
    state = session()
    name = _choose_section(draft)
    section = SECTIONS[name]
    show_problems(state.problems)
    state.problems = ()
    here = [problem for problem in draft.problems if section_of(problem) in {name, None}]
    show_problems(here, draft.document)
    for form_name, fields in section.forms.items():
        subheading(t(f"ui.form.{form_name}"))
        form(fields(draft.document))
    for number, table in enumerate(section.tables):
        if number == 0 and not section.forms:
            if table.name != name:
                subheading(t(f"ui.table.{table.name}"))
            st.caption(f"{t(f'ui.table.{table.name}.about')} {t('ui.table.rows')}")
            grid(table)
            continue
        with st.expander(t(f"ui.table.{table.name}"), expanded=False):
            st.caption(t(f"ui.table.{table.name}.about"))
            grid(table)
    for form_name, fields in section.more.items():
        with st.expander(t(f"ui.form.{form_name}"), expanded=False):
            form(fields(draft.document))
    if section.shelf:
        shelf(section.shelf)


def _choose_section(draft: Draft) -> str:
    state = session()
    errors = error_counts(draft.problems)

    def called(name: str) -> str:
        text = t(f"ui.section.{name}")
        return f"{text} :red[({errors[name]})]" if errors[name] else text

    st.segmented_control(
        t("ui.section"),
        list(SECTIONS),
        default=state.section,
        required=True,
        format_func=called,
        key=_SECTION_KEY,
        on_change=_turn,
        label_visibility="collapsed",
    )
    return state.section


def _turn() -> None:
    session().section = st.session_state[_SECTION_KEY]
