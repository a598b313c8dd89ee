"""Whole plans: against enumeration, against the plain recursion, and by what must hold between two answers."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.flight_cases import values
from optimizer.flighting import FlightProblem, Limit, Line, plan_flights
from optimizer.flighting.faults import faults
from scenarios.document.curves import HillCurve
from scenarios.progress import Cancellation
from tests.optimizer.flighting.cases import best_on_lattice, small_problem

SETTINGS = {"seconds": 1.0, "gap": 5e-3}


def worth(problem, money):
    return sum(float(values(line, one[None])[0]) for line, one in zip(problem.lines, money, strict=True))


def checked(problem, **options):
    answer = plan_flights(problem, **(SETTINGS | options))
    assert not faults(problem, answer.spend)
    assert answer.value == pytest.approx(worth(problem, answer.spend), rel=1e-9)
    assert answer.value <= answer.bound * (1 + 1e-12)
    assert (answer.status == "optimal") == (answer.gap <= SETTINGS["gap"])
    return answer


def scaled(factor):
    """One S-shaped and one concave line over eight weeks, all money and outcome times ``factor``."""
    curves = [
        HillCurve(family="hill", ceiling=200 * factor, half_saturation=100 * factor, slope=slope)
        for slope in (2.5, 0.8)
    ]
    season = 1 + 0.3 * np.sin(np.arange(8))
    lines = tuple(
        Line(f"{c}", curve, season, np.full(8, 150.0 * factor), 0.4, least=20.0 * factor)
        for c, curve in enumerate(curves)
    )
    return FlightProblem(lines, (Limit("budget", np.ones(2), np.ones(8), 600.0 * factor),))


@pytest.mark.parametrize("seed", range(12))
def test_not_below_the_lattice(seed):
    problem = small_problem(seed)
    best = best_on_lattice(problem)
    answer = checked(problem, seconds=3.0)
    assert answer.bound >= best * (1 - 1e-9)
    assert answer.value >= 0.98 * best


def test_equal_answers_for_equal_input():
    first, second = (plan_flights(scaled(1.0), seconds=30, gap=2e-3) for _ in range(2))
    assert first.status == second.status == "optimal"
    assert (first.spend == second.spend).all()
    assert first.bound == second.bound


@pytest.mark.parametrize("factor", [1e-6, 1e6])
def test_scale_changes_nothing_but_units(factor):
    plain, other = checked(scaled(1.0)), checked(scaled(factor))
    assert other.bound == pytest.approx(factor * plain.bound, rel=5e-3)
    assert other.value == pytest.approx(factor * plain.value, rel=1e-2)


def test_a_single_line_with_no_limit_needs_no_prices():
    line = scaled(1.0).lines[0]
    answer = checked(FlightProblem((line,)))
    assert answer.value >= worth(FlightProblem((line,)), line.most[None]) * 0.995
    assert not answer.prices.any()


def test_no_money_is_worth_what_is_carried_in():
    problem = small_problem(3)
    none = Limit("budget", np.ones(2), np.ones(problem.periods), 0.0)
    answer = checked(FlightProblem(problem.lines, (none,)))
    assert not answer.spend.any()
    assert answer.value == pytest.approx(worth(problem, np.zeros((2, problem.periods))))


def test_nothing_for_one_line_in_one_period():
    problem = scaled(1.0)
    closed = Limit("closed", np.array([1.0, 0.0]), (np.arange(8) == 3) * 1.0, 0.0)
    answer = checked(FlightProblem(problem.lines, (*problem.limits, closed)))
    assert answer.spend[0, 3] == 0
    assert answer.spend[1].any()


def test_blackouts_everywhere():
    line = scaled(1.0).lines[0]
    closed = Line("closed", line.curve, line.weights, np.zeros(8), 0.4, carry_in=50.0)
    answer = checked(FlightProblem((closed,)))
    assert not answer.spend.any()


def test_never_worse_than_the_start():
    problem = scaled(1.0)
    start = np.tile(np.array([[30.0], [40.0]]), 8)
    answer = checked(problem, seconds=0.0, start=start)
    assert answer.value >= worth(problem, start)


def test_a_limit_at_least_is_kept_at_its_price():
    free = scaled(1.0)
    unwanted = Line("unwanted", free.lines[0].curve, np.zeros(8), np.full(8, 150.0))
    lines = (*free.lines, unwanted)
    budget = Limit("budget", np.ones(3), np.ones(8), 600.0)
    promised = Limit("promised", np.array([0.0, 0.0, 1.0]), np.ones(8), np.inf, 100.0)
    answer = checked(FlightProblem(lines, (budget, promised)))
    assert answer.spend[2].sum() >= 100.0 * (1 - 1e-9)
    assert answer.limit_prices["promised"] < 0 < answer.limit_prices["budget"]


def test_shares_are_limits_with_mixed_signs():
    problem = scaled(1.0)
    share = Limit("at least 70% on the first", np.array([0.3, -0.7]), np.ones(8), np.inf, 0.0)
    answer = checked(FlightProblem(problem.lines, (*problem.limits, share)))
    assert answer.spend[0].sum() >= 0.7 * answer.spend.sum() * (1 - 1e-9)


@settings(max_examples=8, deadline=None)
@given(st.floats(0.2, 1.0), st.floats(1.0, 2.0))
def test_more_budget_is_never_worth_less(share, more):
    problem = scaled(1.0)

    def with_budget(amount):
        return FlightProblem(problem.lines, (Limit("budget", np.ones(2), np.ones(8), amount),))

    less, greater = (
        plan_flights(with_budget(amount), seconds=0.5, gap=1e-2)
        for amount in (600 * share, 600 * share * more)
    )
    assert greater.bound >= less.value * (1 - 1e-9)
    assert greater.value >= less.value * (1 - 1e-2) - 1e-9


def test_cancelled_between_steps():
    with pytest.raises(Cancellation):
        plan_flights(small_problem(0), seconds=1.0, gap=0.0, cancelled=lambda: True)
