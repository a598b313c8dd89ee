"""Choosing a document: an example, one's own, a file, a small one to start from."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scenarios.document import Scenario
from scenarios.reading import examine_bytes
from scenarios.store import Revision, StoreError, delete_scenario, list_scenarios, load_scenario
from scenarios.writing import workbook_bytes
from ui.draft import draft_of
from ui.launch import MAX_UPLOAD_MEGABYTES
from ui.layout import subheading
from ui.scenario.problems import show_problems
from ui.services import base_of, examples, store, template
from ui.session import session
from ui.text import moment, plain, say, t

FORMATS = ["xlsx", "yaml", "yml", "json"]


def choose() -> None:
    """The ways to a first document, the shortest one on top."""
    subheading(t("ui.choose.examples"))
    st.caption(t("ui.choose.examples.about"))
    shown = examples()
    for place, scenario in zip(st.columns(len(shown)), shown, strict=True):
        with place:
            _example(scenario)
    own, upload = st.columns(2)
    with own:
        _own()
    with upload:
        _upload()
        _template()


def _example(scenario: Scenario) -> None:
    strategy = scenario.objective.strategy
    with st.container(border=True, height="stretch"):
        st.markdown(f"**{t(f'ui.choice.strategy.{strategy}')}**")
        st.markdown(t(f"ui.choose.example.{strategy}"))
        st.button(
            t("ui.choose.open"),
            key=f"example-{scenario.id}",
            type="primary" if strategy == "money_and_people" else "secondary",
            on_click=_open,
            args=(scenario,),
        )


def _own() -> None:
    subheading(t("ui.choose.own"))
    stored = list_scenarios(store())
    if not stored:
        st.caption(t("ui.choose.own.none"))
    for revision in stored:
        with st.container(
            horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", border=True
        ):
            told = t("ui.choose.own.entry", revision=revision.revision, created=moment(revision.created))
            st.markdown(f"**{plain(say(revision.name))}**  \n{told}", width="content")
            with st.container(horizontal=True, width="content"):
                st.button(t("ui.choose.open"), key=f"open-{revision.id}", on_click=_load, args=(revision,))
                with st.popover("", icon=":material/delete:", help=t("ui.choose.delete")):
                    st.markdown(t("ui.choose.delete.sure", name=plain(say(revision.name))))
                    st.button(
                        t("ui.choose.delete"), key=f"delete-{revision.id}", on_click=_delete, args=(revision,)
                    )


def _upload() -> None:
    subheading(t("ui.choose.upload"))
    file = st.file_uploader(
        t("ui.choose.upload.about", megabytes=MAX_UPLOAD_MEGABYTES), type=FORMATS, key="upload"
    )
    if file is None:
        return
    found = examine_bytes(file.getvalue(), file.name, base_of)
    show_problems(found.problems)
    if found.scenario is None:
        return
    st.success(t("ui.choose.upload.ready", name=plain(say(found.scenario.name))))
    st.button(t("ui.choose.open"), key="open-upload", type="primary", on_click=_open, args=(found.scenario,))


def _template() -> None:
    subheading(t("ui.choose.template"))
    st.caption(t("ui.choose.template.about"))
    with st.container(horizontal=True):
        st.button(t("ui.choose.template.do"), on_click=_open, args=(template(),), key="open-template")
        st.download_button(
            t("ui.choose.template.workbook"),
            partial(workbook_bytes, template(), session().language),
            file_name="mems.xlsx",
            icon=":material/download:",
            key="template-workbook",
            on_click="ignore",
        )


def _open(scenario: Scenario) -> None:
    session().open(draft_of(scenario))


def _load(revision: Revision) -> None:
    state = session()
    try:
        state.open(draft_of(*load_scenario(store(), revision.id)))
    except StoreError as refusal:
        state.notice = refusal.message


def _delete(revision: Revision) -> None:
    try:
        delete_scenario(store(), revision.id, parent=revision.revision)
    except StoreError as refusal:
        session().notice = refusal.message
