"""A comparison on a page: what changed in words, difference by difference, part by part, and in the documents."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scenarios.charts import bridge_chart, forest_chart, value_chart
from scenarios.comparison import Comparison, Contrast, Difference
from scenarios.document import Scenario
from scenarios.measures import Unit
from scenarios.record import Record
from scenarios.statistics import Estimate
from scenarios.variants import difference
from ui.layout import subheading
from ui.results.figures import chart
from ui.results.tables import Columns, table
from ui.session import session
from ui.text import money, number, percent, plain, say, t


def story(comparison: Comparison) -> None:
    """What changed, in sentences."""
    for contrast in comparison.contrasts:
        with st.container(border=True):
            st.markdown(f"**{plain(_name(comparison, contrast.scenario))}**")
            st.markdown("  \n".join(plain(say(sentence)) for sentence in contrast.story))


def differences(comparison: Comparison) -> None:
    """Every measure beside the baseline's, with the interval of the difference."""
    subheading(t("ui.compare.differences"))
    chart(forest_chart(comparison, session().language), "forest")
    for contrast in comparison.contrasts:
        with st.expander(t("ui.compare.table", name=plain(_name(comparison, contrast.scenario)))):
            st.caption(t(f"ui.compare.{contrast.pairing}"))
            _table(contrast, comparison.currency)


def _table(contrast: Contrast, currency: str) -> None:
    rows = [
        [t(f"ui.measure.{one.measure}"), *_texts(one, currency), t(f"ui.verdict.{one.verdict}")]
        for one in contrast.differences
    ]
    columns: Columns = dict.fromkeys(("measure", "base", "other", "change", "interval", "verdict"), "text")
    table("difference", columns, rows)


def _texts(one: Difference, currency: str) -> list[str]:
    change = one.change
    ends = [
        _text(end, one.unit, currency, signed=True) for end in (change.low, change.high) if end is not None
    ]
    return [
        _value(one.base, one.unit, currency),
        _value(one.other, one.unit, currency),
        _text(change.value, one.unit, currency, signed=True),
        t("ui.range", low=ends[0], high=ends[1]) if len(ends) == 2 else "",
    ]


def _value(estimate: Estimate, unit: Unit, currency: str) -> str:
    return _text(estimate.value, unit, currency)


def _text(value: float, unit: Unit, currency: str, *, signed: bool = False) -> str:
    match unit:
        case "money":
            return money(value, currency, signed=signed)
        case "share":
            return percent(value, signed=signed)
    return number(value, signed=signed)


def bridges(comparison: Comparison) -> None:
    """Where each difference in net value comes from; the parts add up exactly."""
    subheading(t("ui.compare.bridge"))
    shown = [contrast for contrast in comparison.contrasts if contrast.bridge is not None]
    for place, contrast in zip(
        st.tabs([plain(_name(comparison, one.scenario)) for one in shown]), shown, strict=True
    ):
        if contrast.bridge is not None:
            with place:
                chart(bridge_chart(contrast.bridge, session().language), f"bridge-{contrast.scenario}")


def spread(records: Sequence[Record]) -> None:
    """How likely each net value is."""
    subheading(t("ui.compare.spread"))
    chart(value_chart(records, session().language), "spread")


def documents(base: Scenario, others: Sequence[Scenario]) -> None:
    """In what the documents differ, so that nothing else can explain the difference."""
    subheading(t("ui.compare.documents"))
    for other in others:
        changes = [change for change in difference(base, other) if change.path not in {"id", "name"}]
        with st.expander(t("ui.compare.documents.count", name=plain(say(other.name)), count=len(changes))):
            if not changes:
                st.caption(t("ui.compare.documents.none"))
                continue
            rows = [[t(f"ui.change.{_kind(change)}"), change.path, _content(change)] for change in changes]
            table("change", {"kind": "text", "path": "text", "value": "text"}, rows)


def _kind(change: object) -> str:
    return next(kind for kind in ("set", "add", "remove") if hasattr(change, kind))


def _content(change: object) -> str:
    value = getattr(change, "to", getattr(change, "value", None))
    return "" if value is None else str(value)


def _name(comparison: Comparison, scenario: str) -> str:
    return say(comparison.side(scenario).name)
