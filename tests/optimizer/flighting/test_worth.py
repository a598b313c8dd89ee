"""Stacked values and gradients, and the tables of the annealing, against the plain definitions and differences."""

import numpy as np
import pytest

from benchmarks.flight_cases import random_line, values
from optimizer.flighting import FlightProblem
from optimizer.flighting.anneal import Cooling, annealed, board_of
from optimizer.flighting.anneal_kernel import flights_hold
from optimizer.flighting.faults import faults, flight_lengths
from optimizer.flighting.money import line_gradient, line_value
from optimizer.flighting.prepared import Prepared
from tests.optimizer.flighting.cases import small_problem

LINES = tuple(random_line(seed, 6) for seed in range(12))


def random_money(seed):
    random = np.random.default_rng(seed)
    shares = random.uniform(0.2, 1, (len(LINES), 6)) * (random.random((len(LINES), 6)) < 0.7)
    return shares * np.array([line.most for line in LINES])


@pytest.mark.parametrize("seed", range(5))
def test_stacked_values_are_those_of_the_definition(seed):
    money = random_money(seed)
    worth = Prepared.of(FlightProblem(LINES)).worth
    plain = [values(line, one[None])[0] for line, one in zip(LINES, money, strict=True)]
    np.testing.assert_allclose(worth.values(money), plain, rtol=1e-12)
    np.testing.assert_allclose(worth.period_values(money).sum(axis=1), plain, rtol=1e-12)
    np.testing.assert_allclose(
        [line_value(line, one) for line, one in zip(LINES, money, strict=True)], plain, rtol=1e-12
    )


@pytest.mark.parametrize("seed", range(3))
def test_gradients_are_differences(seed):
    money = random_money(seed) + 1.0
    worth = Prepared.of(FlightProblem(LINES)).worth
    gradient = worth.gradient(money)
    step = 1e-5
    for c, line in enumerate(LINES):
        np.testing.assert_allclose(line_gradient(line, money[c]), gradient[c], rtol=1e-9)
        for t in range(6):
            moved = money.copy()
            moved[c, t] += step
            rise = (worth.value(moved) - worth.value(money)) / step
            assert rise == pytest.approx(gradient[c, t], rel=1e-2, abs=1e-3)


def test_flights_in_the_kernel_are_runs():
    random = np.random.default_rng(0)
    for _ in range(300):
        money = (random.random(8) < 0.6) * 1.0
        for flight in (1, 2, 3):
            assert flights_hold(money, flight) == all(length >= flight for length in flight_lengths(money))


@pytest.mark.parametrize("seed", range(4))
def test_annealing_keeps_the_rules_and_gains(seed):
    problem = small_problem(seed, periods=8)
    prepared = Prepared.of(problem)
    nothing = np.zeros_like(prepared.most)
    cooling = Cooling(unit=10.0, hot=0.5, moves=20_000, deadline=float("inf"))

    def run():
        random = np.random.default_rng(seed)
        return annealed(prepared, board_of(prepared), nothing, cooling, random, lambda: None)

    money = run()
    assert not faults(problem, money)
    assert prepared.worth.value(money) > prepared.worth.value(nothing)
    assert (money == run()).all()
