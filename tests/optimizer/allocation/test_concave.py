"""One period and concave curves: the optimum is where all marginal returns meet."""

import random

import numpy as np
import pytest
from scipy.optimize import minimize

from scenarios.response import derivative
from scenarios.valuation import Valuation
from tests.optimizer.allocation.cases import campaign, cell, channel, michaelis, scenario, settings
from tests.optimizer.allocation.checked import allocated, binding


def concave(seed, count=8, *, margin=1.0):
    """One mandatory campaign on ``count`` channels with diminishing returns, on a budget that does not reach."""
    draw = random.Random(seed)
    channels, cells = [], []
    for index in range(count):
        size, half = draw.uniform(2e5, 2e6), draw.uniform(1e4, 2e5)
        curve = draw.choice(
            [
                michaelis(size, half),
                {"family": "negative_exponential", "ceiling": size, "rate": 1 / half},
                {"family": "logistic", "ceiling": size, "rate": 1 / half},
                {"family": "power", "coefficient": size / half**0.5, "exponent": 0.5},
            ]
        )
        channels.append(channel(f"k{index}", curve))
        cells.append(cell(f"k{index}", spend_max=round(half * 6)))
    objective = {"strategy": "budget_only", "carry_out_periods": 0, "margin": margin}
    return scenario(
        channels,
        [campaign("c", cells, mandatory=True)],
        400_000,
        settings=settings(gap=1e-6),
        objective=objective,
    )


def spends(case, found):
    return np.array([found.channel_spend.get(one.id, 0) / 100 for one in case.channels])


def revenue(case, amounts):
    valuation = Valuation(case)
    return sum(
        float(valuation.response("c", one.id, 0).value(x))
        for one, x in zip(case.channels, amounts, strict=True)
    )


@pytest.mark.parametrize("seed", range(6))
def test_marginal_returns_of_free_cells_are_equal(seed):
    case = concave(seed)
    found = allocated(case)
    amounts = spends(case, found)
    assert amounts.sum() == pytest.approx(400_000)
    marginal = np.array(
        [float(derivative(one.curve, x)) for one, x in zip(case.channels, amounts, strict=True)]
    )
    most = np.array([one.spend_max / 100 for one in case.campaigns[0].channels])
    free = (amounts > 1) & (amounts < most - 1)
    assert free.sum() >= 2
    assert marginal[free].max() / marginal[free].min() < 1.01
    price = marginal[free].mean()
    assert np.all(marginal[amounts <= 1] <= price * 1.01)
    assert np.all(marginal[amounts >= most - 1] >= price * 0.99)
    worth = binding(found, "budget").worth
    assert worth == pytest.approx((price - 1) * 10_000 * 100, rel=0.01)


@pytest.mark.parametrize("seed", range(6))
def test_bisection_on_the_common_price_finds_the_same_value(seed):
    case = concave(seed)
    found = allocated(case)
    low, high = 1e-6, 1e6
    for _ in range(200):
        price = (low * high) ** 0.5
        amounts = np.array([_at_price(one, cell, price) for one, cell in _cells(case)])
        low, high = (price, high) if amounts.sum() > 400_000 else (low, price)
    best = revenue(case, amounts) - amounts.sum()
    assert found.proof.value / 100 == pytest.approx(best, rel=1e-5)
    assert found.proof.bound / 100 >= best * (1 - 1e-6)


def _cells(case):
    return zip(case.channels, case.campaigns[0].channels, strict=True)


def _at_price(channel, cell, price):
    low, high = 0.0, cell.spend_max / 100
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if float(derivative(channel.curve, middle)) > price else (low, middle)
    return low


@pytest.mark.parametrize("seed", range(4))
def test_sequential_quadratic_programming_is_never_better(seed):
    case = concave(seed, count=6, margin=0.7)
    found = allocated(case)
    most = [one.spend_max / 100 for one in case.campaigns[0].channels]
    draw = np.random.default_rng(seed)
    for start in [np.full(6, 400_000 / 6), *(draw.dirichlet(np.ones(6)) * 400_000 for _ in range(4))]:
        answer = minimize(
            lambda x: -(0.7 * revenue(case, x) - x.sum()),
            np.minimum(start, most),
            bounds=[(0, one) for one in most],
            constraints={"type": "ineq", "fun": lambda x: 400_000 - x.sum()},
            method="SLSQP",
        )
        assert -answer.fun <= found.proof.bound / 100 * (1 + 1e-9)
        assert found.proof.value / 100 >= -answer.fun * (1 - 1e-5)


def test_random_splits_are_never_better_than_the_bound():
    case = concave(1)
    found = allocated(case)
    most = np.array([one.spend_max / 100 for one in case.campaigns[0].channels])
    draw = np.random.default_rng(3)
    for _ in range(300):
        amounts = np.minimum(draw.dirichlet(np.ones(8) * draw.uniform(0.1, 3)) * 400_000, most)
        assert revenue(case, amounts) - amounts.sum() <= found.proof.bound / 100


def test_money_that_does_not_pay_is_kept():
    case = scenario([channel("k", michaelis(1000, 100))], [campaign("c", [cell("k")])], 10_000)
    found = allocated(case)
    best = (1000 * 100) ** 0.5 - 100  # where 1000 * 100 / (100 + x)^2 = 1
    assert found.media / 100 == pytest.approx(best, rel=0.01)
    assert binding(found, "budget") is None
