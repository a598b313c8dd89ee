"""The plan in other tools: Microsoft Project, and a calendar for everyone."""

from __future__ import annotations

import streamlit as st

from scenarios.record import Record
from ui.files import record_file, zipped
from ui.results.reports import question, show_reports
from ui.text import t

PLAN, PROJECT = "plan.json", "plan.xml"
ZONES = (
    "Asia/Shanghai",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Europe/London",
    "Europe/Paris",
    "America/New_York",
    "UTC",
)


def hand_over(record: Record) -> None:
    """Two buttons that write files, and what the files cannot hold."""
    files = {PLAN: record_file(record)}
    answer = question(
        "hand_over-project", ["exchange", "write", PLAN, "--out", PROJECT], files, progress=False
    )
    if answer is not None:
        show_reports(answer.document)
        if PROJECT in answer.files:
            st.download_button(
                t("ui.hand_over.project"),
                answer.files[PROJECT],
                file_name=PROJECT,
                mime="text/xml",
                key="xml",
            )
    st.divider()
    zone = st.selectbox(t("ui.hand_over.zone"), ZONES, key="hand_over-zone", width=260)
    arguments = ["exchange", "write", PLAN, "--out", ".", "--zone", str(zone)]
    answer = question("hand_over-calendars", arguments, files, progress=False)
    if answer is None:
        return
    calendars = {name: content for name, content in answer.files.items() if name.endswith(".ics")}
    st.caption(t("ui.hand_over.people", count=len(calendars)))
    if calendars:
        st.download_button(
            t("ui.hand_over.calendars"),
            zipped(calendars),
            file_name="calendars.zip",
            mime="application/zip",
            key="ics",
        )
