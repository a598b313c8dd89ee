"""The plan page: find the best plan, see what it is worth, what it recommends and why."""

from __future__ import annotations

import streamlit as st

from scenarios.export.tables import Context
from scenarios.record import Record
from ui.layout import heading, nothing_yet
from ui.navigation import go
from ui.results import plan
from ui.results.cards import cards
from ui.results.picker import choose_run
from ui.results.running import last_failure, run_bar
from ui.services import context
from ui.session import session
from ui.text import t


def show() -> None:
    """The page."""
    heading("plan")
    _start()
    last_failure()
    number = choose_run()
    if number is not None:
        _result(context(number, session().language))


def _start() -> None:
    draft = session().draft
    if draft is None:
        nothing_yet("ui.plan.nothing_open", next_page="scenario")
    elif draft.scenario is None:
        st.error(t("ui.plan.faulty"))
        if st.button(t("ui.plan.faulty.next")):
            go("scenario")
    else:
        run_bar(draft.scenario)


def _result(context: Context) -> None:
    found = context.record
    if _changed_since(found):
        st.warning(t("ui.plan.changed"), icon=":material/update:")
    if not found.feasible:
        plan.conflicts(found)
        plan.notes(found)
        return
    cards(found, context.summary)
    plan.sentences(context)
    plan.notes(found)
    plan.split(context)
    plan.curves(context)
    plan.bindings(context)
    plan.cells(context)
    plan.campaigns(context)


def _changed_since(found: Record) -> bool:
    """Whether the open scenario is the run's, but no longer as it was run."""
    draft = session().draft
    scenario = draft.scenario if draft else None
    if scenario is None or scenario.id != found.id:
        return False
    return scenario.content_hash() != found.plan.provenance.content_hash
