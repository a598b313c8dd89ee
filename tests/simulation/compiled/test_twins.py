"""The compiled engine is the SimPy model, event for event and column for column."""

import os
from dataclasses import fields
from random import Random

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings

from simulation import compiled
from simulation.batch import Batch
from simulation.blueprint import build_blueprint
from simulation.engines import run_batch
from simulation.replication import run_replication
from simulation.twins import compare
from tests.simulation.builders import plan_of, scheduled
from tests.simulation.compiled.cases import cases
from tests.simulation.documents import BY_DATE, busy, campaign, people, team, work

CASES = int(os.environ.get("MEMS_TWINS", "1000"))


@given(cases())
@settings(max_examples=CASES, suppress_health_check=list(HealthCheck), deadline=None)
def test_engines_never_part(case):
    found = compare(case.blueprint, [case.number])
    assert found.parting is None


def test_engines_never_part_over_more_people_than_a_word_holds():
    crowd = [
        {
            "id": f"{skill}s",
            "name": skill,
            "headcount": 70,
            "department": "team",
            "skills": {skill: 2, "craft": 1},
        }
        for skill in ("draw", "plan")
    ]
    stages = [
        work("copy", [4, 8, 16]),
        work("design", [6, 10, 40], "draw", people=3, predecessors=[]),
        work("review", [1, 2, 3], "plan", people=2, rework={"probability": 0.4, "target": "design"}),
    ]
    scenario = team(
        stages,
        people(ann=["craft"]),
        [campaign(f"c{number}") for number in range(60)],
        organisation={
            "teams": crowd,
            "skills": [{"id": one, "name": one} for one in ("craft", "draw", "plan")],
        },
        risks={"absence": {"daily_probability": 0.1}},
    )
    for rule in ("plan", "due_date"):
        settings = BY_DATE.model_copy(update={"dispatch": rule})
        plan = scheduled(scenario, Random(1).sample) if rule == "plan" else plan_of(scenario)
        found = compare(build_blueprint(scenario, plan, settings), range(2))
        assert found.parting is None
        assert found.rows > 2000


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
