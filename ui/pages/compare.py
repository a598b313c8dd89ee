"""The compare page: two to four runs against a baseline."""

from __future__ import annotations

import streamlit as st

from scenarios.errors import UserError
from scenarios.plan import Status
from scenarios.store import StoredRun, list_runs
from ui.layout import heading, nothing_yet
from ui.results import compared
from ui.results.picker import called
from ui.services import comparison, store
from ui.session import session
from ui.text import say, t

MOST = 4
_RUNS_KEY, _BASE_KEY = "compared-runs", "compared-baseline"


def show() -> None:
    """The page."""
    heading("compare")
    runs = {
        run.number: run for run in list_runs(store()) if run.status not in {Status.INFEASIBLE, Status.UNKNOWN}
    }
    if len(runs) < 2:
        nothing_yet("ui.compare.too_few", next_page="plan" if session().draft else "scenario")
        return
    numbers = _choose(runs)
    if len(numbers) < 2:
        st.info(t("ui.compare.choose"))
        return
    _compare(numbers, _baseline(numbers, runs))


def _choose(runs: dict[int, StoredRun]) -> tuple[int, ...]:
    """The runs to compare; at first the latest of each scenario."""
    state = session()
    kept = [number for number in state.compared if number in runs] or _latest(runs)
    chosen = st.multiselect(
        t("ui.compare.runs"),
        list(runs),
        default=kept,
        max_selections=MOST,
        format_func=lambda number: called(runs[number]),
        placeholder=t("ui.compare.choose"),
        key=_RUNS_KEY,
    )
    state.compared = tuple(chosen)
    return state.compared


def _latest(runs: dict[int, StoredRun]) -> list[int]:
    """The latest run of each scenario, at most `MOST`; the oldest first, as it is the likely baseline."""
    latest: dict[str, int] = {}
    for number, run in runs.items():
        latest.setdefault(run.scenario, number)
    chosen = list(latest.values()) if len(latest) > 1 else list(runs)[:2]
    return sorted(chosen[:MOST])


def _baseline(numbers: tuple[int, ...], runs: dict[int, StoredRun]) -> int:
    state = session()
    place = numbers.index(state.baseline) if state.baseline in numbers else 0
    state.baseline = st.selectbox(
        t("ui.compare.baseline"),
        numbers,
        index=place,
        format_func=lambda number: called(runs[number]),
        key=_BASE_KEY,
        help=t("ui.compare.baseline.help"),
    )
    return state.baseline


def _compare(numbers: tuple[int, ...], baseline: int) -> None:
    try:
        records, found = comparison(numbers, baseline)
    except UserError as refusal:
        st.error(say(refusal.message))
        return
    compared.story(found)
    compared.differences(found)
    compared.bridges(found)
    compared.spread(list(records.values()))
    compared.documents(found)
