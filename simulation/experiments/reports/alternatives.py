"""Which of several scenarios is best, and how two of them differ."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report
from simulation.experiments.pairs import PairedComparison
from simulation.experiments.ranking import Candidate, Ranking
from simulation.experiments.reports.cells import Scale, measure_name, run_note, scale_of, words

RANKED = (
    Heading("candidate", "text"),
    Heading("fate", "text"),
    Heading("compared_with", "text"),
    Heading("value"),
    Heading("low"),
    Heading("high"),
    Heading("replications", "count"),
)
PAIRED = (
    Heading("measure", "text"),
    Heading("in_unit", "text"),
    Heading("base_value"),
    Heading("other_value"),
    Heading("change"),
    Heading("low"),
    Heading("high"),
    Heading("variance_ratio"),
)


def ranking_report(found: Ranking, currency: str) -> Report:
    """The best first, then what may be as good, then the others."""
    scale = scale_of(found.measure, currency)
    names = {one.scenario: one.name.texts() for one in found.candidates}
    rows = tuple(_candidate(one, scale, names) for one in found.candidates)
    told: dict[str, str | int | Mapping[str, str]] = {
        "zone": f"{found.zone * scale.factor:g}",
        "unit": words(scale.unit),
        "confidence": f"{found.confidence:.0%}",
        "replications": found.replications,
    }
    measure = measure_name(found.measure)
    title = {"measure": words(measure)}
    return Report(
        Message("experiments.ranking.title", title),
        RANKED,
        rows,
        (Message(f"experiments.ranking.{found.end}", told), Message("experiments.ranking.effort", told)),
    )


def _candidate(one: Candidate, scale: Scale, names: dict[str, dict[str, str]]) -> tuple[Cell, ...]:
    return (
        names[one.scenario],
        Message(f"experiments.fate.{one.fate}"),
        None if one.of is None else names[one.of],
        *scale.cells(one.estimate),
        one.replications,
    )


def paired_report(found: PairedComparison, currency: str, confidence: float) -> Report:
    """Differences replication by replication, and what pairing is worth."""
    rows = []
    for pair in found.pairs:
        scale = scale_of(pair.measure, currency)
        base, other = scale.cells(pair.base)[0], scale.cells(pair.other)[0]
        change = scale.cells(pair.change)
        rows.append((measure_name(pair.measure), scale.unit, base, other, *change, pair.variance_ratio))
    title = Message("experiments.pairs.title", {"base": found.base, "other": found.other})
    notes = (run_note(found.replications, confidence), Message("experiments.pairs.ratio"))
    return Report(title, PAIRED, tuple(rows), notes)
