"""Starting a run, following it, ending it."""

from __future__ import annotations

import streamlit as st

from scenarios.document import Scenario
from ui.jobs import Snapshot, State
from ui.log import Failure
from ui.services import runner
from ui.session import session
from ui.text import plain, say, t, tell

POLL_SECONDS = 0.7


def run_bar(scenario: Scenario) -> None:
    """What is open, what a run of it does, and the button that starts it, unless one is in progress."""
    strategy = scenario.objective.strategy
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        with st.container(width="content", gap=None):
            st.markdown(f"**{plain(say(scenario.name))}** · {t(f'ui.choice.strategy.{strategy}')}")
            st.caption(_duration(scenario))
        if session().job is None:
            st.button(
                t(f"ui.run.{strategy}"),
                type="primary",
                icon=":material/play_arrow:",
                key="run",
                on_click=_start,
                args=(scenario,),
            )


def _duration(scenario: Scenario) -> str:
    solver = scenario.settings.solver
    limit = solver.allocation_seconds + solver.schedule_seconds
    return t("ui.run.limits", seconds=round(limit), replications=scenario.settings.simulation.replications)


def _start(scenario: Scenario) -> None:
    state = session()
    state.failure = None
    state.job = runner().start(scenario, state.language)


@st.fragment(run_every=POLL_SECONDS)
def progress() -> None:
    """How far the run in progress is, and the button that ends it; stays up to date by itself."""
    state = session()
    snapshot = runner().snapshot(state.job) if state.job else None
    if snapshot is not None and snapshot.state is State.RUNNING:
        _bar(snapshot)
        return
    state.job = None
    if snapshot is not None:
        _conclude(snapshot)
    st.rerun()


def _bar(snapshot: Snapshot) -> None:
    st.progress(snapshot.share, text=plain(tell(snapshot.message)) or t("ui.run.starting"))
    st.button(t("ui.run.cancel"), icon=":material/stop:", key="cancel", on_click=_cancel)
    st.caption(t("ui.run.meanwhile"))


def _cancel() -> None:
    key = session().job
    if key is not None:
        runner().cancel(key)


def _conclude(snapshot: Snapshot) -> None:
    state = session()
    if snapshot.state is State.DONE:
        state.run = snapshot.run
    elif snapshot.state is State.FAILED:
        state.failure = snapshot.failure


def last_failure() -> None:
    """Why the last run has no result, if it has none."""
    failure: Failure | None = session().failure
    if failure is None:
        return
    if failure.lines:
        st.error("\n".join(f"- {plain(line)}" for line in failure.lines))
        return
    st.error(t("ui.run.fault"))
    if failure.detail:
        with st.expander(t("ui.run.fault.detail")):
            st.code(failure.detail, language=None)
