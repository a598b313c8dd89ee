"""What a plan recommends, why, and what stands in its way."""

from __future__ import annotations

import streamlit as st

from scenarios.charts import allocation_chart, marginal_chart, response_chart, split_chart
from scenarios.names import Names
from scenarios.plan import Binding, CampaignDecision
from scenarios.record import Record
from scenarios.split import split_table
from ui.layout import subheading
from ui.results.figures import chart
from ui.results.tables import Columns, table
from ui.session import session
from ui.text import money, plain, say, t, tell


def split(record: Record) -> None:
    """Today's money beside the recommended one: by channel, by campaign, by period."""
    subheading(t("ui.plan.split"))
    language = session().language
    by_channel, by_campaign, by_period = st.tabs(
        [t(f"ui.plan.split.{name}") for name in ("channel", "campaign", "period")]
    )
    with by_channel:
        chart(split_chart(record, language), "split-channel")
        _channel_table(record)
    with by_campaign:
        chart(split_chart(record, language, by="campaign"), "split-campaign")
    with by_period:
        chart(allocation_chart(record, language), "split-period")


def _channel_table(record: Record) -> None:
    found, names = split_table(record.scenario, record.plan), Names(record.scenario).channels
    rows = [
        [
            say(names[channel]),
            today,
            recommended,
            recommended - today,
            recommended / found.recommended if found.recommended else None,
        ]
        for channel, (today, recommended) in found.by_channel.items()
    ]
    rows.append(
        [
            t("ui.total"),
            found.today,
            found.recommended,
            found.recommended - found.today,
            1.0 if found.recommended else None,
        ]
    )
    columns: Columns = {
        "channel": "text",
        "today": "money",
        "recommended": "money",
        "change": "money",
        "share": "percent",
    }
    table("split", columns, rows, currency=found.currency)


def curves(record: Record) -> None:
    """What each channel brings, with today's and the recommended point."""
    subheading(t("ui.plan.curves"))
    language, names = session().language, Names(record.scenario).channels
    if not names:
        st.caption(t("ui.plan.curves.none"))
        return
    one, all_channels = st.tabs([t("ui.plan.curves.one"), t("ui.plan.curves.all")])
    with one:
        channel = st.selectbox(
            t("ui.column.channel"), list(names), format_func=lambda key: say(names[key]), key="curve"
        )
        chart(response_chart(record, channel, language), "curve-chart")
    with all_channels:
        chart(marginal_chart(record, language), "marginal")


def bindings(record: Record) -> None:
    """What limits the plan, the most valuable first, and what one more unit of it is worth."""
    subheading(t("ui.plan.bindings"))
    found = sorted(record.plan.allocation.bindings, key=lambda one: -abs(one.worth or 0))
    if not found:
        st.caption(t("ui.plan.bindings.none"))
        return
    st.caption(t("ui.plan.bindings.about"))
    table(
        "binding", {"name": "text", "worth": "text"}, [[tell(one.name), _worth(one, record)] for one in found]
    )


def _worth(binding: Binding, record: Record) -> str:
    if binding.worth is None:
        return t("ui.plan.bindings.unknown")
    worth = money(binding.worth, record.scenario.currency, signed=True)
    return t("ui.plan.bindings.worth", worth=worth, unit=tell(binding.unit))


def campaigns(record: Record) -> None:
    """Which campaigns run and when, and why others do not."""
    subheading(t("ui.plan.campaigns"))
    spends = split_table(record.scenario, record.plan).by_campaign
    names = Names(record.scenario).campaigns
    rows = [
        [say(names[one.campaign]), one.runs, _target(one, record), spends[one.campaign][1], tell(one.reason)]
        for one in record.plan.allocation.campaigns
    ]
    columns: Columns = {
        "campaign": "text",
        "runs": "flag",
        "target": "date",
        "spend": "money",
        "reason": "text",
    }
    table("campaign", columns, rows, currency=record.scenario.currency)


def _target(decision: CampaignDecision, record: Record) -> object:
    return None if decision.target is None else record.scenario.horizon.moment(decision.target).date()


def notes(record: Record) -> None:
    """What the engines have to say besides."""
    schedule, outcome = record.plan.schedule, record.outcome
    found = [
        *record.plan.allocation.notes,
        *(schedule.notes if schedule else ()),
        *(outcome.notes if outcome else ()),
    ]
    if found:
        st.info("\n".join(f"- {plain(say(note))}" for note in found))


def conflicts(record: Record) -> None:
    """Why there is no plan: requirements that cannot hold together, and what would help."""
    proof = record.plan.allocation.proof
    st.error(t(f"ui.plan.{proof.status.value}"), icon=":material/block:")
    for conflict in record.plan.allocation.conflicts:
        with st.container(border=True):
            st.markdown(f"**{plain(say(conflict.name))}**")
            if conflict.remedy:
                st.markdown(t("ui.plan.remedy", remedy=plain(say(conflict.remedy))))
            st.caption(conflict.path)
