"""The explore page: what other budgets, limits and bets would bring."""

from __future__ import annotations

import streamlit as st

from scenarios.charts import Frontier, Measured, frontier_chart
from scenarios.i18n import catalogue
from scenarios.money import to_minor
from scenarios.record import Record
from ui.choosing import one_of
from ui.files import record_file
from ui.layout import heading, tabs
from ui.results.figures import chart
from ui.results.own_split import own_split
from ui.results.picker import run_on_show
from ui.results.reports import question, show_report, show_reports
from ui.results.risk import risk
from ui.session import session
from ui.text import t

FLOORS = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)


def show() -> None:
    """The page."""
    heading("explore")
    shown = run_on_show()
    if shown is None:
        return
    _, record = shown
    parts = {"own": own_split, "budget": _budget, "risk": risk, "balance": _balance}
    for tab, draw in zip(tabs("explore", list(parts)), parts.values(), strict=True):
        with tab:
            draw(record)


def _budget(record: Record) -> None:
    """What other budgets bring, and which budget a purpose needs."""
    st.caption(t("ui.explore.budget.about"))
    headline = t(f"column.{record.scenario.objective.roi}")
    revenue, roi, marginal = st.columns(3)
    wanted = {
        "--revenue": revenue.number_input(
            t("ui.explore.budget.revenue"), min_value=0.0, value=None, key="want-revenue"
        ),
        "--roi": roi.number_input(
            t("ui.explore.budget.roi", measure=headline), min_value=-0.99, value=None, key="want-roi"
        ),
        "--marginal-roi": marginal.number_input(
            t("ui.explore.budget.marginal", measure=headline),
            min_value=-0.99,
            value=None,
            key="want-marginal",
        ),
    }
    arguments = ["frontier", "record.json"]
    for option, value in wanted.items():
        if value is not None:
            arguments += [option, f"{value:g}"]
    answer = question("budget", arguments, {"record.json": record_file(record)}, progress=False)
    if answer is None:
        return
    rows = answer.document["reports"][0]["rows"]
    lines = {t("column.best_value"): [to_minor(row["best_value"]) for row in rows]}
    projected = record.plan.projected
    budget = record.scenario.budget.total
    frontier = Frontier(
        title=t("ui.explore.budget.chart"),
        subtitle=t("ui.explore.budget.read"),
        across=Measured(t("column.total_budget"), "money"),
        upwards=Measured(t("column.best_value"), "money"),
        x=[to_minor(row["total_budget"]) for row in rows],
        lines=lines,
        marked=(budget, projected.net_value, t("ui.explore.this_plan")) if projected else None,
    )
    chart(frontier_chart(frontier, record.scenario.currency, session().language), "budget-chart")
    show_reports(answer.document)


def _balance(record: Record) -> None:
    """What a floor for a channel group's share costs."""
    st.caption(t("ui.explore.balance.about"))
    groups = sorted({channel.group for channel in record.scenario.channels})
    if not groups:
        st.info(t("ui.explore.no_channels"))
        return
    group = one_of(t("ui.explore.group"), {one: _called(one) for one in groups}, "balance-group")
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
    if answer is None:
        return
    report = {**answer.document, "title": t("tradeoff.title", group=_called(group))}
    rows = report["rows"]
    lines = {t("column.near_term"): "near_term", t("column.long_term"): "long_term"}
    frontier = Frontier(
        title=report["title"],
        subtitle=t("ui.explore.balance.read"),
        across=Measured(t("ui.explore.share", group=_called(group)), "share"),
        upwards=Measured(t("column.best_value"), "money"),
        x=[row["share_reached"] for row in rows],
        lines={name: [to_minor(row[key]) for row in rows] for name, key in lines.items()},
    )
    chart(frontier_chart(frontier, record.scenario.currency, session().language), "balance-chart")
    show_report(report)


def _called(group: str) -> str:
    """A channel group by its name in the glossary, where it is one of the usual two."""
    key = f"ui.group.{group}"
    return t(key) if key in catalogue() else group
