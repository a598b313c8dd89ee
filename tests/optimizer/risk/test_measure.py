"""CVaR and its envelope, by their definitions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from optimizer.risk.measure import Criterion, cvar
from scenarios.errors import UserError

outcomes = st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=40).map(np.array)
tails = st.floats(0.01, 1)


def by_definition(values, tail):
    """max over t of t - mean(max(t - R, 0)) / tail, which is reached at one of the outcomes."""
    return max(t - np.maximum(t - values, 0).mean() / tail for t in values)


@given(outcomes, tails)
def test_cvar_is_the_optimised_certainty_equivalent(values, tail):
    assert cvar(values, tail) == pytest.approx(by_definition(values, tail), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [(0.2, 1.0), (0.4, 1.5), (0.3, (1.0 * 0.2 + 2.0 * 0.1) / 0.3), (1.0, 3.0), (0.05, 1.0)],
)
def test_cvar_is_the_mean_of_the_worst_share(tail, expected):
    assert cvar(np.array([5.0, 2.0, 4.0, 1.0, 3.0]), tail) == pytest.approx(expected)


@given(outcomes, tails)
def test_cvar_lies_between_the_least_and_the_mean(values, tail):
    found = cvar(values, tail)
    slack = 1e-9 * max(1.0, np.abs(values).max())
    assert values.min() - slack <= found <= values.mean() + slack


@given(outcomes, st.floats(0, 1))
def test_a_whole_tail_is_the_mean(values, aversion):
    assert Criterion(aversion, 1.0).value(values) == pytest.approx(values.mean(), abs=1e-6)


@given(outcomes, st.floats(0, 1), tails)
def test_the_criterion_is_the_least_mean_over_its_envelope(values, aversion, tail):
    criterion = Criterion(aversion, tail)
    low, high = criterion.envelope(len(values))
    weights = criterion.weights(values)
    assert weights.sum() == pytest.approx(1)
    assert np.all(weights >= low - 1e-12)
    assert np.all(weights <= high + 1e-12)
    size = max(1.0, np.abs(values).max())
    found = linprog(
        values / size, A_eq=np.ones((1, len(values))), b_eq=[1], bounds=[(low, high + 1e-15)] * len(values)
    )
    assert criterion.value(values) == pytest.approx(found.fun * size, rel=1e-6, abs=1e-6 * size)


@pytest.mark.parametrize(
    ("aversion", "tail", "word"),
    [(-0.1, 0.1, "aversion"), (1.1, 0.1, "aversion"), (float("nan"), 0.1, "aversion"), (0.5, 0.0, "tail")],
)
def test_bad_settings_are_named(aversion, tail, word):
    with pytest.raises(UserError, match=word):
        Criterion(aversion, tail)
