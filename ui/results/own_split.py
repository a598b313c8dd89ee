"""A split typed in by hand: what it would bring, and which limits it breaks."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from scenarios.document import Scenario
from scenarios.money import to_minor, to_units
from scenarios.names import Names
from scenarios.record import Record
from ui.files import record_file
from ui.results.cards import Card, show_cards
from ui.results.reports import question
from ui.text import NONE, money, number, percent, plain, say, t

REPLICATIONS = 60
"""Enough for a first answer; the whole simulation is a click away on the plan page."""
MOST_BROKEN = 8
"""Limits that are named at once; the others unfold."""


def own_split(record: Record) -> None:
    """A table of amounts to edit, the button that evaluates them, and the answer."""
    st.caption(t("ui.own.about"))
    edited = st.data_editor(
        _cells(record),
        hide_index=True,
        disabled=["campaign", "channel", "campaign_name", "channel_name", "plan"],
        column_order=["campaign_name", "channel_name", "plan", "amount"],
        column_config={
            "campaign_name": st.column_config.TextColumn(t("explain.column.campaign")),
            "channel_name": st.column_config.TextColumn(t("explain.column.channel")),
            "plan": st.column_config.NumberColumn(t("explain.column.plan"), format="localized"),
            "amount": st.column_config.NumberColumn(t("ui.own.amount"), min_value=0.0, format="localized"),
        },
        key=f"own-split-{record.plan.provenance.content_hash}",
    )
    total = int(sum(to_minor(amount) for amount in edited["amount"].fillna(0.0)))
    available = record.scenario.budget.available
    currency = record.scenario.currency
    told = {"total": money(total, currency), "available": money(available, currency)}
    st.caption(t("ui.own.total", **told))
    arguments = ["evaluate", "record.json", "--split", "split.csv", "--replications", str(REPLICATIONS)]
    files = {"record.json": record_file(record), "split.csv": _csv(edited)}
    answer = question("own", arguments, files)
    if answer is not None:
        _show(answer.document, record.scenario)


def _cells(record: Record) -> pd.DataFrame:
    names, spends = Names(record.scenario), record.plan.allocation.cell_spend
    rows = [
        {
            "campaign": campaign.id,
            "channel": cell.channel,
            "campaign_name": say(names.campaigns[campaign.id]),
            "channel_name": say(names.channels[cell.channel]),
            "plan": float(to_units(spends.get((campaign.id, cell.channel), 0))),
        }
        for campaign in record.scenario.campaigns
        for cell in campaign.channels
    ]
    cells = pd.DataFrame(rows, columns=["campaign", "channel", "campaign_name", "channel_name", "plan"])
    return cells.assign(amount=cells["plan"])


def _csv(edited: pd.DataFrame) -> bytes:
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(["campaign", "channel", "amount"])
    amounts = edited["amount"].fillna(0.0).astype(float)
    for campaign, channel, amount in zip(edited["campaign"], edited["channel"], amounts, strict=True):
        writer.writerow([campaign, channel, f"{amount:.2f}"])
    return buffer.getvalue().encode()


def _show(answer: Mapping[str, Any], scenario: Scenario) -> None:
    measures = answer["simulation"]["measures"]
    planned = sum(line["projected"] for line in answer["money"])
    currency = scenario.currency
    shown = [
        Card("net_value", money(to_minor(planned), currency), t("ui.card.planned")),
        _simulated("simulated_value", measures["net_value"], lambda units: money(to_minor(units), currency)),
        _simulated("net_roi", measures["net_roi"], percent),
        _simulated("roas", measures["roas"], number),
        _simulated("on_time", measures["on_time"], percent),
    ]
    show_cards(shown)
    evaluation = answer["evaluation"]
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in evaluation["sentences"]))
    if not evaluation["broken"]:
        st.success(t("ui.own.kept"))
        return
    lines = [f"- {plain(one)}" for one in evaluation["broken"]]
    st.warning("\n".join([t("explain.broken"), "", *lines[:MOST_BROKEN]]))
    if len(lines) > MOST_BROKEN:
        with st.expander(t("ui.own.more_broken", count=len(lines) - MOST_BROKEN)):
            st.markdown("\n".join(lines[MOST_BROKEN:]))


def _simulated(name: str, found: Mapping[str, Any] | None, write: Callable[[float], str]) -> Card:
    """A simulated figure with its interval."""
    if found is None:
        return Card(name, NONE)
    if found["low"] is None or found["high"] is None:
        return Card(name, write(found["value"]), t("ui.own.simulated"))
    ends = {"low": write(found["low"]), "high": write(found["high"])}
    return Card(name, write(found["value"]), t("ui.own.interval", **ends, replications=REPLICATIONS))
