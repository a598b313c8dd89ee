"""The stress page: which campaigns will be late, what is to blame, what would help, what the plan withstands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from scenarios.charts import parts_chart
from scenarios.record import Record
from ui.choosing import one_of
from ui.files import record_file
from ui.layout import heading, tabs
from ui.questions import Answer
from ui.results.figures import chart
from ui.results.picker import run_on_show
from ui.results.reports import question, show_reports
from ui.session import session
from ui.text import t

PARTS = ("launches", "causes", "bottlenecks", "people", "urgent", "shocks", "replay")
COURSES = ("p95", "p80", "median", "worst")
"""Courses to tell, the one to be prepared for first."""
LOG = "events.csv"


def show() -> None:
    """The page."""
    heading("stress")
    shown = run_on_show()
    if shown is None:
        return
    _, record = shown
    for tab, part in zip(tabs("stress", PARTS), PARTS, strict=True):
        with tab:
            st.caption(t(f"ui.stress.{part}.about"))
            _replay(record) if part == "replay" else _ask(part, record)


def _ask(part: str, record: Record) -> None:
    """One question to the plan's simulation, and its answer."""
    options = _weeks() if part == "people" else []
    answer = _answered(f"stress-{part}", ["stress", "record.json", "--show", part, *options], record)
    if answer is None:
        return
    if part == "causes":
        _parts(answer.document["reports"][0]["rows"])
    show_reports(answer.document)


def _parts(rows: Sequence[Mapping[str, Any]]) -> None:
    """The delay as a waterfall over its causes."""
    named = [(row["delay_cause"], float(row["delay_days"])) for row in rows]
    if len(named) > 1:
        drawn = parts_chart(
            t("ui.stress.causes.chart"),
            t("ui.stress.causes.read"),
            named[:-1],
            named[-1],
            t("ui.stress.causes.days"),
        )
        chart(drawn, "causes-chart")


def _weeks() -> list[str]:
    weeks = st.number_input(
        t("ui.stress.people.weeks"), min_value=1, max_value=52, value=4, key="stress-weeks", width=160
    )
    return ["--weeks", str(weeks)]


def _replay(record: Record) -> None:
    """One course told step by step, and its event log."""
    which, whose = st.columns(2)
    with which:
        courses = {one: t(f"ui.stress.replay.{one}") for one in COURSES}
        course = one_of(t("ui.stress.replay.which"), courses, "replay-which")
    language = session().language
    names = {one.id: one.name.render(language) for one in record.scenario.campaigns}
    running = {one: names[one] for one in record.plan.allocation.running}
    with whose:
        campaigns = {"": t("ui.stress.replay.all"), **running}
        campaign = one_of(t("ui.stress.replay.campaign"), campaigns, "replay-campaign")
    full = st.checkbox(t("ui.stress.replay.full"), key="replay-full")
    arguments = ["replay", "record.json", "--which", course, "--out", LOG]
    arguments += ["--campaign", campaign] if campaign else []
    arguments += ["--full"] if full else []
    answer = _answered("replay", arguments, record)
    if answer is None:
        return
    show_reports(answer.document)
    if LOG in answer.files:
        st.download_button(
            t("ui.stress.replay.log"), answer.files[LOG], file_name=LOG, mime="text/csv", key="replay-log"
        )


def _answered(name: str, arguments: Sequence[str], record: Record) -> Answer | None:
    return question(name, arguments, {"record.json": record_file(record)})
