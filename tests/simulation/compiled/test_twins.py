"""The compiled engine is the SimPy model, event for event and column for column."""

import os
from dataclasses import fields

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from simulation import compiled
from simulation.batch import Batch
from simulation.blueprint import build_blueprint
from simulation.engines import run_batch
from simulation.replication import run_replication
from simulation.twins import compare
from tests.simulation.builders import plan_of
from tests.simulation.compiled.cases import cases
from tests.simulation.documents import BY_DATE, busy

CASES = int(os.environ.get("MEMS_TWINS", "300"))


@given(cases())
@settings(max_examples=CASES, suppress_health_check=list(HealthCheck), deadline=None)
def test_engines_never_part(case):
    found = compare(case.blueprint, [case.number])
    assert found.parting is None


def _equal(one, other):
    return all(
        np.array_equal(getattr(one, field.name), getattr(other, field.name)) for field in fields(Batch)
    )


@pytest.fixture(scope="module")
def blueprint():
    scenario = busy()
    return build_blueprint(scenario, plan_of(scenario), BY_DATE)


def test_batches_are_those_of_replications_one_by_one(blueprint):
    alone = Batch.of([run_replication(blueprint, number) for number in range(3, 15)])
    assert _equal(run_batch(blueprint, 3, 12, engine="compiled"), alone)


def test_any_number_of_threads_gives_the_same_batch(blueprint):
    assert _equal(compiled.run(blueprint, 0, 230, threads=1), compiled.run(blueprint, 0, 230, threads=3))
