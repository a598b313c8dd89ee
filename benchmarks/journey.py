"""The whole journey on the built-in example: plan, verify, simulate, compare; time and honesty."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import pipeline
from benchmarks.documents import scenarios_in
from benchmarks.rows import Bar, Row, timed
from optimizer.verify import verify
from scenarios.comparison import compare
from scenarios.document import Scenario
from scenarios.generator import write_examples
from scenarios.reading import read_scenario

DEMO_SECONDS = 60.0


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark; the example keeps its own time limits, and ``seeds`` seed the simulation."""
    del seconds
    with tempfile.TemporaryDirectory() as folder:
        examples = [read_scenario(path) for path in write_examples(Path(folder))]
    rows = []
    for name, documents in (("example", examples), ("instances", scenarios_in(instances))):
        for seed in seeds if documents else ():
            rows += _journey(f"{name} seed {seed}", [_seeded(one, seed) for one in documents])
    return rows


def _seeded(scenario: Scenario, seed: int) -> Scenario:
    simulation = scenario.settings.simulation.model_copy(update={"seed": seed})
    settings = scenario.settings.model_copy(update={"simulation": simulation})
    return scenario.model_copy(update={"settings": settings})


def _journey(name: str, documents: list[Scenario]) -> list[Row]:
    records, taken = timed(lambda: [pipeline.run(document) for document in documents])
    comparison, compared = timed(lambda: compare(records, baseline=records[0].id))
    del comparison
    violations = sum(len(verify(record.scenario, record.plan)) for record in records)
    gaps = [record.plan.allocation.proof.gap or 0.0 for record in records]
    return [
        Row(f"{name}: plan and simulate {len(records)} scenarios", taken, "s", bar=Bar("<=", DEMO_SECONDS)),
        Row(f"{name}: compare", compared, "s"),
        Row(f"{name}: worst allocation gap", max(gaps), "share", bar=Bar("<=", 0.01)),
        Row(f"{name}: violations found by the verifier", violations, "count", bar=Bar("<=", 0)),
    ]
