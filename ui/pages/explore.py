"""The explore page: what other budgets, limits and bets would bring."""

from __future__ import annotations

import streamlit as st

from scenarios.record import Record
from ui.files import record_file
from ui.layout import heading
from ui.results.picker import run_on_show
from ui.results.reports import question, show_reports
from ui.text import t

FLOORS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def show() -> None:
    """The page."""
    heading("explore")
    shown = run_on_show()
    if shown is None:
        return
    _, record = shown
    (balance,) = st.tabs([t("ui.explore.balance")])
    with balance:
        _balance(record)


def _balance(record: Record) -> None:
    """What a floor for a channel group's share costs."""
    st.caption(t("ui.explore.balance.about"))
    groups = sorted({channel.group for channel in record.scenario.channels})
    if not groups:
        st.info(t("ui.explore.no_channels"))
        return
    group = st.selectbox(t("ui.explore.group"), groups, key="balance-group")
    floors = st.multiselect(
        t("ui.explore.floors"),
        [round(0.05 * step, 2) for step in range(21)],
        default=list(FLOORS),
        format_func=lambda floor: f"{floor:.0%}",
        key="balance-floors",
    )
    seconds = record.scenario.settings.solver.allocation_seconds
    st.caption(t("ui.explore.balance.time", seconds=round(seconds * len(floors))))
    if not floors:
        return
    arguments = ["tradeoff", "record.json", "--group", group, "--floors", *map(str, floors)]
    answer = question("balance", arguments, {"record.json": record_file(record)})
    if answer is not None:
        show_reports(answer)
