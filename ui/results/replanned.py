"""A plan made again from a status date on: what has happened, what has changed, and what may change."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from scenarios.record import Record
from ui.choosing import one_of
from ui.files import record_file
from ui.results.reports import question, show_reports
from ui.session import session
from ui.text import t

PLAN, MADE, ACTUALS = "plan.json", "record.json", "actuals.csv"
SOURCES = ("planned", "simulated", "file")
"""Where what has happened is taken from."""


def replan(record: Record) -> None:
    """The form, the button, and the new plan."""
    horizon = record.scenario.horizon
    first, last = horizon.start, horizon.end - dt.timedelta(days=1)
    left, middle, right = st.columns(3)
    with left:
        status = st.date_input(
            t("ui.replan.status"), value=_midway(record), min_value=first, max_value=last, key="replan-status"
        )
    with middle:
        frozen = st.number_input(
            t("ui.replan.frozen"), min_value=0, max_value=60, value=5, key="replan-frozen"
        )
    with right:
        most = st.number_input(
            t("ui.replan.most"), min_value=0, max_value=1000, value=None, key="replan-most"
        )
    arguments = ["replan", PLAN, "--status", status.isoformat(), "--frozen-days", str(frozen)]
    arguments += ["--most-changes", str(most)] if most is not None else []
    files = {PLAN: record_file(record)}
    arguments += _happened(files) + _absent(record, first, last) + _restored(record)
    answer = question("replan", [*arguments, "--out", ".", "--formats", "json"], files)
    if answer is None:
        return
    show_reports(answer.document)
    if MADE in answer.files:
        st.download_button(t("ui.replan.download"), answer.files[MADE], file_name=MADE, key="replanned")


def _midway(record: Record) -> dt.date:
    """A first guess: the middle of the horizon, or the document's own status date."""
    horizon = record.scenario.horizon
    return record.scenario.status_date or horizon.start + (horizon.end - horizon.start) / 2


def _happened(files: dict[str, bytes]) -> list[str]:
    """Options that say what has happened; a file of it is added to ``files``."""
    sources = {one: t(f"ui.replan.happened.{one}") for one in SOURCES}
    source = one_of(t("ui.replan.happened"), sources, "replan-happened")
    if source == "simulated":
        return ["--replication", "0"]
    if source == "file":
        given = st.file_uploader(t("ui.replan.file"), type=["csv", "xes"], key="replan-file")
        if given is not None:
            files[ACTUALS] = given.getvalue()
            return ["--actuals", ACTUALS]
    return []


def _absent(record: Record, first: dt.date, last: dt.date) -> list[str]:
    language = session().language
    people = {one.id: one.name.render(language) for one in record.scenario.organisation.everyone()}
    who, when = st.columns(2)
    with who:
        absent = one_of(t("ui.replan.absent"), {"": t("ui.replan.nobody"), **people}, "replan-absent")
    if not absent:
        return []
    with when:
        span = st.date_input(
            t("ui.replan.away"),
            value=(_midway(record), min(last, _midway(record) + dt.timedelta(days=6))),
            min_value=first,
            max_value=last,
            key="replan-away",
        )
    if not span:
        return []
    return ["--absent", f"{absent}:{span[0].isoformat()}..{span[-1].isoformat()}"]


def _restored(record: Record) -> list[str]:
    language = session().language
    names = {one.id: one.name.render(language) for one in record.scenario.campaigns}
    campaigns = {one: names[one] for one in record.plan.allocation.running}
    chosen = one_of(t("ui.replan.restore"), {"": t("ui.replan.none"), **campaigns}, "replan-restore")
    return ["--restore", chosen] if chosen else []
