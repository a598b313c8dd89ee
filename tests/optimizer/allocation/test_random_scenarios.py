"""A few dozen of the benchmark's random scenarios: verified answers, and conflicts that are real and minimal."""

import pytest

from benchmarks.random_documents import random_scenario
from benchmarks.random_scenarios import GAP, judged
from optimizer import allocate
from scenarios.document import SolverSettings

LIMITS = SolverSettings(allocation_seconds=20.0, relative_gap=GAP)
FAULTS = {"broken", "unexplained", "no conflict", "not minimal", "unknown"}


@pytest.mark.parametrize("number", range(25))
def test_answers_are_verified_and_conflicts_are_real(number):
    scenario = random_scenario(number)
    assert not FAULTS & set(judged(scenario, allocate(scenario, settings=LIMITS), LIMITS))
