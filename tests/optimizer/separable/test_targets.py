"""Budgets for a purpose, against their definitions on a fine grid of budgets."""

import numpy as np
import pytest

from benchmarks.media_mix import draw
from optimizer.separable import (
    Curves,
    Group,
    Problem,
    Table,
    best_roi,
    for_marginal_roi,
    for_roi,
    frontier,
    least_budget,
    solve,
    worth_of_next,
)


def mix_problem(seed, size=12, fraction=1.5):
    mix = draw(size, fraction, seed)
    steep = np.maximum(mix.slope, 1.2)
    return Problem.of(Curves.hill(mix.ceiling, mix.half_saturation, steep), mix.upper, mix.budget)


@pytest.mark.parametrize("seed", range(4))
def test_the_frontier_never_falls_and_keeps_its_proof(seed):
    problem = mix_problem(seed)
    budgets = np.linspace(0, problem.budget, 40)
    answers = frontier(problem, budgets)
    values = [answer.value for answer in answers]
    assert (np.diff(values) >= 0).all()
    for budget, answer in zip(budgets, answers, strict=True):
        assert answer.total <= budget * (1 + 1e-12)
        assert answer.gap <= 1e-6
        alone = solve(problem.with_budget(budget))
        assert answer.value == pytest.approx(alone.value, rel=2e-6)
        assert problem.value(answer.spend) == pytest.approx(answer.value, rel=1e-9)


def test_the_frontier_keeps_the_order_asked_for():
    problem = mix_problem(1)
    few, many = frontier(problem, (100, 50))[1], frontier(problem, (50, 100))[1]
    assert few.total < many.total


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("share", [0.05, 0.4, 0.95])
def test_the_least_budget_for_a_volume(seed, share):
    problem = mix_problem(seed)
    volume = share * solve(problem).value
    target = least_budget(problem, volume)
    assert target.met
    assert target.answer.value >= volume
    assert solve(problem.with_budget(0.999 * target.limit)).bound < volume
    assert target.answer.total <= target.limit * (1 + 1e-4)


def test_a_volume_out_of_reach_is_said_to_be_so():
    problem = mix_problem(1)
    most = solve(problem)
    target = least_budget(problem, 1.5 * most.value)
    assert not target.met
    assert target.reachable == pytest.approx(most.value, rel=1e-6)


def test_a_volume_that_lower_bounds_already_earn():
    problem = Problem.of(Curves.hill([10.0], [5.0], [1.0]), 20.0, 20, lower=5.0)
    assert least_budget(problem, 4.0).answer.total == 5


@pytest.mark.parametrize("seed", range(4))
def test_the_largest_spend_with_a_return(seed):
    problem = mix_problem(seed)
    best, _ = best_roi(problem)
    grid = np.linspace(0, problem.budget, 400)[1:]
    returns = np.array([answer.value for answer in frontier(problem, grid)]) / grid
    assert returns.max() <= best * (1 + 1e-6)
    for wanted in (0.3 * best + 0.7 * returns[-1], 0.8 * best):
        target = for_roi(problem, wanted)
        assert target.met
        assert target.answer.value / target.answer.total >= wanted * (1 - 1e-6)
        meeting = grid[returns >= wanted * (1 + 1e-5)]
        assert target.answer.total >= meeting.max(initial=0) * (1 - 1e-5)
        assert target.limit >= meeting.max(initial=0) * (1 - 1e-5)


def test_a_return_that_rises_before_it_falls_is_found_at_its_far_end():
    # A lower bound keeps a poor channel on; the good one needs 10 before it earns anything.
    good = Table(np.array([0.0, 9.0, 10.0, 11.0]), np.array([0.0, 0.0, 100.0, 101.0]))
    poor = Table(np.array([0.0, 50.0]), np.array([0.0, 5.0]))
    problem = Problem.of(Curves.of([good, poor]), [11.0, 50.0], 60, lower=[0.0, 10.0])
    best, split = best_roi(problem)
    assert best == pytest.approx((101 + 1) / (11 + 10)) or best == pytest.approx((100 + 1) / (10 + 10))
    assert split.spend[0] >= 10
    target = for_roi(problem, 4.0)
    assert target.met
    assert target.answer.value / target.answer.total == pytest.approx(4.0, rel=1e-6)
    # 101 + 0.1 (10 + extra) = 4 (21 + extra)
    assert target.answer.total == pytest.approx(21 + (102 - 84) / 3.9, rel=1e-6)


def test_a_return_out_of_reach_names_the_best():
    problem = mix_problem(2)
    best, _ = best_roi(problem)
    target = for_roi(problem, 1.1 * best)
    assert not target.met
    assert target.reachable == pytest.approx(best)


@pytest.mark.parametrize("seed", range(3))
def test_the_best_return_without_lower_bounds_is_that_of_one_curve(seed):
    problem = mix_problem(seed)
    best, split = best_roi(problem)
    single = max(
        solve(
            Problem.of(
                Curves.hill(
                    problem.curves.height[i : i + 1],
                    problem.curves.scale[i : i + 1],
                    problem.curves.slope[i : i + 1],
                ),
                x,
                x,
            )
        ).value
        / x
        for i in range(12)
        for x in problem.curves.scale[i] * np.linspace(0.05, 3, 150)
    )
    assert best == pytest.approx(single, rel=1e-3)
    assert split.value > 0


@pytest.mark.parametrize("seed", range(3))
def test_the_best_return_with_lower_bounds(seed):
    problem = mix_problem(seed)
    bound = Problem.of(problem.curves, problem.upper, problem.budget, lower=0.1 * problem.upper)
    best, split = best_roi(bound)
    assert bound.value(split.spend) / split.total == pytest.approx(best, rel=1e-6)
    grid = np.linspace(bound.lower.sum(), bound.budget, 200)
    returns = [answer.value / answer.total for answer in frontier(bound, grid)]
    assert best >= max(returns) * (1 - 1e-6)


def test_a_marginal_return_with_groups():
    problem = mix_problem(3)
    grouped = Problem.of(
        problem.curves, problem.upper, problem.budget, groups=(Group("g", 60),), member=np.arange(12) % 2 - 1
    )
    answer = for_marginal_roi(grouped, 2.0)
    assert answer.status == "optimal"
    assert answer.spend[1::2].sum() <= 60 * (1 + 1e-12)
    assert answer.value == pytest.approx(grouped.value(answer.spend) - 2 * answer.total)


@pytest.mark.parametrize("seed", range(3))
def test_the_worth_of_more_is_the_difference_of_two_optima(seed):
    problem = mix_problem(seed, fraction=0.5)
    worth = worth_of_next(problem, 25)
    more = solve(problem.with_budget(problem.budget + 25), 1e-9)
    assert worth.gain == pytest.approx(more.value - solve(problem, 1e-9).value, rel=1e-5)
    assert worth.least <= worth.gain <= worth.most
    assert worth.most - worth.least <= 1e-6 * more.value


@pytest.mark.parametrize(
    "ask",
    [
        lambda p: for_roi(p, 0),
        lambda p: for_roi(p, float("nan")),
        lambda p: for_marginal_roi(p, -1),
        lambda p: least_budget(p, float("inf")),
        lambda p: worth_of_next(p, 0),
        lambda p: frontier(p, [-1]),
    ],
)
def test_targets_that_cannot_be_meant_are_refused(ask):
    with pytest.raises(ValueError, match=r"not|above 0"):
        ask(mix_problem(0))
