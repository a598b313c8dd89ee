"""What money brings: response curves with today's and the recommended point, and marginal returns side by side."""

from __future__ import annotations

import math

import plotly.graph_objects as go

from scenarios.charts.dated import rows_axis
from scenarios.charts.theme import BAD, INK, MUTED, RECOMMENDED, TODAY, axis, clipped, figure, note, safe
from scenarios.display import MoneyScale, money_scale
from scenarios.i18n import Language, translate
from scenarios.money import MINOR_PER_UNIT
from scenarios.names import Names
from scenarios.record import Record
from scenarios.returns import ChannelReturn, Point, Returns

MARKERS = {"today": ("diamond", TODAY), "recommended": ("circle", RECOMMENDED)}


def response_chart(record: Record, channel: str, language: Language) -> go.Figure:
    """A channel's revenue by spend above, its marginal return below, both with today's and the recommended point."""
    name = Names(record.scenario).channels[channel].render(language)
    title = translate("chart.response.title", language, channel=safe(name))
    found = Returns(record.scenario, record.plan).channel(channel)
    if found is None:
        return note(title, language, "chart.response.unused")
    currency = record.scenario.currency
    spend = money_scale(float(found.spend[-1]) * MINOR_PER_UNIT, currency, language)
    revenue = money_scale(float(found.revenue.max()) * MINOR_PER_UNIT, currency, language)
    drawn = figure(title, translate("chart.response.subtitle", language), body=300, legend=2)
    drawn.update_layout(
        xaxis=axis(anchor="y", showticklabels=False, matches="x2", nticks=6),
        yaxis=axis(
            translate("chart.revenue", language, unit=revenue.label),
            domain=[0.48, 1],
            tickformat=",",
            rangemode="tozero",
        ),
        xaxis2=axis(
            translate("chart.spend", language, unit=spend.label),
            anchor="y2",
            tickformat=",",
            rangemode="tozero",
            nticks=6,
        ),
        yaxis2=axis(
            translate("chart.response.marginal", language),
            domain=[0, 0.42],
            tickformat=",.2~f",
            rangemode="tozero",
            nticks=5,
        ),
    )
    _curves(drawn, found, spend, revenue, language)
    _points(drawn, found, spend, revenue, language)
    _break_even(drawn, record, language)
    return drawn


def _curves(
    drawn: go.Figure, found: ChannelReturn, spend: MoneyScale, revenue: MoneyScale, language: Language
) -> None:
    x = [spend.shown(one * MINOR_PER_UNIT) for one in found.spend]
    lines = (
        ("x", "y", "chart.response.revenue", [revenue.shown(one * MINOR_PER_UNIT) for one in found.revenue]),
        ("x2", "y2", "chart.response.marginal", list(found.marginal)),
    )
    for horizontal, vertical, key, y in lines:
        drawn.add_scatter(
            x=x,
            y=y,
            xaxis=horizontal,
            yaxis=vertical,
            mode="lines",
            name=translate(key, language),
            line={"color": INK if vertical == "y" else MUTED, "width": 2},
            hovertemplate="%{x:,.3~f} → %{y:,.3~f}<extra>%{fullData.name}</extra>",
            showlegend=False,
        )


def _points(
    drawn: go.Figure, found: ChannelReturn, spend: MoneyScale, revenue: MoneyScale, language: Language
) -> None:
    for key, point in (("today", found.today), ("recommended", found.recommended)):
        if point is None:
            continue
        heights = (("x", "y", revenue.shown(point.revenue * MINOR_PER_UNIT)), ("x2", "y2", point.marginal))
        for horizontal, vertical, height in heights:
            if not math.isfinite(height):
                continue
            drawn.add_scatter(
                x=[spend.shown(point.spend * MINOR_PER_UNIT)],
                y=[height],
                xaxis=horizontal,
                yaxis=vertical,
                mode="markers",
                name=translate(f"chart.{key}", language),
                legendgroup=key,
                showlegend=vertical == "y",
                marker={
                    "symbol": MARKERS[key][0],
                    "color": MARKERS[key][1],
                    "size": 12,
                    "line": {"color": INK, "width": 1},
                },
                cliponaxis=False,
                hovertext=_reading(point, spend, revenue, language),
                hovertemplate="%{fullData.name}<br>%{hovertext}<extra></extra>",
            )


def _reading(point: Point, spend: MoneyScale, revenue: MoneyScale, language: Language) -> str:
    return translate(
        "chart.response.reading",
        language,
        spend=spend.text(point.spend * MINOR_PER_UNIT),
        revenue=revenue.text(point.revenue * MINOR_PER_UNIT),
        marginal=f"{point.marginal:,.2f}",
    )


def _break_even(drawn: go.Figure, record: Record, language: Language) -> None:
    """Where the contribution of one more unit is worth that unit."""
    margin = record.scenario.objective.margin
    if not margin:
        return
    level, line = 1 / margin, {"color": BAD, "width": 1, "dash": "dash"}
    drawn.add_shape(type="line", xref="x2 domain", yref="y2", x0=0, x1=1, y0=level, y1=level, line=line)
    drawn.add_annotation(
        text=translate("chart.break_even", language, level=f"{level:,.2f}"),
        xref="x2 domain",
        yref="y2",
        x=1,
        y=level,
        xanchor="right",
        yanchor="bottom",
        showarrow=False,
        font={"size": 11, "color": BAD},
    )


def marginal_chart(record: Record, language: Language) -> go.Figure:
    """What one more currency unit brings on each channel, today and as recommended."""
    names, returns = Names(record.scenario).channels, Returns(record.scenario, record.plan, points=2)
    found = [one for channel in names if (one := returns.channel(channel)) is not None]
    title = translate("chart.marginal.title", language)
    if not found:
        return note(title, language, "chart.nothing")
    drawn = figure(title, translate("chart.marginal.subtitle", language), body=26 * len(found) + 20, legend=2)
    rows = {one.channel: safe(clipped(names[one.channel].render(language))) for one in found}
    for one in found:
        if one.today is not None and math.isfinite(one.recommended.marginal):
            drawn.add_scatter(
                x=[one.today.marginal, one.recommended.marginal],
                y=[one.channel] * 2,
                mode="lines",
                line={"color": "#D1D5DB", "width": 3},
                hoverinfo="skip",
                showlegend=False,
            )
    for key in ("today", "recommended"):
        points = [(one, getattr(one, key)) for one in found]
        shown = [(one, point) for one, point in points if point is not None and math.isfinite(point.marginal)]
        drawn.add_scatter(
            x=[point.marginal for _, point in shown],
            y=[one.channel for one, _ in shown],
            mode="markers",
            name=translate(f"chart.{key}", language),
            marker={"symbol": MARKERS[key][0], "color": MARKERS[key][1], "size": 11},
            customdata=[safe(names[one.channel].render(language)) for one, _ in shown],
            hovertemplate="%{customdata}<br>%{fullData.name}: %{x:,.2f}<extra></extra>",
        )
    margin = record.scenario.objective.margin
    if margin:
        drawn.add_vline(x=1 / margin, line={"color": BAD, "width": 1, "dash": "dash"})
    drawn.update_xaxes(
        axis(translate("chart.marginal", language), tickformat=",.2~f", rangemode="tozero", nticks=6)
    )
    drawn.update_yaxes(rows_axis(rows))
    return drawn
