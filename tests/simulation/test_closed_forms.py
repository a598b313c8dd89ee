"""Queueing and project-network theory through the product's own documents, in both engines.

Each estimate is the ratio of two sums by replication; a law is kept when the estimate is within its interval of theory,
a risk of 0.001 shared by all statements. ``python -m benchmarks theory`` takes as many replications as bring every
half-width below one per cent of theory; here it is as many as take seconds. What the engines have in common is tested
beside it: the same replications from either, on a shorter horizon.
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
from tests.simulation.closed_forms import LAWS, mending
from tests.simulation.documents import BY_DATE

REPLICATIONS = 40
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
    found, half = estimate(law, run(law.scenario(), REPLICATIONS))
    assert abs(found - law.truth) < half
    assert half < 0.1 * law.truth


@pytest.mark.skipif(not AVAILABLE, reason="there is one engine only")
@pytest.mark.parametrize("law", LAWS, ids=lambda law: law.name)
def test_both_engines_run_the_law_alike(law):
    horizon = law.scenario().horizon
    scenario = law.scenario().model_copy(update={"horizon": horizon.model_copy(update={"periods": 8})})
    simpy, compiled = (run(scenario, 2, engine=engine) for engine in ("simpy", "compiled"))
    for field in fields(Batch):
        assert np.array_equal(getattr(simpy, field.name), getattr(compiled, field.name)), field.name


def test_the_repairman_s_long_run_is_the_closed_form():
    assert mending(5, 0.2, 1e7) == pytest.approx(0.715132, abs=1e-6)
