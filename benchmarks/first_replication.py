"""What a new process needs for its first replication of a plan, and no more."""

from __future__ import annotations

import pickle
from pathlib import Path

from scenarios.document.settings import SimulationSettings
from simulation import compiled
from simulation.blueprint import build_blueprint


def run(path: str) -> None:
    """Run one replication of the scenario and plan that the benchmark has pickled at ``path``."""
    scenario, plan = pickle.loads(Path(path).read_bytes())  # noqa: S301 - written by the benchmark itself
    compiled.run(build_blueprint(scenario, plan, SimulationSettings(dispatch="due_date", seed=1)), 0, 1)
