"""Runs made ready for comparison: each under an identifier and a name of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from scenarios.document import Label
from scenarios.record import Record


def told_apart(records: Mapping[int, Record]) -> dict[int, Record]:
    """Runs by number; those of one scenario are renamed after their numbers, as a comparison needs them apart."""
    seen = Counter(record.id for record in records.values())
    return {
        number: _renamed(record, number) if seen[record.id] > 1 else record
        for number, record in records.items()
    }


def _renamed(record: Record, number: int) -> Record:
    key, name = f"{record.id}.{number}", record.name
    scenario = record.scenario.model_copy(
        update={"id": key, "name": Label(en=f"{name.en} #{number}", zh=f"{name.zh} #{number}")}
    )
    origin = record.plan.provenance.model_copy(update={"scenario": key})
    plan = record.plan.model_copy(update={"provenance": origin})
    outcome = record.outcome and record.outcome.model_copy(
        update={"provenance": record.outcome.provenance.model_copy(update={"scenario": key})}
    )
    return record.model_copy(update={"scenario": scenario, "plan": plan, "outcome": outcome})
