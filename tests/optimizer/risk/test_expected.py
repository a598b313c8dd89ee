"""Expected curves add up, and spend beyond what was observed is told and can be forbidden."""

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.risk import Cell, RiskProblem, extrapolations, mean_response, solve_mean_cvar, within_observed
from scenarios.response import evaluate
from tests.optimizer.risk.cases import problem, seeds


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_the_expected_total_is_the_sum_of_mean_curves(seed):
    instance = problem(seed, draws=25)
    tables = [mean_response(cell) for cell in instance.cells]
    places = np.random.default_rng(seed).integers(0, 200, 3)
    spend = np.array([table.spend[place] for table, place in zip(tables, places, strict=True)])
    total = sum(table.outcome[place] for table, place in zip(tables, places, strict=True))
    assert total == pytest.approx(instance.outcomes(spend).mean(), rel=1e-12)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_the_mean_curve_lies_within_its_stated_error(seed):
    cell = problem(seed, cells=1, draws=25).cells[0]
    table = mean_response(cell)
    spend = np.linspace(0, cell.upper, 3000)
    true = cell.response.value(spend).mean(axis=1)
    segment = np.clip(np.searchsorted(table.spend, spend, side="right") - 1, 0, len(table.above) - 1)
    assert np.all(true - evaluate(table.curve(), spend) <= table.above[segment] + 1e-9 * true.max())
    assert table.above.max() <= 1e-3 * true.max()
    assert table.draws == 25


def with_observed(instance, observed):
    cells = tuple(
        Cell(cell.name, cell.response, cell.lower, cell.upper, amount)
        for cell, amount in zip(instance.cells, observed, strict=True)
    )
    return RiskProblem(cells, instance.budget)


def test_spend_beyond_the_observed_range_is_told_the_largest_first():
    instance = with_observed(problem(1), (10.0, None, 30.0))
    found = extrapolations(instance, np.array([20.0, 900.0, 100.0]))
    assert [(one.cell, one.share) for one in found] == [
        ("c2", pytest.approx(0.7)),
        ("c0", pytest.approx(0.5)),
    ]
    assert not extrapolations(instance, np.array([10.0, 900.0, 30.0]))


def test_extrapolation_can_be_forbidden():
    instance = with_observed(problem(1), (10.0, 15.0, None))
    answer = solve_mean_cvar(within_observed(instance), 0.5)
    assert np.all(answer.spend[:2] <= np.array([10.0, 15.0]) + 1e-6)
    assert not extrapolations(instance, answer.spend - 1e-6)
    assert within_observed(instance, 2.0).upper[:2].tolist() == [20.0, 30.0]
