"""The data page: what weekly figures, journeys, tests and actuals say."""

from __future__ import annotations

import streamlit as st

from ui.choosing import some_of
from ui.layout import heading, tabs
from ui.results.calibrated import calibrated
from ui.results.experiment import experiment
from ui.results.fit import fit
from ui.results.imported import imported
from ui.results.reports import question, show_reports
from ui.results.study import study
from ui.text import t

TABLES = ["csv", "json"]
RULES = ("first", "last", "linear", "time_decay", "shapley", "removal")


def show() -> None:
    """The page."""
    heading("data")
    parts = {
        "fit": fit,
        "import": imported,
        "calibrate": calibrated,
        "attribution": _attribution,
        "funnel": _funnel,
        "experiment": experiment,
        "control": _control,
        "study": study,
    }
    for tab, draw in zip(tabs("data", list(parts)), parts.values(), strict=True):
        with tab:
            draw()


def _attribution() -> None:
    st.caption(t("ui.data.attribution.about"))
    file = st.file_uploader(t("ui.data.attribution.file"), type=TABLES, key="journeys")
    titles = {rule: t(f"marketing.attribution.{rule}") for rule in RULES}
    rules = some_of(t("ui.data.attribution.rules"), titles, "attribution-rules", default=["shapley", "last"])
    if file is not None and rules:
        arguments = ["attribute", file.name, "--rules", *rules]
        _answered("attribution", arguments, {file.name: file.getvalue()})


def _funnel() -> None:
    st.caption(t("ui.data.funnel.about"))
    file = st.file_uploader(t("ui.data.funnel.file"), type=TABLES, key="funnel")
    entry = st.number_input(t("ui.data.funnel.entry"), min_value=1, value=100_000, key="funnel-entry")
    if file is not None:
        _answered("funnel", ["funnel", file.name, "--entry", str(entry)], {file.name: file.getvalue()})


def _control() -> None:
    st.caption(t("ui.data.control.about"))
    given: dict[str, bytes] = {}
    arguments = ["control"]
    for number, name in enumerate(("costs", "expenses", "clicks", "scorecard")):
        if number % 2 == 0:
            places = st.columns(2)
        place = places[number % 2]
        file = place.file_uploader(t(f"ui.data.control.{name}"), type=TABLES, key=f"control-{name}")
        if file is not None:
            stored = f"{name}-{file.name}"
            given[stored] = file.getvalue()
            arguments += [f"--{name}", stored]
    budget = st.number_input(
        t("ui.data.control.budget"), min_value=1.0, value=None, key="control-budget", format="%.0f"
    )
    if budget is not None:
        arguments += ["--budget", f"{budget:.2f}"]
    if given:
        _answered("control", arguments, given)


def _answered(name: str, arguments: list[str], files: dict[str, bytes]) -> None:
    answer = question(name, arguments, files, progress=False)
    if answer is not None:
        show_reports(answer.document)
