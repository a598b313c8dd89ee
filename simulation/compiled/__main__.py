"""``python -m simulation.compiled``: compile the engine, so that no user has to wait for it."""

from __future__ import annotations

from scenarios.compiled import AVAILABLE
from scenarios.templates import small_scenario
from simulation.blueprint import build_blueprint
from simulation.compiled import run
from simulation.studies.play import given

if __name__ == "__main__" and AVAILABLE:
    scenario = small_scenario()
    settings = scenario.settings.simulation.model_copy(update={"dispatch": "due_date"})
    run(build_blueprint(scenario, given(scenario, settings), settings), 0, 1)
