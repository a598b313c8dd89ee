"""Queueing and project-network theory through the product's own documents, in both engines.

Each estimate is the ratio of two sums by replication; a law is kept when the estimate is within its interval of theory
(a risk of 0.001 shared by all statements) and the interval's half-width is below a hundredth of it. A pilot says how
many replications that takes; the estimate is made of others. What the engines have in common is tested beside it: the
same replications from either, on a shorter horizon.
"""

import math
from dataclasses import fields

import numpy as np
import pytest
from scipy.stats import t as student

from scenarios.compiled import AVAILABLE
from simulation.batch import Batch
from simulation.blueprint import build_blueprint
from simulation.engines import run_batch
from tests.simulation.builders import plan_of
from tests.simulation.closed_forms import LAWS
from tests.simulation.documents import BY_DATE

PILOT = 40
FIRST_COME = BY_DATE.model_copy(update={"dispatch": "first_come"})

pytestmark = pytest.mark.slow


def run(scenario, replications, *, engine="compiled", seed=1) -> Batch:
    settings = FIRST_COME.model_copy(update={"seed": seed})
    blueprint = build_blueprint(scenario, plan_of(scenario), settings)
    return run_batch(blueprint, 0, replications, engine=engine)


def estimate(law, batch):
    """The ratio of means with the half-width of its interval, by linearisation (Cochran 1977, section 6.4)."""
    above, below = (np.asarray(part, dtype=float) for part in law.parts(batch))
    count = len(above)
    ratio = above.sum() / below.sum()
    residuals = (above - ratio * below) / below.mean()
    half = student.ppf(1 - 0.001 / (2 * len(LAWS)), count - 1) * residuals.std(ddof=1) / math.sqrt(count)
    return ratio - law.shift, half


@pytest.mark.skipif(not AVAILABLE, reason="too many customers for interpreted code")
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_theory(law):
    scenario = law.scenario()
    _, half = estimate(law, run(scenario, PILOT))
    needed = max(PILOT, math.ceil(PILOT * (half / (0.008 * law.truth)) ** 2))
    found, half = estimate(law, run(scenario, needed, seed=2))
    assert abs(found - law.truth) < half
    assert half < 0.01 * law.truth


@pytest.mark.skipif(not AVAILABLE, reason="there is one engine only")
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_both_engines_run_the_law_alike(law):
    horizon = law.scenario().horizon
    scenario = law.scenario().model_copy(update={"horizon": horizon.model_copy(update={"periods": 8})})
    simpy, compiled = (run(scenario, 2, engine=engine) for engine in ("simpy", "compiled"))
    for field in fields(Batch):
        assert np.array_equal(getattr(simpy, field.name), getattr(compiled, field.name)), field.name
