"""Scenario documents that a caller gives as instances."""

from __future__ import annotations

from pathlib import Path

from scenarios.document import Scenario
from scenarios.reading import read_scenario

SUFFIXES = {".yaml", ".yml", ".json", ".xlsx"}


def scenarios_in(folder: Path | None) -> list[Scenario]:
    """Every scenario document of a folder, in the order of their names."""
    if folder is None:
        return []
    return [read_scenario(path) for path in sorted(folder.iterdir()) if path.suffix in SUFFIXES]


def with_seconds(scenario: Scenario, seconds: float) -> Scenario:
    """The scenario with a time limit for each of its two searches."""
    solver = scenario.settings.solver.model_copy(
        update={"allocation_seconds": seconds, "schedule_seconds": seconds}
    )
    return scenario.model_copy(update={"settings": scenario.settings.model_copy(update={"solver": solver})})
