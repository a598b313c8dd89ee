"""Plans by expected curves: the best expected value, proven, and the same to every engine."""

from functools import cache

import pytest

import pipeline
from optimizer.allocation import allocate
from optimizer.risk.scenario_problem import net_value_draws
from optimizer.verify import verify
from scenarios.money import MINOR_PER_UNIT
from scenarios.valuation import Valuation
from tests.optimizer.risk.scenario_cases import uncertain


@cache
def documents():
    """The same scenario by its curves, and by the mean over its draws."""
    point = uncertain(seed=5)
    objective = point.objective.model_copy(update={"curves": "expected"})
    return point, point.model_copy(update={"objective": objective})


def net_value(document, allocation):
    return Valuation(document).statement(allocation).net_value / MINOR_PER_UNIT


def test_allocation_maximises_the_expected_value():
    point, expected = documents()
    best, blind = allocate(expected), allocate(point)
    assert best.proof.value == pytest.approx(MINOR_PER_UNIT * net_value(expected, best), abs=5)
    assert best.proof.gap <= 1e-3
    assert net_value(expected, best) >= net_value(expected, blind) * (1 - 1e-3)
    assert best.proof.bound >= MINOR_PER_UNIT * net_value(expected, blind) * (1 - 1e-9)
    assert net_value(expected, best) == pytest.approx(net_value_draws(expected, best).mean(), rel=1e-4)


def test_a_plan_by_expected_curves_is_verified_and_comes_true():
    _, expected = documents()
    record = pipeline.run(expected)
    assert not verify(expected, record.plan)
    projected = record.plan.projected
    assert projected.net_value == pytest.approx(record.plan.allocation.proof.value, abs=5)
    assert (record.outcome.revenue.sum(axis=1) == projected.revenue).all()
