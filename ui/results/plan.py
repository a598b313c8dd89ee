"""What a plan recommends, why, and what stands in its way."""

from __future__ import annotations

import streamlit as st

from scenarios.charts import allocation_chart, marginal_chart, response_chart, split_chart
from scenarios.export import tables
from scenarios.export.tables import Context
from scenarios.record import Record
from ui.layout import subheading
from ui.results.figures import chart
from ui.results.tables import show_table
from ui.text import money, plain, say, t, tell


def split(context: Context) -> None:
    """Today's money beside the recommended one: by channel, by campaign, by period."""
    subheading(t("ui.plan.split"))
    names = ("channel", "campaign", "period", "budget")
    by_channel, by_campaign, by_period, budget = st.tabs([t(f"ui.plan.split.{name}") for name in names])
    record, language = context.record, context.language
    with by_channel:
        chart(split_chart(record, language), "split-channel")
        show_table(tables.split_change(context), "channel_name", "today", "recommended", "change", "share")
    with by_campaign:
        chart(split_chart(record, language, by="campaign"), "split-campaign")
    with by_period:
        chart(allocation_chart(record, language), "split-period")
    with budget:
        show_table(tables.budget(context), "name", "today", "recommended")
        show_table(tables.money(context), "name", "projected", "expected", "low", "high")


def curves(context: Context) -> None:
    """What each channel brings, with today's and the recommended point."""
    subheading(t("ui.plan.curves"))
    names = context.names.channels
    if not names:
        st.caption(t("ui.plan.curves.none"))
        return
    one, all_channels = st.tabs([t("ui.plan.curves.one"), t("ui.plan.curves.all")])
    with one:
        channel = st.selectbox(
            t("ui.column.channel"), list(names), format_func=lambda key: say(names[key]), key="curve"
        )
        chart(response_chart(context.record, channel, context.language), "curve-chart")
    with all_channels:
        chart(marginal_chart(context.record, context.language), "marginal")


def bindings(context: Context) -> None:
    """What limits the plan, the most valuable first, and what one more unit of it is worth."""
    subheading(t("ui.plan.bindings"))
    found = context.plan.allocation.bindings
    if not found:
        st.caption(t("ui.plan.bindings.none"))
        return
    st.caption(t("ui.plan.bindings.about"))
    valued = sorted((one for one in found if one.worth), key=lambda one: -abs(one.worth or 0))
    for one in valued[:MOST_VALUED]:
        worth = money(one.worth or 0, context.scenario.currency, signed=True)
        told = t("ui.plan.bindings.worth", name=tell(one.name), worth=worth, unit=tell(one.unit))
        st.markdown(f"- {plain(told)}")
    with st.expander(t("ui.plan.bindings.all", count=len(found))):
        show_table(tables.bindings(context), "name", "level", "limit", "worth", "per_unit")


MOST_VALUED = 5


def cells(context: Context) -> None:
    """Every campaign on every channel: what it brings, what the next unit would bring, and what holds it."""
    subheading(t("ui.plan.cells"))
    columns = ("campaign_name", "channel_name", "today", "recommended", "cell_revenue", "cell_roas")
    show_table(tables.cells(context), *columns, "next_unit", "stands")


def sentences(context: Context) -> None:
    """What changed against today."""
    found = context.explanation.sentences
    if found:
        st.markdown("\n".join(f"- {plain(say(sentence))}" for sentence in found))


def campaigns(context: Context) -> None:
    """Which campaigns run and when, and why others do not."""
    subheading(t("ui.plan.campaigns"))
    columns = ("campaign_name", "runs", "target", "planned_launch", "media", "projected_revenue", "reason")
    show_table(tables.campaigns(context), *columns)


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
    allocation = record.plan.allocation
    st.error(t(f"ui.plan.{allocation.proof.status.value}"), icon=":material/block:")
    for conflict in allocation.conflicts:
        with st.container(border=True):
            st.markdown(f"**{plain(say(conflict.name))}**")
            if conflict.remedy:
                st.markdown(t("ui.plan.remedy", remedy=plain(say(conflict.remedy))))
            st.caption(conflict.path)
