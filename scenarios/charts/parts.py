"""Parts that add up to a whole."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from scenarios.charts.theme import BAD, GOOD, MUTED, axis, figure, safe, wrapped
from scenarios.display import number_text

TOTAL = "#64748B"


def parts_chart(
    title: str, subtitle: str, parts: Sequence[tuple[str, float]], whole: tuple[str, float], measured: str
) -> go.Figure:
    """A waterfall from nothing over the parts to the whole; what adds is bad, as in delay.

    Args:
        title: of the figure.
        subtitle: how to read it.
        parts: labels and values, in the unit of ``measured``; rows are numbered, as labels may be equal.
        whole: label and value of the sum.
        measured: what the axis shows, with its unit.
    """
    rows = [*parts, whole]
    values = [value for _, value in rows]
    drawn = figure(title, subtitle, body=34 * len(rows))
    drawn.add_waterfall(
        orientation="h",
        measure=[*["relative"] * len(parts), "total"],
        y=list(range(len(rows))),
        x=values,
        text=[number_text(value, signed=place < len(parts)) for place, value in enumerate(values)],
        textposition="outside",
        cliponaxis=False,
        increasing={"marker": {"color": BAD}},
        decreasing={"marker": {"color": GOOD}},
        totals={"marker": {"color": TOTAL}},
        connector={"line": {"color": MUTED, "width": 1}},
        hovertext=[safe(label) for label, _ in rows],
        hovertemplate="%{hovertext}: %{x:,.2f}<extra></extra>",
    )
    levels = [0.0]
    for _, value in parts:
        levels.append(levels[-1] + value)
    room = 0.25 * (max(levels) - min(levels)) or 1.0
    reach = [min(levels) - (room if min(levels) < 0 else 0), max(levels) + room]
    drawn.update_xaxes(axis(measured, tickformat=",.3~f", nticks=6, range=reach))
    drawn.update_yaxes(
        axis(
            tickmode="array",
            tickvals=list(range(len(rows))),
            ticktext=[wrapped(safe(label), 26) for label, _ in rows],
            range=[len(rows) - 0.4, -0.6],
            showgrid=False,
            zeroline=False,
        )
    )
    return drawn
