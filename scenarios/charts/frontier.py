"""A frontier: what of one good thing is had for how much of another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log10
from typing import Literal

import plotly.graph_objects as go

from scenarios.charts.theme import INK, SERIES, TODAY, axis, figure, note, safe
from scenarios.display import MoneyScale, money_scale
from scenarios.i18n import Language

MOST_MARKED = 20
"""Points that are marked one by one; more of them are a curve."""
_LIMIT = {"color": SERIES[0], "width": 1, "dash": "dot"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One side of a frontier: its title, and whether its values are minor units of money, shares or plain numbers."""

    title: str
    form: Literal["money", "share", "number"]


@dataclass(frozen=True, slots=True)
class Frontier:
    """What a frontier shows: values over ``x`` (rising), a line for each name, with gaps where a value is None.

    ``marked`` is a point with its name, such as the plan on show; ``limits`` names lines that bound the first one.
    """

    title: str
    subtitle: str
    across: Measured
    upwards: Measured
    x: Sequence[float]
    lines: Mapping[str, Sequence[float | None]]
    marked: tuple[float, float, str] | None = None
    limits: frozenset[str] = frozenset()


def frontier_chart(frontier: Frontier, currency: str, language: Language) -> go.Figure:
    """Lines with their points; amounts of money in ``currency``, in a unit that reads well."""
    marked = [frontier.marked] if frontier.marked else []
    known = [value for line in frontier.lines.values() for value in line if value is not None]
    if not frontier.x or not known:
        return note(frontier.title, language, "chart.nothing")
    across = _scale(frontier.across, [*frontier.x, *(one[0] for one in marked)], currency, language)
    upwards = _scale(frontier.upwards, [*known, *(one[1] for one in marked)], currency, language)
    drawn = figure(frontier.title, frontier.subtitle, body=280, legend=len(frontier.lines) + len(marked))
    for place, (name, line) in enumerate(frontier.lines.items()):
        drawn.add_scatter(
            x=[_shown(one, across) for one in frontier.x],
            y=[None if one is None else _shown(one, upwards) for one in line],
            name=safe(name),
            mode="lines+markers" if len(frontier.x) <= MOST_MARKED else "lines",
            line=_LIMIT if name in frontier.limits else {"color": SERIES[place % len(SERIES)], "width": 2},
            marker={"size": 7},
            hovertemplate="%{x:,.4~g} → %{y:,.4~g}<extra>%{fullData.name}</extra>",
        )
    for x, y, name in marked:
        drawn.add_scatter(
            x=[_shown(x, across)],
            y=[_shown(y, upwards)],
            name=safe(name),
            mode="markers",
            marker={"symbol": "diamond", "size": 12, "color": TODAY, "line": {"color": INK, "width": 1}},
            hovertemplate="%{x:,.4~g} → %{y:,.4~g}<extra>%{fullData.name}</extra>",
        )
    drawn.update_xaxes(_axis(frontier.across, across, frontier.x))
    drawn.update_yaxes(_axis(frontier.upwards, upwards, known))
    return drawn


def _scale(side: Measured, values: Sequence[float], currency: str, language: Language) -> MoneyScale | None:
    return money_scale(max(map(abs, values)), currency, language) if side.form == "money" else None


def _shown(value: float, scale: MoneyScale | None) -> float:
    return value if scale is None else scale.shown(value)


def _axis(side: Measured, scale: MoneyScale | None, values: Sequence[float]) -> dict[str, object]:
    title = side.title if scale is None else f"{side.title} ({scale.label})"
    return axis(title, tickformat=".0%" if side.form == "share" else f",.{digits(values)}~g", nticks=7)


def digits(values: Sequence[float]) -> int:
    """Significant digits that tell ticks between the values apart, however close together these are."""
    span, size = max(values) - min(values), max(map(abs, values))
    return max(4, ceil(log10(size / span)) + 2) if span else 4
