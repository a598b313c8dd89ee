"""The download page: results, the comparison, the scenario itself."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeAlias

import streamlit as st

from scenarios.errors import UserError
from scenarios.i18n import Language
from scenarios.record import Record
from ui import files
from ui.layout import heading, nothing_yet, subheading
from ui.results.picker import choose_run
from ui.services import comparison, record
from ui.session import session
from ui.text import t

MIME = {
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".html": "text/html",
    ".zip": "application/zip",
    ".json": "application/json",
    ".yaml": "application/yaml",
}
Exports: TypeAlias = tuple[tuple[files.Kind, str], ...]
OF_A_RESULT: Exports = (("xlsx", ".xlsx"), ("html", ".html"), ("csv", ".zip"), ("json", ".json"))
OF_A_COMPARISON: Exports = (("html", ".html"), ("xlsx", ".zip"), ("csv", ".zip"), ("json", ".zip"))
"""Of each kind but the report there is a file for every result."""


def show() -> None:
    """The page."""
    heading("download")
    opened = _open_scenario()
    number = choose_run()
    if number is None and not opened:
        nothing_yet("ui.run.none", next_page="scenario")
    if number is not None:
        _result(record(number), session().language)
        _comparison(session().language)


def _open_scenario() -> bool:
    """Offer the open scenario, if there is one without faults."""
    draft = session().draft
    scenario = draft.scenario if draft else None
    if scenario is None:
        return False
    subheading(t("ui.download.scenario"))
    with st.container(horizontal=True):
        for suffix in (".yaml", ".xlsx", ".json"):
            make = partial(files.scenario_file, scenario, suffix, session().language)
            _button(f"scenario{suffix}", scenario.id, suffix, make)
    return True


def _result(found: Record, language: Language) -> None:
    subheading(t("ui.download.result"))
    if not found.feasible:
        st.caption(t("ui.download.infeasible"))
    with st.container(horizontal=True):
        if found.feasible:
            for kind, suffix in OF_A_RESULT:
                _button(
                    f"result.{kind}", found.id, suffix, partial(files.result_file, [found], kind, language)
                )
        _button("result.record", f"{found.id}-record", ".json", partial(files.record_file, found))


def _comparison(language: Language) -> None:
    state = session()
    if len(state.compared) < 2 or state.baseline not in state.compared:
        return
    subheading(t("ui.download.comparison"))
    try:
        records, found = comparison(state.compared, state.baseline)
    except UserError as refusal:
        st.caption(refusal.message.render(language))
        return
    with st.container(horizontal=True):
        for kind, suffix in OF_A_COMPARISON:
            make = partial(files.result_file, list(records.values()), kind, language, found)
            _button(f"comparison.{kind}", "comparison", suffix, make)


def _button(name: str, stem: str, suffix: str, make: Callable[[], bytes]) -> None:
    st.download_button(
        t(f"ui.download.{name}"),
        make,
        file_name=files.file_name(stem, suffix),
        mime=MIME[suffix],
        key=f"download-{name}",
        icon=":material/download:",
        on_click="ignore",
    )
