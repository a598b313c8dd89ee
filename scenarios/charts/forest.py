"""Differences to a baseline with their intervals."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from scenarios.charts.theme import BAD, GOOD, INK, MUTED, RECOMMENDED, axis, figure, note, safe, wrapped
from scenarios.comparison import Comparison, Difference
from scenarios.display import MoneyScale, money_scale, number_text, percent_text
from scenarios.i18n import Language, translate
from scenarios.measures import Unit
from scenarios.statistics import Estimate

SHOWN = (
    "net_value",
    "revenue",
    "cost",
    "net_roi",
    "on_time",
    "lead_days",
    "throughput",
    "utilisation",
    "urgent_kept",
)
"""Measures of the forest plot, by default."""
VERDICTS = {
    "better": (GOOD, "circle"),
    "worse": (BAD, "x"),
    "higher": (RECOMMENDED, "diamond"),
    "lower": (RECOMMENDED, "diamond"),
    "unclear": (MUTED, "circle-open"),
    "equal": (MUTED, "circle-open"),
}


def forest_chart(comparison: Comparison, language: Language, *, measures: Sequence[str] = SHOWN) -> go.Figure:
    """Differences to the baseline with their intervals: a panel per measure, a row per scenario."""
    names = {side.scenario: side.name.render(language) for side in comparison.sides}
    panels = [
        (measure, found)
        for measure in measures
        if (
            found := [
                (contrast.scenario, one)
                for contrast in comparison.contrasts
                if (one := contrast.difference(measure)) is not None
            ]
        )
    ]
    title = translate("chart.forest.title", language, base=safe(names[comparison.baseline]))
    if not panels:
        return note(title, language, "chart.nothing")
    panel = 62 + 34 * len(comparison.contrasts)
    subtitle = translate(
        "chart.forest.subtitle", language, confidence=percent_text(comparison.confidence, decimals=0)
    )
    drawn = figure(title, subtitle, body=panel * len(panels), foot=8)
    for index, (measure, found) in enumerate(panels):
        _panel(drawn, (index, len(panels), panel), measure, found, comparison.currency, names, language)
    return drawn


def _panel(
    drawn: go.Figure,
    place: tuple[int, int, int],
    measure: str,
    found: Sequence[tuple[str, Difference]],
    currency: str,
    names: dict[str, str],
    language: Language,
) -> None:
    index, count, height = place
    suffix = "" if index == 0 else str(index + 1)
    top = 1 - index / count
    scale = _Unit(found, currency, language)
    estimates = [scale.shown(one.change) for _, one in found]
    drawn.add_scatter(
        x=[estimate.value for estimate in estimates],
        y=[scenario for scenario, _ in found],
        xaxis=f"x{suffix}",
        yaxis=f"y{suffix}",
        mode="markers",
        showlegend=False,
        marker={
            "color": [VERDICTS[one.verdict][0] for _, one in found],
            "symbol": [VERDICTS[one.verdict][1] for _, one in found],
            "size": 10,
        },
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [(e.high if e.high is not None else e.value) - e.value for e in estimates],
            "arrayminus": [e.value - (e.low if e.low is not None else e.value) for e in estimates],
            "color": INK,
            "thickness": 1.5,
            "width": 5,
        },
        customdata=[
            [safe(names[scenario]), scale.text(one), translate(f"verdict.{one.verdict}", language)]
            for scenario, one in found
        ],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )
    drawn.update_layout(
        {
            f"xaxis{suffix}": axis(
                anchor=f"y{suffix}",
                zeroline=True,
                zerolinewidth=2,
                tickformat=scale.tick,
                nticks=5,
                range=_reach(estimates),
            ),
            f"yaxis{suffix}": axis(
                anchor=f"x{suffix}",
                domain=[top - (height - 46) / height / count, top - 14 / height / count],
                showgrid=False,
                type="category",
                tickvals=[scenario for scenario, _ in found],
                ticktext=[wrapped(safe(names[scenario]), 22) for scenario, _ in found],
                range=[len(found) - 0.5, -0.5],
            ),
        }
    )
    drawn.add_annotation(
        text=f"<b>{translate(f'measure.{measure}', language)}</b> ({scale.label})",
        xref="paper",
        yref="paper",
        x=0,
        y=top,
        xanchor="left",
        yanchor="middle",
        showarrow=False,
        font={"size": 12},
    )


def _reach(estimates: Sequence[Estimate]) -> list[float]:
    """An axis that holds every interval and zero, with some room."""
    ends = [0.0] + [end for one in estimates for end in (one.value, one.low, one.high) if end is not None]
    room = 0.08 * (max(ends) - min(ends)) or 1.0
    return [min(ends) - room, max(ends) + room]


class _Unit:
    """How one measure is shown: money in a readable unit, shares in percentage points."""

    def __init__(self, found: Sequence[tuple[str, Difference]], currency: str, language: Language) -> None:
        unit: Unit = found[0][1].unit
        ends = [
            abs(end)
            for _, one in found
            for end in (one.change.value, one.change.low, one.change.high)
            if end is not None
        ]
        self._scale: MoneyScale | None = (
            money_scale(max(ends), currency, language) if unit == "money" else None
        )
        self._factor = 100.0 if unit == "share" else 1.0
        self.label = self._scale.label if self._scale else translate(f"unit.{unit}.change", language)
        self.tick = ",.3~f"

    def shown(self, estimate: Estimate) -> Estimate:
        return estimate.scaled(self._scale.shown(1) if self._scale else self._factor)

    def text(self, difference: Difference) -> str:
        change = self.shown(difference.change)
        text = number_text(change.value, signed=True)
        if change.low is not None and change.high is not None:
            text += f" [{number_text(change.low, signed=True)}, {number_text(change.high, signed=True)}]"
        return f"{text} {self.label}"
