"""Where the money goes: today's split beside the recommended one, and the recommended one over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import plotly.graph_objects as go

from scenarios.charts.dated import rows_axis
from scenarios.charts.theme import MUTED, RECOMMENDED, ROW, TODAY, axis, clipped, colours, dates, figure, safe
from scenarios.display import MoneyScale, money_scale
from scenarios.document.base import Label
from scenarios.i18n import Language, translate
from scenarios.names import Names
from scenarios.record import Record
from scenarios.split import Split, split_table


def split_chart(
    record: Record, language: Language, *, by: Literal["channel", "campaign"] = "channel"
) -> go.Figure:
    """Today's spend and the recommended one, as paired bars by channel or by campaign."""
    split = split_table(record.scenario, record.plan)
    names = Names(record.scenario)
    totals, labels = (
        (split.by_channel, names.channels) if by == "channel" else (split.by_campaign, names.campaigns)
    )
    scale = money_scale(max((max(pair) for pair in totals.values()), default=0), split.currency, language)
    drawn = figure(
        translate(f"chart.split.{by}.title", language),
        _totals(split, language),
        body=2 * ROW * max(len(totals), 1) + 20,
        legend=2,
    )
    rows = {key: safe(clipped(labels[key].render(language))) for key in totals}
    _pairs(drawn, totals, labels, scale, language)
    largest = max((scale.shown(max(pair)) for pair in totals.values()), default=0)
    drawn.update_layout(barmode="group", bargap=0.35, bargroupgap=0.05)
    drawn.update_xaxes(
        axis(
            translate("chart.spend", language, unit=scale.label),
            tickformat=",",
            nticks=6,
            # Room for the label of the longest bar.
            range=[0, largest * 1.18 or 1],
        )
    )
    drawn.update_yaxes(rows_axis(rows) | {"showgrid": False})
    return drawn


def _pairs(
    drawn: go.Figure,
    totals: Mapping[str, tuple[int, int]],
    labels: Mapping[str, Label],
    scale: MoneyScale,
    language: Language,
) -> None:
    """A bar for today and one for the recommendation in every row; the second tells the change."""
    for side, colour in enumerate((TODAY, RECOMMENDED)):
        drawn.add_bar(
            orientation="h",
            name=translate(f"chart.{('today', 'recommended')[side]}", language),
            y=list(totals),
            x=[scale.shown(pair[side]) for pair in totals.values()],
            marker={"color": colour},
            text=[_change(scale, pair) if side else "" for pair in totals.values()],
            textposition="outside",
            textfont={"size": 11, "color": MUTED},
            cliponaxis=False,
            customdata=[
                [safe(labels[key].render(language)), scale.text(totals[key][side])] for key in totals
            ],
            hovertemplate="%{customdata[0]}<br>%{fullData.name}: %{customdata[1]}<extra></extra>",
        )


def allocation_chart(record: Record, language: Language) -> go.Figure:
    """Recommended spend in each period, stacked by channel."""
    split = split_table(record.scenario, record.plan)
    horizon, names = record.scenario.horizon, Names(record.scenario)
    by_period = [
        sum(row[period] for row in split.by_channel_period.values()) for period in range(split.periods)
    ]
    scale = money_scale(max(by_period, default=0), split.currency, language)
    drawn = figure(
        translate("chart.allocation.title", language),
        translate("chart.allocation.subtitle", language, total=_text(split.recommended, split, language)),
        body=300,
        foot=84,
        legend=len(split.channels),
    )
    days = [horizon.period_start(period) for period in range(split.periods)]
    for channel, marker in colours(split.channels).items():
        row = split.by_channel_period[channel]
        if not any(row):
            continue
        drawn.add_bar(
            name=safe(names.channels[channel].render(language)),
            x=days,
            y=[scale.shown(amount) for amount in row],
            marker=marker,
            customdata=[scale.text(amount) for amount in row],
            hovertemplate="%{x}<br>%{fullData.name}: %{customdata}<extra></extra>",
        )
    drawn.update_layout(barmode="stack", bargap=0.1)
    drawn.update_xaxes(
        axis(translate(f"chart.period.{horizon.period}", language), showgrid=False, **dates(language))
    )
    drawn.update_yaxes(axis(translate("chart.spend", language, unit=scale.label), tickformat=",", nticks=7))
    return drawn


def _totals(split: Split, language: Language) -> str:
    return translate(
        "chart.split.subtitle",
        language,
        today=_text(split.today, split, language),
        recommended=_text(split.recommended, split, language),
    )


def _text(minor: int, split: Split, language: Language) -> str:
    return money_scale(minor, split.currency, language).text(minor)


def _change(scale: MoneyScale, pair: tuple[int, int]) -> str:
    today, recommended = pair
    if today == recommended:
        return "±0"
    sign = "+" if recommended > today else "\N{MINUS SIGN}"
    return (
        f"{sign}{abs(recommended - today) / today:.0%}"
        if today
        else sign + f"{scale.shown(recommended):,.0f}"
    )
