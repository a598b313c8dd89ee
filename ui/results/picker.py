"""Which run is on show."""

from __future__ import annotations

import streamlit as st

from scenarios.record import Record
from scenarios.store import StoredRun, list_runs
from ui.layout import nothing_yet
from ui.services import record, store
from ui.session import session
from ui.text import moment, say, t

_KEY = "run-on-show"


def run_on_show() -> tuple[int, Record] | None:
    """The feasible, simulated run that the user wants to see; None after saying how to get one."""
    number = choose_run()
    if number is None:
        nothing_yet("ui.run.none", next_page="plan" if session().draft else "scenario")
        return None
    found = record(number)
    if found.plan.schedule is None or found.outcome is None:
        nothing_yet("ui.run.infeasible", next_page="plan")
        return None
    return number, found


def choose_run() -> int | None:
    """The run that the user wants to see, chosen among those in the store; None where there is none."""
    runs = {run.number: run for run in list_runs(store())}
    return _choose(runs) if runs else None


def _choose(runs: dict[int, StoredRun]) -> int:
    state = session()
    if state.run not in runs:
        state.run = next(iter(runs))
    numbers = list(runs)
    # A key of its own for each state: the box follows the session also when a run has just ended, and the language.
    key = f"{_KEY}-{state.run}-{numbers[0]}-{state.language}"
    st.selectbox(
        t("ui.run.shown"),
        numbers,
        index=numbers.index(state.run),
        format_func=lambda number: called(runs[number]),
        key=key,
        on_change=_show,
        args=(key,),
    )
    return state.run


def _show(key: str) -> None:
    session().run = st.session_state[key]


def called(run: StoredRun) -> str:
    """A run in one line: number, scenario, how the search ended, when."""
    return t(
        "ui.run.entry",
        number=run.number,
        name=say(run.name),
        status=t(f"ui.status.{run.status.value}"),
        created=moment(run.created),
    )
