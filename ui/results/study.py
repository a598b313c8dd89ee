"""Studies of claims in circulation: what honest simulation finds, with the claims beside it as claims."""

from __future__ import annotations

import streamlit as st

from ui.choosing import one_of
from ui.results.reports import question, show_reports
from ui.text import t

STUDIES = ("S4", "S5", "S9", "S1", "S2", "S3", "S6", "S7", "S8", "S10")
VIEWS = ("in_quarter", "moderate", "strong")


def study() -> None:
    """Choose a study, run it, read its findings, mechanisms, claims and assumptions."""
    st.caption(t("ui.data.study.about"))
    left, right = st.columns(2)
    names = {one: t(f"ui.data.study.{one}") for one in STUDIES}
    name = one_of(t("ui.data.study.which"), names, "study-name", place=left)
    arguments = ["study", name]
    if name == "S5":
        views = {one: t(f"ui.data.study.view.{one}") for one in VIEWS}
        view = one_of(t("ui.data.study.view"), views, "study-view", place=right)
        arguments += ["--view", view]
    answer = question("study", arguments, {})
    if answer is not None:
        show_reports(answer.document)
