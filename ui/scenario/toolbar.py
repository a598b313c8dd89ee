"""What can be done with the open document as a whole: plan, undo, keep, keep under another name, go back, close."""

from __future__ import annotations

import streamlit as st

from scenarios.errors import UserError
from scenarios.store import history, list_scenarios, load_scenario, save_scenario
from ui.draft import Draft, own_name, restored
from ui.navigation import go
from ui.scenario.mode import modes
from ui.services import store
from ui.session import session
from ui.text import moment, plain, say, t


def toolbar(draft: Draft) -> None:
    """The open document's name, its state, and the buttons."""
    ready = draft.scenario is not None
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="content", gap=None):
            st.subheader(plain(say(own_name(draft.document))), anchor=False)
            st.caption(_state(draft))
        if st.button(t("ui.go_plan"), type="primary", icon=":material/play_arrow:", disabled=not ready):
            go("plan")
    with st.container(horizontal=True):
        st.button(t("ui.undo"), icon=":material/undo:", disabled=not draft.past, on_click=_undo)
        st.button(t("ui.save"), icon=":material/save:", disabled=draft.saved or not ready, on_click=_save)
        with st.popover(t("ui.save_as"), icon=":material/content_copy:", disabled=not ready):
            _save_as(draft)
        with st.popover(t("ui.mode"), icon=":material/tune:", disabled=not ready):
            modes(draft)
        with st.popover(t("ui.history"), icon=":material/history:", disabled=draft.stored is None):
            _history(draft)
        st.button(t("ui.close"), icon=":material/folder_open:", on_click=_close, help=t("ui.close.help"))


def _state(draft: Draft) -> str:
    if draft.stored is None:
        return t("ui.state.unsaved")
    key = "ui.state.saved" if draft.saved else "ui.state.edited"
    return t(key, revision=draft.stored.revision, created=moment(draft.stored.created))


def _undo() -> None:
    state = session()
    if state.draft:
        state.open(state.draft.undone())


def _close() -> None:
    session().open(None)


def _save() -> None:
    draft = session().draft
    if draft is not None:
        _keep(draft)


def _keep(draft: Draft) -> None:
    """Store a draft and go on with it, or say why not."""
    state = session()
    if draft.scenario is None:
        return
    parent = draft.stored.revision if draft.stored else None
    try:
        revision = save_scenario(store(), draft.scenario, parent=parent)
    except UserError as refusal:
        state.notice = refusal.message
        return
    if state.draft is None or state.draft.document["id"] != revision.id:
        state.open(draft.kept(revision))
    else:
        state.draft = draft.kept(revision)


def _save_as(draft: Draft) -> None:
    key = f"copy-name-{draft.document['id']}"
    st.text_input(
        t("ui.save_as.name"), value=t("ui.save_as.copy", name=say(own_name(draft.document))), key=key
    )
    st.button(t("ui.save_as.do"), type="primary", on_click=_copy, args=(draft, key))


def _copy(draft: Draft, key: str) -> None:
    name = st.session_state[key].strip()
    if name:
        taken = {revision.id for revision in list_scenarios(store())} | {draft.document["id"]}
        _keep(draft.copied(name, taken))


def _history(draft: Draft) -> None:
    if draft.stored is None:
        return
    for revision in history(store(), draft.stored.id):
        st.button(
            t("ui.history.entry", revision=revision.revision, created=moment(revision.created)),
            key=f"revision-{revision.revision}",
            disabled=revision.revision == draft.stored.revision,
            on_click=_restore,
            args=(draft, revision.revision),
            help=t("ui.history.restore"),
        )


def _restore(draft: Draft, revision: int) -> None:
    if draft.stored is not None:
        scenario, _ = load_scenario(store(), draft.stored.id, revision)
        session().open(restored(draft, scenario))
