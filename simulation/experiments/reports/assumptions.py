"""Which assumptions matter."""

from __future__ import annotations

from scenarios.i18n import Message
from scenarios.text.report import Heading, Report
from simulation.experiments.reports.cells import measure_name, scale_of, words
from simulation.experiments.sensitivity import Indices, Screening

SCREENED = (
    Heading("factor", "text"),
    Heading("mean_effect"),
    Heading("effect_strength"),
    Heading("low"),
    Heading("high"),
    Heading("effect_spread"),
)
DIVIDED = (
    Heading("factor", "text"),
    Heading("first_order"),
    Heading("first_order_low"),
    Heading("first_order_high"),
    Heading("total_order"),
    Heading("total_order_low"),
    Heading("total_order_high"),
)


def screening_report(found: Screening, measure: str, currency: str) -> Report:
    """The strongest factor first, in the unit of the measure."""
    scale = scale_of(measure, currency)
    rows = tuple(
        (one.path, one.mean * scale.factor, *scale.cells(one.strength), one.spread * scale.factor)
        for one in found.effects
    )
    told = {"runs": found.runs, "trajectories": found.trajectories, "seed": found.seed}
    unit, name = scale.unit, measure_name(measure)
    title = Message(
        "experiments.morris.title",
        {
            "measure": words(name),
            "unit": words(unit),
        },
    )
    return Report(
        title, SCREENED, rows, (Message("experiments.morris.note"), Message("experiments.morris.runs", told))
    )


def sobol_report(found: Indices, measure: str) -> Report:
    """The factor with the largest total index first."""
    rows = tuple(
        (
            one.path,
            *(one.first.value, one.first.low, one.first.high),
            *(one.total.value, one.total.low, one.total.high),
        )
        for one in found.indices
    )
    name = measure_name(measure)
    title = Message("experiments.sobol.title", {"measure": words(name)})
    told = {"runs": found.runs, "samples": found.samples, "seed": found.seed}
    return Report(
        title, DIVIDED, rows, (Message("experiments.sobol.note"), Message("experiments.sobol.runs", told))
    )
