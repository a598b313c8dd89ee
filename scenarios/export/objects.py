"""Results as JSON objects, documented in docs/reference/results.md. Money in currency units."""

from __future__ import annotations

import datetime as dt
from typing import Any

from scenarios.comparison import Comparison, Contrast
from scenarios.export import tables
from scenarios.export.table import Table, Typed
from scenarios.i18n import Language
from scenarios.measures import BY_KEY, MEASURES, Unit
from scenarios.money import to_units
from scenarios.plan import Proof
from scenarios.record import Record
from scenarios.rounding import round_half_up
from scenarios.statistics import Estimate

VERSION = 1


def record_object(record: Record, language: Language) -> dict[str, Any]:
    """The documented object of one scenario's result."""
    context = tables.Context(record, language)
    scenario, plan = record.scenario, record.plan
    return {
        "format": "mems.result",
        "version": VERSION,
        "language": language,
        "scenario": {
            "id": scenario.id,
            "name": scenario.name.render(language),
            "currency": scenario.currency,
            "roi": scenario.objective.roi,
            "margin": scenario.objective.margin,
            "staff_cost": scenario.objective.staff_cost,
        },
        "provenance": plan.provenance.model_dump(mode="json"),
        "proof": {
            "allocation": proof_object(plan.allocation.proof),
            "schedule": proof_object(plan.schedule.proof) if plan.schedule else None,
        },
        "explanation": [one.render(language) for one in context.explanation.sentences],
        "simulation": _simulation(context),
        **_tables(context),
        "conflicts": [
            {
                "name": conflict.name.render(language),
                "path": conflict.path,
                "remedy": conflict.remedy.render(language) if conflict.remedy else None,
            }
            for conflict in plan.allocation.conflicts
        ],
        "notes": [note.render(language) for note in _notes(record)],
    }


def _tables(context: tables.Context) -> dict[str, list[dict[str, Any]]]:
    made = (
        tables.money(context),
        tables.budget(context),
        tables.split_lines(context),
        tables.split_change(context),
        tables.campaigns(context),
        tables.staff(context),
        tables.schedule(context),
        tables.bindings(context),
        tables.cells(context),
    )
    return {table.key: rows_object(table) for table in made}


def _notes(record: Record) -> list[Any]:
    plan = record.plan
    return [
        *plan.allocation.notes,
        *(plan.schedule.notes if plan.schedule else ()),
        *(record.outcome.notes if record.outcome else ()),
    ]


def _simulation(context: tables.Context) -> dict[str, Any] | None:
    outcome = context.record.outcome
    if outcome is None:
        return None
    found = {measure.key: (measure.unit, measure.estimate(outcome)) for measure in MEASURES}
    return {
        "engine": outcome.engine,
        "replications": outcome.replications,
        "stopped_by": outcome.stopped_by,
        "confidence": outcome.confidence,
        "measures": {key: estimate_object(one, unit) for key, (unit, one) in found.items()},
    }


def comparison_object(comparison: Comparison, language: Language) -> dict[str, Any]:
    """The documented object of a comparison."""
    return {
        "format": "mems.comparison",
        "version": VERSION,
        "language": language,
        "baseline": comparison.baseline,
        "currency": comparison.currency,
        "confidence": comparison.confidence,
        "scenarios": [
            {
                "id": side.scenario,
                "name": side.name.render(language),
                "replications": side.replications,
                "seed": side.seed,
                "proof": proof_object(side.proof) if side.proof else None,
                "measures": {
                    key: estimate_object(one, BY_KEY[key].unit) for key, one in side.measures.items()
                },
            }
            for side in comparison.sides
        ],
        "contrasts": [_contrast(contrast, language) for contrast in comparison.contrasts],
    }


def _contrast(contrast: Contrast, language: Language) -> dict[str, Any]:
    return {
        "scenario": contrast.scenario,
        "pairing": contrast.pairing,
        "story": [sentence.render(language) for sentence in contrast.story],
        "changes": [change.model_dump(mode="json", exclude_none=True) for change in contrast.changes],
        "differences": [
            {
                "measure": one.measure,
                "unit": one.unit,
                "baseline": estimate_object(one.base, one.unit),
                "value": estimate_object(one.other, one.unit),
                "change": estimate_object(one.change, one.unit),
                "verdict": one.verdict,
            }
            for one in contrast.differences
        ],
        "bridge": contrast.bridge.to_dict(language) if contrast.bridge else None,
    }


def proof_object(proof: Proof) -> dict[str, Any]:
    """Status, value, bound and gap; money in currency units."""
    return {
        "status": proof.status.value,
        "value": _units(proof.value),
        "bound": _units(proof.bound),
        "gap": proof.gap,
    }


def estimate_object(estimate: Estimate | None, unit: Unit) -> dict[str, Any] | None:
    """Value and interval, money in currency units to the cent; None where undefined."""
    if estimate is None:
        return None
    ends = {"value": estimate.value, "low": estimate.low, "high": estimate.high}
    return {key: _units(end) if unit == "money" else end for key, end in ends.items()}


def rows_object(table: Table) -> list[dict[str, Any]]:
    """The rows of a table without its totals, by column key."""
    return [
        {column.key: _plain(cell) for column, cell in zip(table.columns, table.typed(row), strict=True)}
        for row in table.body
    ]


def _plain(cell: Typed) -> Any:
    if isinstance(cell.value, dt.datetime):
        return cell.value.strftime("%Y-%m-%dT%H:%M")
    if isinstance(cell.value, dt.date):
        return cell.value.isoformat()
    if cell.kind == "money" and isinstance(cell.value, int):
        return to_units(cell.value)
    return cell.value


def _units(minor: float | None) -> float | None:
    return None if minor is None else to_units(round_half_up(minor))
