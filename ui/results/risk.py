"""What a plan is worth if the curves are not quite what they seem, and the splits that answer to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from scenarios.charts import Frontier, Measured, frontier_chart
from scenarios.money import to_minor
from scenarios.record import Record
from ui.choosing import one_of, some_of
from ui.files import record_file
from ui.results.figures import chart
from ui.results.reports import question, show_report, show_reports
from ui.results.written import open_written
from ui.session import session
from ui.text import t

SCENARIO = "chosen.yaml"
AVERSIONS = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
"""Weights on the worst draws that the frontier has points for."""
ALTERNATIVES = ("most_different", "least_change")


def risk(record: Record) -> None:
    """What to show, the answer with its chart, and a scenario made of one of its splits."""
    st.caption(t("ui.explore.risk.about"))
    titles = {one: t(f"ui.explore.risk.{one}") for one in ("frontier", "alternatives", "shocks")}
    shown = some_of(t("ui.explore.risk.show"), titles, "risk-show", default=["alternatives"])
    arguments = ["risk", "record.json", *(["--show", *shown] if shown else [])]
    answer = question("risk", arguments, {"record.json": record_file(record)}, progress=False)
    if answer is not None:
        _show(answer.document, record.scenario.currency)
    st.divider()
    _choose(record)


def _show(answer: Mapping[str, Any], currency: str) -> None:
    told: set[str] = set()
    for report in answer["reports"]:
        if _is_frontier(report) and len(report["rows"]) > 1:
            _chart(report, currency)
        show_report(report, told)
        told |= set(report["notes"])


def _is_frontier(report: Mapping[str, Any]) -> bool:
    return any(column["key"] == "aversion" for column in report["columns"])


def _chart(report: Mapping[str, Any], currency: str) -> None:
    """Expected value over the mean of the worst draws, the cautious splits to the right."""
    points = sorted((row["tail_mean"], row["mean_value"]) for row in report["rows"])
    titles = {column["key"]: column["title"] for column in report["columns"]}
    frontier = Frontier(
        title=report["title"],
        subtitle=t("ui.explore.risk.read"),
        across=Measured(titles["tail_mean"], "money"),
        upwards=Measured(titles["mean_value"], "money"),
        x=[to_minor(tail) for tail, _ in points],
        lines={titles["mean_value"]: [to_minor(mean) for _, mean in points]},
    )
    chart(frontier_chart(frontier, currency, session().language), "risk-chart")


def _choose(record: Record) -> None:
    """A split of the frontier, or an alternative, as a scenario of its own."""
    st.markdown(f"**{t('ui.explore.choose')}**")
    st.caption(t("ui.explore.choose.about"))
    titles = {one: _called(one) for one in (*ALTERNATIVES, *AVERSIONS)}
    wanted = one_of(t("ui.explore.choose.split"), titles, "risk-choose", label_visibility="collapsed")
    option = ["--alternative", wanted] if wanted in ALTERNATIVES else ["--aversion", f"{wanted:g}"]
    arguments = ["risk", "record.json", *option, "--out", SCENARIO]
    answer = question("choose", arguments, {"record.json": record_file(record)}, progress=False)
    if answer is not None:
        open_written(answer.files.get(SCENARIO), SCENARIO)
        show_reports({"reports": answer.document["reports"][-1:]})


def _called(choice: str | float) -> str:
    if isinstance(choice, str):
        return t(f"ui.explore.choose.{choice}")
    return t("ui.explore.choose.aversion", weight=f"{choice:.0%}")
