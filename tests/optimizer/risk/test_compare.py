"""Plans under the same draws, and regret against what hindsight would have done."""

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.risk import RiskProblem, compare_under_draws, hindsight, solve_mean_cvar
from optimizer.risk.measure import Criterion
from scenarios.errors import UserError
from tests.optimizer.risk.cases import enumerated, nested_limits, problem, seeds


def one_draw(instance, draw):
    """The problem in which a draw is certain."""
    cells = tuple(
        cell.__class__(
            cell.name,
            cell.response.__class__(
                *(
                    getattr(cell.response, name)[draw : draw + 1]
                    for name in ("ceiling", "half_saturation", "slope")
                )
            ),
            cell.lower,
            cell.upper,
        )
        for cell in instance.cells
    )
    return RiskProblem(cells, instance.budget, instance.limits, instance.cost)


@settings(max_examples=10, deadline=None)
@given(seeds)
def test_hindsight_is_between_enumeration_and_its_bound(seed):
    instance = problem(seed, draws=4, limits=nested_limits(seed, 3))
    start = solve_mean_cvar(instance, 0.0, gap=1e-2).spend
    best = hindsight(instance, [start])
    for draw in range(4):
        alone = one_draw(instance, draw)
        truth = enumerated(alone, Criterion(0.0, 1.0), 17)
        assert truth <= best.bound[draw] * (1 + 1e-9)
        assert best.value[draw] <= best.bound[draw] * (1 + 1e-12)
        assert best.value[draw] >= truth * (1 - 0.01)
        assert alone.admits(best.spend[draw])
        assert alone.outcomes(best.spend[draw])[0] == pytest.approx(best.value[draw])


def test_the_best_plan_of_a_certain_problem_has_no_regret():
    instance = problem(3, draws=1)
    best = solve_mean_cvar(instance, 0.0, gap=1e-5)
    figures = compare_under_draws(instance, ("best", best.spend), {}).recommended
    assert figures.regret.expected.value <= 1e-3 * best.value
    assert figures.regret.at_most <= 2e-3 * best.value
    assert figures.beaten is None


def test_figures_are_those_of_the_outcomes():
    instance = problem(8, draws=50)
    best = solve_mean_cvar(instance, 0.0).spend
    even = np.minimum(np.full(3, instance.budget / 3), instance.upper)
    found = compare_under_draws(instance, ("best", best), {"even": even}, tail=0.2)
    mine, theirs = instance.outcomes(best), instance.outcomes(even)
    other = found.others[0]
    assert found.draws == 50
    assert other.beaten.value == (mine > theirs).mean()
    assert other.beaten.low < other.beaten.value <= other.beaten.high
    assert other.difference.value == pytest.approx((mine - theirs).mean())
    assert other.cvar == pytest.approx(np.sort(theirs)[:10].mean())
    assert other.mean.value == pytest.approx(theirs.mean())
    assert other.quantiles[0.5].value == np.sort(theirs)[24]
    assert other.regret_of_plans.value == pytest.approx(np.maximum(mine - theirs, 0).mean())
    regret = other.regret
    assert other.regret_of_plans.value <= regret.expected.value + 1e-9
    assert regret.expected.value <= regret.at_most + 1e-9
    assert regret.quantiles[0.95].value >= regret.quantiles[0.05].value >= 0


def test_equal_plans_do_not_beat_each_other():
    instance = problem(8, draws=20)
    plan = solve_mean_cvar(instance, 0.0).spend
    assert compare_under_draws(instance, ("one", plan), {"same": plan.copy()}).others[0].beaten.value == 0


@pytest.mark.parametrize("bad", [np.ones(2), np.array([1.0, np.nan, 1.0]), np.array([1.0, -1.0, 1.0])])
def test_a_plan_that_is_none_is_named(bad):
    instance = problem(8, draws=3)
    with pytest.raises(UserError, match="odd"):
        compare_under_draws(instance, ("good", np.zeros(3)), {"odd": bad})
