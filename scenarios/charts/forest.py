"""Differences to a baseline with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import plotly.graph_objects as go

from scenarios.charts.theme import BAD, GOOD, INK, MUTED, RECOMMENDED, axis, figure, note, safe, wrapped
from scenarios.comparison import Comparison, Difference
from scenarios.display import MoneyScale, money_scale, number_text, percent_text
from scenarios.i18n import Language, translate
from scenarios.measures import Unit
from scenarios.statistics import Estimate

Found: TypeAlias = Sequence[tuple[str, Difference]]
"""Scenarios with their difference in one measure."""
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
        place = _Place(index, len(panels), panel)
        unit = _Unit(found, comparison.currency, language)
        _marks(drawn, place, found, unit, names, language)
        _axes(drawn, place, found, unit, names)
        drawn.add_annotation(
            text=f"<b>{translate(f'measure.{measure}', language)}</b> ({unit.label})",
            xref="paper",
            yref="paper",
            x=0,
            y=place.top,
            xanchor="left",
            yanchor="middle",
            showarrow=False,
            font={"size": 12},
        )
    return drawn


@dataclass(frozen=True, slots=True)
class _Place:
    """One of ``count`` panels above one another, each ``height`` pixels high."""

    index: int
    count: int
    height: int

    @property
    def suffix(self) -> str:
        """Of the names of its axes."""
        return "" if self.index == 0 else str(self.index + 1)

    @property
    def top(self) -> float:
        """Its upper edge as a share of the plot."""
        return 1 - self.index / self.count

    @property
    def domain(self) -> list[float]:
        """Where its rows are, between the name of the measure and the labels of the axis."""
        pixel = 1 / self.height / self.count
        return [self.top - (self.height - 46) * pixel, self.top - 14 * pixel]


def _marks(
    drawn: go.Figure, place: _Place, found: Found, unit: _Unit, names: dict[str, str], language: Language
) -> None:
    estimates = [unit.shown(one.change) for _, one in found]
    drawn.add_scatter(
        x=[estimate.value for estimate in estimates],
        y=[scenario for scenario, _ in found],
        xaxis=f"x{place.suffix}",
        yaxis=f"y{place.suffix}",
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
            "array": [0 if one.high is None else one.high - one.value for one in estimates],
            "arrayminus": [0 if one.low is None else one.value - one.low for one in estimates],
            "color": INK,
            "thickness": 1.5,
            "width": 5,
        },
        customdata=[
            [safe(names[scenario]), unit.text(one), translate(f"verdict.{one.verdict}", language)]
            for scenario, one in found
        ],
        hovertemplate="%{customdata[0]}<br>%{customdata[1]}<br>%{customdata[2]}<extra></extra>",
    )


def _axes(drawn: go.Figure, place: _Place, found: Found, unit: _Unit, names: dict[str, str]) -> None:
    drawn.update_layout(
        {
            f"xaxis{place.suffix}": axis(
                anchor=f"y{place.suffix}",
                zeroline=True,
                zerolinewidth=2,
                tickformat=",.3~f",
                nticks=5,
                range=_reach([unit.shown(one.change) for _, one in found]),
            ),
            f"yaxis{place.suffix}": axis(
                anchor=f"x{place.suffix}",
                domain=place.domain,
                showgrid=False,
                type="category",
                tickvals=[scenario for scenario, _ in found],
                ticktext=[wrapped(safe(names[scenario]), 22) for scenario, _ in found],
                range=[len(found) - 0.5, -0.5],
            ),
        }
    )


def _reach(estimates: Sequence[Estimate]) -> list[float]:
    """An axis that holds every interval and zero, with some room."""
    ends = [0.0] + [end for one in estimates for end in (one.value, one.low, one.high) if end is not None]
    room = 0.08 * (max(ends) - min(ends)) or 1.0
    return [min(ends) - room, max(ends) + room]


class _Unit:
    """How one measure is shown: money in a readable unit, shares in percentage points."""

    def __init__(self, found: Found, currency: str, language: Language) -> None:
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

    def shown(self, estimate: Estimate) -> Estimate:
        return estimate.scaled(self._scale.shown(1) if self._scale else self._factor)

    def text(self, difference: Difference) -> str:
        change = self.shown(difference.change)
        text = number_text(change.value, signed=True)
        if change.low is not None and change.high is not None:
            text += f" [{number_text(change.low, signed=True)}, {number_text(change.high, signed=True)}]"
        return f"{text} {self.label}"
