"""The bridge from one net value to another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from scenarios.charts.theme import BAD, GOOD, MUTED, axis, figure, safe, wrapped
from scenarios.comparison import Bridge
from scenarios.display import MoneyScale, money_scale, number_text
from scenarios.i18n import Language, translate


def bridge_chart(bridge: Bridge, language: Language) -> go.Figure:
    """From one net value to the other, part by part; parts that are nothing are left out."""
    amounts = bridge.parts_minor()
    parts = [(part, amount) for part, amount in zip(bridge.parts, amounts, strict=True) if amount]
    scale = money_scale(max(abs(bridge.start_minor), abs(bridge.end_minor)), bridge.currency, language)
    labels = [
        bridge.base_name.render(language),
        *(part.name.render(language) for part, _ in parts),
        bridge.other_name.render(language),
    ]
    values = [bridge.start_minor, *(amount for _, amount in parts), bridge.end_minor]
    reach, cut = _reach([scale.shown(value) for value in values])
    change = scale.text(bridge.end_minor - bridge.start_minor, signed=True)
    subtitle = translate(f"chart.bridge.subtitle.{bridge.basis}", language, change=change)
    if cut:
        subtitle += translate("chart.bridge.cut", language)
    drawn = figure(translate("chart.bridge.title", language), subtitle, body=34 * len(values))
    _steps(drawn, values, [safe(label) for label in labels], scale)
    drawn.update_xaxes(
        axis(
            translate("chart.net_value", language, unit=scale.label),
            tickformat=",.3~f",
            nticks=6,
            range=reach,
        )
    )
    drawn.update_yaxes(
        axis(
            tickmode="array",
            tickvals=list(range(len(values))),
            ticktext=[wrapped(safe(label), 26) for label in labels],
            range=[len(values) - 0.4, -0.6],
            showgrid=False,
            zeroline=False,
        )
    )
    return drawn


def _steps(drawn: go.Figure, values: Sequence[int], labels: Sequence[str], scale: MoneyScale) -> None:
    """Bars from the first value over the steps to the last; rows are numbered, as labels may be equal."""
    last = len(values) - 1
    drawn.add_waterfall(
        orientation="h",
        measure=["absolute", *["relative"] * (last - 1), "total"],
        y=list(range(len(values))),
        x=[scale.shown(value) for value in values],
        text=[number_text(scale.shown(value), signed=0 < index < last) for index, value in enumerate(values)],
        textposition="outside",
        cliponaxis=False,
        increasing={"marker": {"color": GOOD}},
        decreasing={"marker": {"color": BAD}},
        totals={"marker": {"color": "#64748B"}},
        connector={"line": {"color": MUTED, "width": 1}},
        customdata=[scale.text(value, signed=True) for value in values],
        hovertext=list(labels),
        hovertemplate="%{hovertext}<br>%{customdata}<extra></extra>",
    )


def _reach(values: Sequence[float]) -> tuple[list[float], bool]:
    """The axis, with room for labels, and whether it leaves zero out so that small steps stay visible."""
    levels = np.cumsum(values[:-1])
    low, high = float(levels.min()), float(levels.max())
    cut = low > 0.5 * high > 0 or high < 0.5 * low < 0
    if not cut:
        low, high = min(low, 0.0), max(high, 0.0)
    room = 0.3 * (high - low) or abs(high) or 1.0
    return [low - (room if low < 0 or cut else 0), high + (room if high > 0 or cut else 0)], cut
