"""Charts over calendar time with one row per campaign or person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import plotly.graph_objects as go

from scenarios.charts.theme import axis, dates
from scenarios.document.horizon import Horizon
from scenarios.i18n import Language

MILLISECONDS_PER_MINUTE = 60_000
"""Plotly measures the length of a dated bar in milliseconds."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A dated bar; times in minutes of the horizon."""

    row: str
    start: int
    finish: int
    text: str
    colour: str


def add_bars(
    drawn: go.Figure, bars: Sequence[Bar], name: str, horizon: Horizon, *, width: float = 0.7
) -> None:
    """Add bars as one trace; nothing where there are none. The hover text tells start and finish."""
    if not bars:
        return
    drawn.add_bar(
        orientation="h",
        name=name,
        base=[horizon.moment(bar.start) for bar in bars],
        x=[(bar.finish - bar.start) * MILLISECONDS_PER_MINUTE for bar in bars],
        y=[bar.row for bar in bars],
        width=width,
        marker={
            "color": [bar.colour for bar in bars],
            "line": {"color": [bar.colour for bar in bars], "width": 1},
        },
        customdata=[[bar.text, span(horizon, bar.start, bar.finish)] for bar in bars],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<extra>%{fullData.name}</extra>",
    )


def span(horizon: Horizon, start: int, finish: int) -> str:
    """Start and finish as dates with times, for hover texts in either language."""
    return f"{horizon.moment(start):%Y-%m-%d %H:%M} – {horizon.moment(finish):%Y-%m-%d %H:%M}"


def rows_axis(labels: dict[str, str]) -> dict[str, Any]:
    """A category axis from top to bottom by key, so that rows with equal labels stay apart."""
    return axis(
        type="category",
        tickmode="array",
        tickvals=list(labels),
        ticktext=list(labels.values()),
        categoryorder="array",
        categoryarray=list(labels),
        range=[len(labels) - 0.4, -0.6],
    )


def time_axis(language: Language) -> dict[str, Any]:
    """Dates above the rows, where they are seen first."""
    return axis(side="top", **dates(language))
