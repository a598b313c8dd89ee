"""How net value spreads over the replications."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from scenarios.charts.theme import DASHES, SERIES, axis, figure, note, safe
from scenarios.display import money_scale
from scenarios.i18n import Language, translate
from scenarios.record import Record


def value_chart(records: Sequence[Record], language: Language) -> go.Figure:
    """Probability of at most a net value (S-curve), with the median and the value reached in 8 runs of 10."""
    simulated = [record for record in records if record.outcome is not None]
    title = translate("chart.value.title", language)
    if not simulated:
        return note(title, language, "chart.not_simulated")
    samples = {
        record.id: np.sort(record.outcome.net_value) for record in simulated if record.outcome is not None
    }
    largest = max(float(np.abs(values).max()) for values in samples.values())
    scale = money_scale(largest, simulated[0].scenario.currency, language)
    drawn = figure(title, translate("chart.value.subtitle", language), body=260, legend=len(simulated))
    for index, record in enumerate(simulated):
        values = [scale.shown(float(value)) for value in samples[record.id]]
        shares = [(rank + 1) / len(values) for rank in range(len(values))]
        name = safe(record.name.render(language))
        colour = SERIES[index % len(SERIES)]
        drawn.add_scatter(
            x=values,
            y=shares,
            mode="lines",
            line={"shape": "hv", "color": colour, "width": 2, "dash": DASHES[index % len(DASHES)]},
            name=name,
            hovertemplate=f"%{{x:,.4~f}}<br>%{{y:.0%}}<extra>{name}</extra>",
        )
        _milestones(drawn, values, colour, language)
    drawn.update_xaxes(
        axis(translate("chart.net_value", language, unit=scale.label), tickformat=",.4~f", nticks=6)
    )
    drawn.update_yaxes(
        axis(translate("chart.value.axis", language), tickformat=".0%", range=[0, 1.02], nticks=6)
    )
    return drawn


def _milestones(drawn: go.Figure, values: Sequence[float], colour: str, language: Language) -> None:
    """The value exceeded in 80% of the runs, and the median."""
    ranks = {0.2: "p80", 0.5: "p50"}
    positions = {share: max(0, int(np.ceil(share * len(values))) - 1) for share in ranks}
    drawn.add_scatter(
        x=[values[position] for position in positions.values()],
        y=list(positions),
        mode="markers",
        marker={"color": colour, "size": 9, "symbol": "diamond"},
        showlegend=False,
        customdata=[translate(f"chart.value.{key}", language) for key in ranks.values()],
        hovertemplate="%{customdata}: %{x:,.4~f}<extra></extra>",
    )
