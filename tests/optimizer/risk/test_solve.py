"""Mean-CVaR splits: enumeration never beats the bound, and known special cases come out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.risk import Cell, HillDraws, Limit, RiskProblem, solve_mean_cvar
from optimizer.risk.measure import Criterion
from scenarios.errors import UserError
from scenarios.plan import Status
from tests.optimizer.risk.cases import enumerated, hill_cell, nested_limits, problem, seeds

GAP = 1e-3


@settings(max_examples=20, deadline=None)
@given(seeds, st.sampled_from([0.0, 0.5, 1.0]), st.sampled_from([0.1, 0.35]), st.booleans(), st.booleans())
def test_no_enumerated_split_beats_the_bound(seed, aversion, tail, tables, limited):
    limits = nested_limits(seed, 3) if limited else ()
    instance = problem(seed, draws=12, tables=tables, limits=limits)
    answer = solve_mean_cvar(instance, aversion, tail, seconds=1.0, gap=GAP)
    best = enumerated(instance, Criterion(aversion, tail), 17)
    assert instance.admits(answer.spend)
    assert answer.value <= answer.bound
    assert best <= answer.bound * (1 + 1e-9)
    assert best <= answer.value * (1 + 2 * GAP) + 1e-9
    if not tables:
        assert answer.gap <= 2 * GAP


@settings(max_examples=8, deadline=None)
@given(seeds)
def test_the_answer_is_what_it_says(seed):
    instance = problem(seed, draws=30)
    answer = solve_mean_cvar(instance, 0.4, 0.2, gap=GAP)
    total = sum(
        cell.response.value(np.array([x]))[0] for cell, x in zip(instance.cells, answer.spend, strict=True)
    )
    worst = np.sort(total)[:6].mean()
    assert (answer.mean, answer.cvar) == pytest.approx((total.mean(), worst))
    assert answer.value == pytest.approx(0.6 * total.mean() + 0.4 * worst)
    assert answer.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert (answer.status == Status.OPTIMAL) == (answer.gap <= GAP)


@settings(max_examples=4, deadline=None)
@given(seeds)
def test_a_whole_tail_and_no_aversion_maximise_the_mean(seed):
    instance = problem(seed, draws=15)
    risk_blind = solve_mean_cvar(instance, 0.0, 0.1, gap=GAP)
    whole_tail = solve_mean_cvar(instance, 1.0, 1.0, gap=GAP)
    assert risk_blind.value == pytest.approx(whole_tail.value, rel=2 * GAP)
    assert risk_blind.mean >= solve_mean_cvar(instance, 1.0, 0.1, gap=GAP).mean * (1 - GAP)


def test_one_draw_is_the_certain_problem():
    instance = problem(5, draws=1)
    certain = solve_mean_cvar(instance, 0.0, gap=1e-6)
    for aversion, tail in ((0.5, 0.1), (1.0, 0.5)):
        assert solve_mean_cvar(instance, aversion, tail, gap=1e-6).value == pytest.approx(
            certain.value, rel=1e-5
        )


def test_two_known_cells():
    """Equal square-root-like concave cells share the budget; a sure cell beats a risky one of the same mean."""
    half = np.full(2, 50.0)
    sure = Cell("sure", HillDraws(np.full(2, 100.0), half, np.ones(2)), 0.0, 100.0)
    risky = Cell("risky", HillDraws(np.array([20.0, 180.0]), half, np.ones(2)), 0.0, 100.0)
    blind = solve_mean_cvar(RiskProblem((sure, risky), 60.0), 0.0, 0.5, gap=1e-6)
    assert blind.spend == pytest.approx([30.0, 30.0], rel=0.01)
    wary = solve_mean_cvar(RiskProblem((sure, risky), 60.0), 1.0, 0.5, gap=1e-6)
    # Marginal returns in the bad draw are equal: 100 (50 + y)^2 = 20 (50 + x)^2 with x + y = 60, so y = -0.6: all sure.
    assert wary.spend == pytest.approx([60.0, 0.0], abs=0.2)


def test_spend_that_costs_more_than_it_brings_is_left():
    cell = Cell("poor", HillDraws(np.array([10.0]), np.array([50.0]), np.array([1.0])), 0.0, 100.0)
    answer = solve_mean_cvar(RiskProblem((cell,), 100.0, cost=np.ones(1)), 0.0)
    assert answer.spend == pytest.approx([0.0], abs=1e-6)
    assert answer.value == pytest.approx(0.0, abs=1e-6)


def test_locked_cells_and_a_zero_budget():
    random = np.random.default_rng(2)
    free, other = hill_cell(random, "free", 5), hill_cell(random, "other", 5)
    locked = Cell("locked", other.response, 17.0, 17.0)
    answer = solve_mean_cvar(RiskProblem((free, locked), 60.0), 0.5, gap=1e-5)
    assert answer.spend == pytest.approx([43.0, 17.0], rel=1e-6)
    nothing = solve_mean_cvar(RiskProblem((free, other), 0.0), 0.5)
    assert nothing.spend.tolist() == [0.0, 0.0]
    assert nothing.value == 0.0
    assert nothing.status == Status.OPTIMAL


def test_conflicting_limits_have_no_answer():
    random = np.random.default_rng(2)
    cells = (hill_cell(random, "a", 3), hill_cell(random, "b", 3))
    limit = Limit("too much", np.ones(2), lower=50.0)
    answer = solve_mean_cvar(RiskProblem(cells, 40.0, (limit,)), 0.5)
    assert answer.status == Status.INFEASIBLE
    assert not len(answer.spend)


def test_a_million_fold_difference_of_scale():
    random = np.random.default_rng(4)
    small = hill_cell(random, "small", 8)
    drawn = small.response
    large = Cell(
        "large",
        HillDraws(1e6 * drawn.ceiling, 1e6 * drawn.half_saturation, drawn.slope),
        0.0,
        1e6 * small.upper,
    )
    answer = solve_mean_cvar(RiskProblem((small, large), 0.1 * large.upper), 0.5, gap=1e-4)
    assert answer.gap <= 1e-4


BAD = {
    "no_cells": lambda cell: RiskProblem((), 1.0),
    "budget": lambda cell: RiskProblem((cell,), float("nan")),
    "bounds": lambda cell: RiskProblem((Cell("here", cell.response, 5.0, 1.0),), 1.0),
    "negative": lambda cell: RiskProblem((Cell("here", cell.response, -5.0, 1.0),), 1.0),
    "no_draws": lambda cell: RiskProblem((Cell("here", HillDraws(*np.empty((3, 0))), 0.0, 1.0),), 1.0),
    "draws": lambda cell: RiskProblem((cell, Cell("here", HillDraws(*np.ones((3, 9))), 0.0, 1.0)), 1.0),
    "nan": lambda cell: RiskProblem((Cell("here", HillDraws(*np.full((3, 2), np.nan)), 0.0, 1.0),), 1.0),
    "falling": lambda cell: RiskProblem((Cell("here", HillDraws(*-np.ones((3, 2))), 0.0, 1.0),), 1.0),
    "limit": lambda cell: RiskProblem((cell,), 1.0, (Limit("here", np.ones(3)),)),
    "too_large": lambda cell: RiskProblem((cell,) * 600_000, 1.0),
    "cost": lambda cell: RiskProblem((cell,), 1.0, cost=np.ones(3)),
}


@pytest.mark.parametrize("kind", BAD)
def test_bad_input_is_named(kind):
    cell = hill_cell(np.random.default_rng(0), "good", 4)
    with pytest.raises(UserError) as error:
        BAD[kind](cell)
    if kind in {"bounds", "negative", "no_draws", "draws", "nan", "falling", "limit"}:
        assert "here" in str(error.value)
