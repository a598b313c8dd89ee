"""The simulation page: when campaigns are really launched, what they wait for, and who is overloaded."""

from __future__ import annotations

import streamlit as st

from scenarios.charts import launch_chart, waiting_chart
from scenarios.display import percent_text
from scenarios.export.tables import Context
from scenarios.summary import OutcomeSummary
from ui.layout import heading
from ui.results.figures import chart
from ui.results.picker import run_on_show
from ui.results.simulated import launch_table, simulated_cards, utilisation, waiting_table
from ui.services import context
from ui.session import session
from ui.text import t


def show() -> None:
    """The page."""
    heading("simulation")
    shown = run_on_show()
    if shown is None:
        return
    number, _ = shown
    _result(context(number, session().language))


def _result(context: Context) -> None:
    found, scenario, language = context.summary, context.scenario, context.language
    if found is None:
        return
    st.caption(_basis(found))
    simulated_cards(found)
    launches, waiting, load = st.tabs(
        [t(f"ui.simulation.{name}") for name in ("launches", "waiting", "load")]
    )
    with launches:
        chart(launch_chart(scenario, found, language), "launches")
        launch_table(context)
    with waiting:
        st.caption(t("ui.simulation.waiting.about"))
        chart(waiting_chart(scenario, found, language), "waiting")
        waiting_table(found)
    with load:
        utilisation(context, found)


def _basis(found: OutcomeSummary) -> str:
    return t(
        "ui.simulation.basis",
        replications=found.replications,
        confidence=percent_text(found.confidence, decimals=0),
        seed=found.provenance.seed,
        stop=t(f"ui.simulation.stop.{found.stopped_by}"),
    )
