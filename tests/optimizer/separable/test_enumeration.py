"""Against enumeration: equal where whole numbers hold the optimum, never below it elsewhere."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.separable import Curves, Problem, solve
from tests.optimizer.separable.oracle import best_whole, fits
from tests.optimizer.separable.strategies import smooth_curves, smooth_problems, whole_problems

some = settings(max_examples=150, deadline=None)


@some
@given(whole_problems(), st.sampled_from([0.0, 0.5, 3.0]))
def test_tables_with_nested_budgets_equal_enumeration(problem, rate):
    answer = solve(problem, gap=1e-9, rate=rate)
    truth = best_whole(problem, rate)
    assert answer.bound >= truth - 1e-9
    assert abs(answer.value - truth) <= 1e-8 * max(1, abs(truth))
    assert fits(problem, answer.spend)


@some
@given(smooth_problems(), st.sampled_from([0.0, 0.5]))
def test_the_bound_is_never_below_an_enumerated_split(problem, rate):
    answer = solve(problem, rate=rate)
    assert answer.bound >= best_whole(problem, rate) * (1 - 1e-12)
    assert answer.value >= best_whole(problem, rate) - 1e-6 * abs(answer.value) - 1e-12
    assert fits(problem, answer.spend)
    assert answer.status == "optimal"


@some
@given(st.lists(smooth_curves(), min_size=2, max_size=3), st.floats(0.5, 30), st.data())
def test_no_random_split_beats_the_bound(curves, budget, data):
    size = len(curves)
    lower = np.array(data.draw(st.lists(st.floats(0, budget / size / 2), min_size=size, max_size=size)))
    problem = Problem.of(Curves.of(curves), 25.0, budget, lower=np.minimum(lower, 25))
    answer = solve(problem)
    random = np.random.default_rng(0)
    for _ in range(20):
        rest = budget - problem.lower.sum()
        spend = np.minimum(problem.lower + rest * random.dirichlet(np.full(size, 0.5)), 25.0)
        assert problem.value(spend) <= answer.bound * (1 + 1e-12)
    assert answer.value <= answer.bound
    assert answer.gap <= 1e-6
    assert abs(problem.value(answer.spend) - answer.value) <= 1e-9 * max(1, answer.value)
