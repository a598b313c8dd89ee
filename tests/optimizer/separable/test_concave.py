"""Concave curves: the conditions of Karush, Kuhn and Tucker say what the optimum is."""

import numpy as np
import pytest

from benchmarks.media_mix import draw
from optimizer.separable import Curves, Group, Problem, for_marginal_roi, solve


def concave_problem(seed, size=12):
    random = np.random.default_rng(seed)
    kappa = random.lognormal(4, 1, size)
    ceiling = kappa * random.lognormal(0.5, 0.5, size)
    slope = random.uniform(0.4, 1.0, size)
    groups = (Group("brand", 0.15 * kappa.sum()), Group("north", 0.1 * kappa.sum(), within="brand"))
    member = np.arange(size) % 3 - 1
    curves = Curves.hill(ceiling, kappa, slope)
    lower = np.where(np.arange(size) % 5 == 0, 0.05 * kappa, 0.0)
    problem = Problem.of(curves, 2 * kappa, 0.6 * kappa.sum(), lower=lower, groups=groups, member=member)
    return problem, ceiling, kappa, slope


def marginal(ceiling, kappa, slope, spend):
    ratio = (spend / kappa) ** slope
    return ceiling * slope * ratio / spend / (1 + ratio) ** 2


@pytest.mark.parametrize("seed", range(5))
def test_marginal_returns_equal_the_prices(seed):
    problem, ceiling, kappa, slope = concave_problem(seed)
    answer = solve(problem)
    assert answer.nodes == 1
    paid = answer.price + np.where(problem.member >= 0, answer.group_prices["brand"], 0)
    paid += np.where(problem.member == 1, answer.group_prices["north"], 0)
    earned = marginal(ceiling, kappa, slope, answer.spend)
    low = answer.spend <= problem.lower * (1 + 1e-9)
    high = answer.spend >= problem.upper * (1 - 1e-9)
    inside = ~low & ~high
    assert inside.any()
    np.testing.assert_allclose(earned[inside], paid[inside], rtol=1e-6)
    assert (earned[high] >= paid[high] * (1 - 1e-6)).all()
    assert (earned[low & (problem.lower > 0)] <= paid[low & (problem.lower > 0)] * (1 + 1e-6)).all()


@pytest.mark.parametrize("seed", range(5))
def test_budgets_with_a_price_are_spent(seed):
    problem, *_ = concave_problem(seed)
    answer = solve(problem)
    brand = answer.spend[problem.member >= 0].sum()
    north = answer.spend[problem.member == 1].sum()
    for spent, budget, price in (
        (answer.total, problem.budget, answer.price),
        (brand, problem.groups[0].budget, answer.group_prices["brand"]),
        (north, problem.groups[1].budget, answer.group_prices["north"]),
    ):
        assert price == 0 or spent == pytest.approx(budget, rel=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_the_price_is_the_derivative_of_the_value(seed):
    problem, *_ = concave_problem(seed)
    step = 1e-4 * problem.budget
    more, less = (solve(problem.with_budget(problem.budget + sign * step), 1e-12).value for sign in (1, -1))
    assert (more - less) / (2 * step) == pytest.approx(solve(problem).price, rel=1e-4)


def test_a_rate_ends_spending_where_a_unit_earns_just_that():
    mix = draw(50, 0.8, 1)
    curves = Curves.hill(mix.ceiling, mix.half_saturation, mix.slope)
    problem = Problem.of(curves, mix.upper, float(mix.upper.sum()))
    answer = for_marginal_roi(problem, 1.5)
    active = (answer.spend > 0) & (answer.spend < mix.upper * (1 - 1e-9))
    np.testing.assert_allclose(mix.gradient(answer.spend)[active], 1.5, rtol=1e-9)
    assert answer.price == 0
    assert answer.value == pytest.approx(mix.value(answer.spend) - 1.5 * answer.total, rel=1e-12)
