"""When campaigns really launch, and what they wait for."""

from __future__ import annotations

import plotly.graph_objects as go

from scenarios.charts.dated import rows_axis, time_axis
from scenarios.charts.theme import (
    BAD,
    CAUSE_COLOURS,
    FAIR,
    GOOD,
    INK,
    ROW,
    axis,
    clipped,
    day_format,
    figure,
    note,
    safe,
)
from scenarios.display import percent_text
from scenarios.document.scenario import Scenario
from scenarios.i18n import Language, translate
from scenarios.names import Names
from scenarios.outcome import CAUSES, WaitCause
from scenarios.summary import CampaignSummary, OutcomeSummary

LEVELS = (("likely", 0.8, GOOD, "circle"), ("open", 0.5, FAIR, "diamond"), ("unlikely", 0.0, BAD, "x"))
"""Kinds of campaigns by the least probability of being on time."""


def launch_chart(scenario: Scenario, summary: OutcomeSummary, language: Language) -> go.Figure:
    """Simulated launches of each campaign, P10 to P95 with the median and P80, against its target."""
    title = translate("chart.launch.title", language)
    campaigns = sorted(summary.campaigns, key=lambda one: (one.target, one.campaign))
    if not campaigns:
        return note(title, language, "chart.nothing")
    names = Names(scenario).campaigns
    rows = {
        one.campaign: f"{safe(clipped(names[one.campaign].render(language), 20))}  <b>{one.on_time.value:.0%}</b>"
        for one in campaigns
    }
    subtitle = translate("chart.launch.subtitle", language, replications=f"{summary.replications:,}")
    drawn = figure(title, subtitle, body=ROW * len(rows), foot=12, legend=4, dates_on_top=True)
    drawn.update_xaxes(time_axis(language))
    drawn.update_yaxes(rows_axis(rows))
    for level, least, colour, symbol in LEVELS:
        chosen = [one for one in campaigns if _level(one) == level]
        if chosen:
            _ranges(drawn, chosen, colour)
            _medians(drawn, chosen, (level, least, colour, symbol), names_of(scenario, language), language)
    drawn.add_scatter(
        x=[one.target for one in campaigns],
        y=[one.campaign for one in campaigns],
        mode="markers",
        name=translate("chart.target", language),
        marker={"symbol": "line-ns", "size": 10, "line": {"width": 2, "color": INK}},
        hovertemplate=f"%{{x|{day_format(language)}}}<extra>%{{fullData.name}}</extra>",
    )
    return drawn


def names_of(scenario: Scenario, language: Language) -> dict[str, str]:
    """Campaign names, safe in a figure."""
    return {key: safe(label.render(language)) for key, label in Names(scenario).campaigns.items()}


def _level(campaign: CampaignSummary) -> str:
    return next(level for level, least, _, _ in LEVELS if campaign.on_time.value >= least)


def _ranges(drawn: go.Figure, campaigns: list[CampaignSummary], colour: str) -> None:
    """P10 to P95, and P10 to P80 thicker. A range whose end was never reached ends at the last known quantile."""
    for upper, width in ((0.95, 2), (0.8, 6)):
        x, y = [], []
        for one in campaigns:
            known = [item.moment for item in one.launch if item.probability <= upper and item.moment]
            if known:
                x += [known[0], known[-1], None]
                y += [one.campaign, one.campaign, None]
        drawn.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"color": colour, "width": width},
            opacity=0.55,
            hoverinfo="skip",
            showlegend=False,
        )


def _medians(
    drawn: go.Figure,
    campaigns: list[CampaignSummary],
    kind: tuple[str, float, str, str],
    names: dict[str, str],
    language: Language,
) -> None:
    level, _, colour, symbol = kind
    known = [one for one in campaigns if one.launch_at(0.5).moment]
    drawn.add_scatter(
        x=[one.launch_at(0.5).moment for one in known],
        y=[one.campaign for one in known],
        mode="markers",
        name=translate(f"chart.launch.{level}", language),
        marker={"symbol": symbol, "size": 9, "color": colour, "line": {"color": "white", "width": 1}},
        customdata=[f"<b>{names[one.campaign]}</b><br>{_reading(one, language)}" for one in known],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _reading(campaign: CampaignSummary, language: Language) -> str:
    never = translate("chart.launch.never", language)
    quantiles = " · ".join(
        f"P{100 * item.probability:.0f} {item.moment:%Y-%m-%d}"
        if item.moment
        else f"P{100 * item.probability:.0f} {never}"
        for item in campaign.launch
    )
    on_time = campaign.on_time
    interval = (
        f" [{percent_text(on_time.low, decimals=0)}, {percent_text(on_time.high, decimals=0)}]"
        if on_time.low is not None and on_time.high is not None
        else ""
    )
    share = percent_text(on_time.value, decimals=0) + interval
    return translate("chart.launch.reading", language, quantiles=quantiles, share=share)


def waiting_chart(scenario: Scenario, summary: OutcomeSummary, language: Language) -> go.Figure:
    """Expected waiting of each campaign's preparation by cause, in elapsed days.

    The campaign that waits longest, nights and weekends apart, stands on top.
    """
    title = translate("chart.waiting.title", language)
    if not summary.campaigns:
        return note(title, language, "chart.nothing")
    causes: list[WaitCause] = [cause for cause in CAUSES if cause != "calendar"]
    totals = {
        one.campaign: sum(one.waiting_hours[cause].value for cause in causes) for one in summary.campaigns
    }
    campaigns = sorted(summary.campaigns, key=lambda one: (-totals[one.campaign], one.campaign))
    labels, names = Names(scenario).campaigns, names_of(scenario, language)
    rows = {one.campaign: safe(clipped(labels[one.campaign].render(language))) for one in campaigns}
    subtitle = translate("chart.waiting.subtitle", language, replications=f"{summary.replications:,}")
    drawn = figure(title, subtitle, body=ROW * len(rows) + 10, legend=len(CAUSES))
    # Nights and weekends come last: they dwarf what can be changed.
    order: list[WaitCause] = [*causes, "calendar"]
    for cause in order:
        days = [one.waiting_hours[cause].value / 24 for one in campaigns]
        if not any(days):
            continue
        drawn.add_bar(
            orientation="h",
            name=translate(f"cause.{cause}", language),
            x=days,
            y=list(rows),
            marker={"color": CAUSE_COLOURS[cause], "line": {"color": "white", "width": 0.5}},
            customdata=[names[one] for one in rows],
            hovertemplate="%{customdata}<br>%{fullData.name}: "
            + translate("chart.days", language, days="%{x:,.1f}")
            + "<extra></extra>",
        )
    drawn.update_layout(barmode="stack", bargap=0.25)
    drawn.update_xaxes(axis(translate("chart.waiting.axis", language), tickformat=",", nticks=7))
    drawn.update_yaxes(rows_axis(rows) | {"showgrid": False})
    return drawn
