"""A comparison on a page: what changed in words, difference by difference, part by part, and in the documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from scenarios.charts import bridge_chart, forest_chart, value_chart
from scenarios.comparison import Comparison
from scenarios.export import tables
from scenarios.export.table import Table
from scenarios.record import Record
from ui.layout import subheading
from ui.results.figures import chart
from ui.results.tables import show_table
from ui.session import session
from ui.text import plain, say, t


def story(comparison: Comparison) -> None:
    """What changed, in sentences."""
    for contrast in comparison.contrasts:
        with st.container(border=True):
            st.markdown(f"**{_name(comparison, contrast.scenario)}**")
            st.markdown("  \n".join(plain(say(sentence)) for sentence in contrast.story))


def differences(comparison: Comparison) -> None:
    """Every measure beside the baseline's, with the interval of the difference."""
    subheading(t("ui.compare.differences"))
    language = session().language
    chart(forest_chart(comparison, language), "forest")
    keys = ("measure_name", "unit", "baseline_value", "value", "value_change", "low", "high", "verdict")
    for contrast in comparison.contrasts:
        with st.expander(t("ui.compare.table", name=_name(comparison, contrast.scenario))):
            st.caption(t(f"ui.compare.{contrast.pairing}"))
            show_table(_of(tables.measures(comparison, language), contrast.scenario), *keys)


def bridges(comparison: Comparison) -> None:
    """Where each difference in net value comes from; the parts add up exactly."""
    subheading(t("ui.compare.bridge"))
    found = {one.scenario: one.bridge for one in comparison.contrasts if one.bridge is not None}
    places = st.tabs([_name(comparison, scenario) for scenario in found])
    for place, (scenario, bridge) in zip(places, found.items(), strict=True):
        with place:
            chart(bridge_chart(bridge, session().language), f"bridge-{scenario}")


def spread(records: Sequence[Record]) -> None:
    """How likely each net value is."""
    subheading(t("ui.compare.spread"))
    chart(value_chart(records, session().language), "spread")


def documents(comparison: Comparison) -> None:
    """In what the documents differ, so that nothing else can explain the difference."""
    subheading(t("ui.compare.documents"))
    for contrast in comparison.contrasts:
        told = t(
            "ui.compare.documents.count",
            name=_name(comparison, contrast.scenario),
            count=len(contrast.changes),
        )
        with st.expander(told):
            if not contrast.changes:
                st.caption(t("ui.compare.documents.none"))
                continue
            table = tables.changes(comparison, session().language)
            show_table(_of(table, contrast.scenario), "change_kind", "path", "new_value")


def _of(table: Table, scenario: str) -> Table:
    """The rows of one scenario, whose identifier stands in the first column."""
    return replace(table, rows=tuple(row for row in table.rows if row[0] == scenario))


def _name(comparison: Comparison, scenario: str) -> str:
    return plain(say(comparison.side(scenario).name))
