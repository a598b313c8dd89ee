"""The people page: why work is where it is, what would help, what the team can lose, and how it may change."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from scenarios.record import Record
from ui.choosing import one_of
from ui.files import record_file, scenario_file
from ui.layout import heading, tabs
from ui.results.handing_over import hand_over
from ui.results.picker import run_on_show
from ui.results.replanned import replan
from ui.results.reports import question, show_reports
from ui.session import session
from ui.text import t

FILE, DOCUMENT, STAFFED = "record.json", "scenario.yaml", "staffed.yaml"


def show() -> None:
    """The page."""
    heading("people")
    shown = run_on_show()
    if shown is None:
        return
    _, record = shown
    for tab, (part, ask) in zip(tabs("people", tuple(PARTS)), PARTS.items(), strict=True):
        with tab:
            st.caption(t(f"ui.people.{part}.about"))
            ask(record)


def _campaign(record: Record) -> None:
    """Why one campaign is late, what would mend it, its chain and its slack; or the slack of all."""
    named = {"": t("ui.people.campaign.all"), **_campaigns(record)}
    chosen = one_of(t("ui.people.campaign.which"), named, "people-campaign")
    _answered("why-campaign", ["--campaign", chosen] if chosen else [], record)


def _task(record: Record) -> None:
    """Why one stage of one campaign is where it is."""
    left, right = st.columns(2)
    with left:
        campaign = one_of(t("ui.people.campaign.which"), _campaigns(record), "people-task-campaign")
    with right:
        stage = one_of(t("ui.people.task.which"), _stages(record, campaign), "people-task-stage")
    _answered("why-task", ["--task", f"{campaign}/{stage}"], record)


def _values(record: Record) -> None:
    _answered("why-values", ["--values"], record)


def _team(record: Record) -> None:
    _answered("why-team", ["--team"], record)


def _staffing(record: Record) -> None:
    """Whom to hire, train, move or borrow when, for the scenario of the plan."""
    arguments = ["staff", DOCUMENT, "--out", "."]
    answer = question("staff", arguments, {DOCUMENT: scenario_file(record.scenario, ".yaml", "en")})
    if answer is None:
        return
    show_reports(answer.document)
    if STAFFED in answer.files:
        st.download_button(
            t("ui.people.staffing.download"), answer.files[STAFFED], file_name=STAFFED, key="staffed"
        )


def _campaigns(record: Record) -> dict[str, str]:
    names = {one.id: one.name.render(session().language) for one in record.scenario.campaigns}
    return {one: names[one] for one in record.plan.allocation.running}


def _stages(record: Record, campaign: str) -> dict[str, str]:
    """The stages of the workflow that a campaign goes through."""
    workflows = {one.id: one for one in record.scenario.workflows}
    found = next(one for one in record.scenario.campaigns if one.id == campaign)
    workflow = workflows[found.workflow]
    if found.lane == "express" and workflow.express is not None:
        workflow = workflows[workflow.express]
    return {stage.id: stage.name.render(session().language) for stage in workflow.stages}


def _answered(name: str, options: Sequence[str], record: Record) -> None:
    answer = question(name, ["why", FILE, *options], {FILE: record_file(record)})
    if answer is not None:
        show_reports(answer.document)


PARTS: Mapping[str, Callable[[Record], None]] = {
    "campaign": _campaign,
    "task": _task,
    "values": _values,
    "team": _team,
    "staffing": _staffing,
    "replan": replan,
    "hand_over": hand_over,
}
"""The tabs, in the order in which a planner asks."""
