"""Durations, rework and hand-offs learnt from an event log: what was fitted, and the scenario that comes of it."""

from __future__ import annotations

import streamlit as st

from ui.files import scenario_file
from ui.results.reports import question, show_reports
from ui.results.written import open_written
from ui.session import session
from ui.text import t

BASE, SCENARIO = "base.yaml", "calibrated.yaml"
HELD_BACK = "0.33"


def calibrated() -> None:
    """Upload a log, fit the open scenario to it, judge the fit on the latest cases."""
    st.caption(t("ui.calibrate.about"))
    draft = session().draft
    scenario = draft.scenario if draft else None
    if scenario is None:
        st.info(t("ui.calibrate.no_scenario"))
        return
    file = st.file_uploader(t("ui.calibrate.file"), type=["csv", "xes"], key="calibrate-file")
    judged = st.checkbox(t("ui.calibrate.judge"), value=True, key="calibrate-judge")
    if file is None:
        return
    name = "events" + (".xes" if file.name.lower().endswith(".xes") else ".csv")
    files = {BASE: scenario_file(scenario, ".yaml", session().language), name: file.getvalue()}
    arguments = ["calibrate", BASE, name, "--out", SCENARIO]
    arguments += ["--held-back", HELD_BACK] if judged else []
    answer = question("calibrate", arguments, files)
    if answer is not None:
        open_written(answer.files.get(SCENARIO), SCENARIO)
        show_reports(answer.document)
