"""The shelf of templates beside the tables."""

from __future__ import annotations

import streamlit as st

from scenarios.errors import DocumentError
from scenarios.templates import Kind, Template, templates
from ui.editing.templates import with_template
from ui.session import session
from ui.text import plain, say, t


def shelf(kind: Kind) -> None:
    """Choose a template of a kind, read what it is and what is assumed in it, take it in."""
    offered = [template for template in templates() if template.kind == kind]
    with st.popover(t(f"ui.shelf.{kind}"), icon=":material/library_add:"):
        template = st.selectbox(
            t("ui.shelf.template"), offered, format_func=lambda one: say(one.name), key=f"shelf-{kind}"
        )
        st.markdown(plain(say(template.description)))
        st.caption(plain(say(template.assumptions)))
        st.button(
            t(f"ui.shelf.{kind}.do"), type="primary", key=f"take-{kind}", on_click=_take, args=(template,)
        )


def _take(template: Template) -> None:
    state = session()
    if state.draft is None:
        return
    try:
        state.open(state.draft.edited(with_template(state.draft.document, template)))
    except DocumentError as error:
        state.problems = error.problems
