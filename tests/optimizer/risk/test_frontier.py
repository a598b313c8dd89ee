"""Return against risk: monotone, undominated, each point the best for its aversion."""

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.risk import Cell, HillDraws, RiskProblem, risk_frontier
from tests.optimizer.risk.cases import nested_limits, problem, seeds


@settings(max_examples=5, deadline=None)
@given(seeds)
def test_means_fall_and_tails_rise_along_the_frontier(seed):
    instance = problem(seed, cells=4, draws=20, limits=nested_limits(seed, 4))
    frontier = risk_frontier(instance, (0.0, 0.5, 1.0), tail=0.2, seconds=3.0)
    means, tails = [[getattr(point, name) for point in frontier.points] for name in ("mean", "cvar")]
    assert np.all(np.diff(means) < 0)
    assert np.all(np.diff(tails) > 0)
    assert frontier.draws == 20
    for point in frontier.points:
        assert instance.admits(point.spend)
        assert point.value <= point.bound
        others = [point.criterion.value(other.outcomes) for other in frontier.points]
        assert point.value >= max(others) - 1e-9 * abs(point.value)


def test_one_draw_has_one_point():
    assert len(risk_frontier(problem(1, draws=1), (0.0, 0.5, 1.0)).points) == 1


def test_a_sure_and_a_risky_cell_are_traded_off():
    half = np.full(2, 50.0)
    sure = Cell("sure", HillDraws(np.full(2, 100.0), half, np.ones(2)), 0.0, 100.0)
    risky = Cell("risky", HillDraws(np.array([40.0, 200.0]), half, np.ones(2)), 0.0, 100.0)
    frontier = risk_frontier(RiskProblem((sure, risky), 60.0), (0.0, 0.3, 1.0), tail=0.5, gap=1e-5)
    assert len(frontier.points) == 3
    shares = [point.spend[1] for point in frontier.points]
    # Equal marginal returns: sqrt(120) (50 + y) = sqrt(100) (50 + x); in the bad draw sqrt(40) (50 + y) = 10 (50 + x).
    ends = [(60 + 50 - 50 * np.sqrt(ratio)) / (1 + np.sqrt(ratio)) for ratio in (100 / 120, 100 / 40)]
    assert [shares[0], shares[-1]] == pytest.approx(ends, rel=0.03)
    assert shares == sorted(shares, reverse=True)
