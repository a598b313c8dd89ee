"""The ends of every range, and input that cannot be meant."""

import numpy as np
import pytest

from benchmarks.media_mix import draw
from optimizer.separable import Curves, Group, Problem, Table, solve
from scenarios.document.curves import PowerCurve


def hill(size=3, slope=2.0):
    return Curves.hill(np.full(size, 10.0), np.full(size, 5.0), np.full(size, slope))


def test_no_budget_spends_nothing():
    answer = solve(Problem.of(hill(), 20.0, 0))
    assert (answer.value, answer.bound, answer.total, answer.status) == (0, 0, 0, "optimal")


def test_an_infinite_derivative_at_zero_does_not_disturb_an_empty_budget():
    curve = PowerCurve(family="power", coefficient=3, exponent=0.5)
    assert solve(Problem.of(Curves.of([curve]), 9.0, 0)).value == 0


def test_no_curves():
    assert solve(Problem.of(hill(0), 1.0, 5)).value == 0


def test_one_curve_gets_the_whole_budget():
    answer = solve(Problem.of(hill(1), 20.0, 7))
    assert answer.spend == pytest.approx([7], rel=1e-12)
    assert answer.value == pytest.approx(10 * 49 / (25 + 49), rel=1e-12)


def test_more_budget_than_can_be_spent():
    answer = solve(Problem.of(hill(), [4.0, 8.0, 0.0], 1e9))
    assert answer.spend.tolist() == [4, 8, 0]
    assert answer.price == 0


def test_no_upper_bound_but_a_budget():
    assert solve(Problem.of(hill(2, 0.5), np.inf, 30)).spend == pytest.approx([15, 15], rel=1e-6)


def test_bounds_that_leave_no_choice():
    answer = solve(Problem.of(hill(), 3.0, 9, lower=3.0))
    assert answer.spend.tolist() == [3, 3, 3]
    assert answer.gap <= 1e-9


def test_equal_curves_fill_one_after_the_other_up_to_the_tangent():
    # From the origin the tangent of slope 2 touches at kappa = 5: a budget of 11 feeds two curves, not three.
    answer = solve(Problem.of(hill(), 20.0, 11))
    assert sorted(np.round(answer.spend, 6).tolist()) == [0, 5.5, 5.5]
    assert answer.gap <= 1e-6


def test_a_thousand_equal_curves():
    answer = solve(Problem.of(hill(1000), 20.0, 2501.0))
    assert answer.gap <= 1e-6


def test_ceilings_of_zero_get_nothing():
    curves = Curves.hill([0.0, 10.0, 0.0], [5.0, 5.0, 5.0], [2.0, 0.7, 0.7])
    answer = solve(Problem.of(curves, 20.0, 30))
    assert answer.spend == pytest.approx([0, 20, 0])
    assert solve(Problem.of(Curves.hill([0.0], [1.0], [1.0]), 5.0, 3)).value == 0


def test_a_flat_table_gets_no_more_than_it_uses():
    table = Table(np.array([0.0, 2.0, 10.0]), np.array([0.0, 4.0, 4.0]))
    answer = solve(Problem.of(Curves.of([table]), 10.0, 8))
    assert answer.spend.tolist() == [2]
    assert solve(Problem.of(Curves.of([Table(np.array([0.0]), np.array([3.0]))]), 10.0, 8)).value == 3


@pytest.mark.parametrize("slope", [0.3, 1.0, 1.0001, 3.0, 20.0])
@pytest.mark.parametrize("fraction", [1e-6, 0.01, 0.5, 3.0])
def test_slopes_from_flat_to_a_step(slope, fraction):
    kappa = np.array([1.0, 2.0, 4.0, 8.0])
    problem = Problem.of(
        Curves.hill(3 * kappa[::-1], kappa, np.full(4, slope)), 4 * kappa, fraction * kappa.sum()
    )
    answer = solve(problem)
    assert answer.gap <= 1e-6
    assert answer.value >= problem.value(np.minimum(problem.budget / 4, 4 * kappa))


def test_a_million_fold_difference_of_scale():
    scale = np.geomspace(1e-3, 1e3, 30)
    curves = Curves.hill(2 * scale, scale, np.linspace(0.5, 3, 30))
    small = solve(Problem.of(curves, 4 * scale, 0.4 * scale.sum()))
    large = solve(
        Problem.of(
            Curves.hill(2e6 * scale, 1e6 * scale, np.linspace(0.5, 3, 30)), 4e6 * scale, 4e5 * scale.sum()
        )
    )
    assert small.gap <= 1e-6
    assert large.value == pytest.approx(1e6 * small.value, rel=2e-6)


def test_ten_thousand_curves():
    mix = draw(10_000, 0.3, 3)
    curves = Curves.hill(mix.ceiling, mix.half_saturation, mix.slope)
    answer = solve(Problem.of(curves, mix.upper, mix.budget))
    assert answer.gap <= 1e-6
    assert answer.total == pytest.approx(mix.budget, rel=1e-9)
    assert mix.value(answer.spend) == pytest.approx(answer.value, rel=1e-9)


def test_a_least_spend_is_reached_or_nothing_is_spent():
    answer = solve(Problem.of(hill(3, 0.8), 20.0, 10, least=6.0))
    assert sorted(answer.spend.tolist()) == pytest.approx([0, 0, 10], rel=1e-9)
    assert answer.gap <= 1e-6
    assert solve(Problem.of(hill(3, 0.8), 20.0, 5, least=6.0)).total == 0


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        ({"budget": -1}, "budget is a number"),
        ({"budget": float("nan")}, "budget is a number"),
        ({"upper": -1.0}, "upper is at least 0; not so at"),
        ({"upper": [1, float("nan"), 1]}, r"upper is at least 0; not so at \[1\]"),
        ({"lower": [0, 0, 21]}, r"not above upper bounds; not so at \[2\]"),
        ({"lower": 4.0}, "lower bounds add to 12.0, more than the total budget, 10.0"),
        ({"least": 30.0, "lower": 1.0}, "least spend lies above"),
        ({"groups": (Group("a", 5), Group("a", 6))}, "names of their own"),
        ({"groups": (Group("a", -5),)}, "group a is a number"),
        ({"groups": (Group("a", 5, "b"),)}, "within b, which is not there"),
        ({"groups": (Group("a", 5, "b"), Group("b", 5, "a"))}, "in a circle"),
        ({"groups": (Group("a", 5),), "member": 1}, "member counts groups from 0"),
        (
            {"groups": (Group("a", 2),), "member": 0, "lower": 1.0},
            "add to 3.0, more than the budget of group a",
        ),
        ({"upper": np.inf, "budget": np.inf}, "neither an upper bound nor a budget"),
    ],
)
def test_input_that_cannot_be_meant_is_named(arguments, text):
    given = {"upper": 20.0, "budget": 10.0} | arguments
    with pytest.raises(ValueError, match=text):
        Problem.of(hill(), given.pop("upper"), given.pop("budget"), **given)


@pytest.mark.parametrize(
    ("ceiling", "kappa", "slope", "text"),
    [
        (-1, 1, 1, "ceiling is at least 0"),
        (1, 0, 1, "half_saturation is above 0"),
        (1, 1, np.nan, "slope is above 0"),
    ],
)
def test_parameters_that_make_no_curve_are_named(ceiling, kappa, slope, text):
    with pytest.raises(ValueError, match=text):
        Curves.hill([1, ceiling], [1, kappa], [1, slope])


@pytest.mark.parametrize(
    ("spend", "outcome"), [([0, 1], [0]), ([0, 0], [0, 1]), ([0, np.nan], [0, 1]), ([0, 1], [0, np.inf])]
)
def test_tables_that_make_no_curve_are_refused(spend, outcome):
    with pytest.raises(ValueError, match="table"):
        Table(np.array(spend, dtype=float), np.array(outcome, dtype=float))


@pytest.mark.parametrize(
    "settings", [{"gap": -1}, {"gap": float("nan")}, {"rate": -1}, {"rate": float("inf")}]
)
def test_settings_that_cannot_be_meant_are_refused(settings):
    with pytest.raises(ValueError, match="gap and rate"):
        solve(Problem.of(hill(), 20.0, 10), **settings)
