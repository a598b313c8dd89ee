"""The greedy split of hulls within nested budgets is the linear program's optimum."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from optimizer.risk.laminar import split_limits
from optimizer.risk.mixture_kernel import best_mixture
from tests.optimizer.risk.cases import nested_limits, problem, seeds


def by_program(grid, height, nest):
    """Maximum over convex combinations of the points of every cell, within the nested budgets."""
    cells, points = grid.shape
    rows, room = [], []
    for one in range(len(nest.most)):
        row = (grid * (nest.sets == one).any(axis=1)[:, None]).ravel()
        rows += [row, -row]
        room += [min(nest.most[one], 1e12), -max(nest.least[one], -1e12)]
    found = linprog(
        -height.ravel(), rows, room, np.kron(np.eye(cells), np.ones(points)), np.ones(cells), method="highs"
    )
    return -np.inf if found.x is None else -found.fun


@settings(max_examples=60, deadline=None)
@given(seeds, st.booleans())
def test_greedy_is_optimal_within_nested_budgets(seed, rising):
    random = np.random.default_rng(seed)
    instance = problem(seed, cells=4, draws=1, limits=nested_limits(seed, 4))
    nest, _ = split_limits(instance)
    grid = np.sort(random.uniform(0, 60, (4, 9)), axis=1)
    grid[:, 0] = 0 if rising else grid[:, 0]
    height = np.cumsum(random.normal(2 if rising else 0, 10, (4, 9)), axis=1)
    span = np.tile(np.array([0, 8]), (4, 1))
    total, low, high, share = best_mixture(grid, height, span, nest.sets, nest.least, nest.most)
    assert total == pytest.approx(by_program(grid, height, nest), rel=1e-9, abs=1e-7)
    if total > -np.inf:
        rows = np.arange(4)
        value = ((1 - share) * height[rows, low] + share * height[rows, high]).sum()
        spend = (1 - share) * grid[rows, low] + share * grid[rows, high]
        assert value == pytest.approx(total)
        sums = np.array([spend[(nest.sets == one).any(axis=1)].sum() for one in range(len(nest.most))])
        assert np.all(sums <= nest.most + 1e-6)
        assert np.all(sums >= nest.least - 1e-6)


def test_crumbs_that_rounding_leaves_do_not_move_a_cell():
    """A group's room of 0.1 + 0.2 less 0.3 is not quite nothing; the cell stays within its first segment."""
    grid = np.array([[0.0, 0.2, 0.3], [0.0, 0.5, 0.6]])
    height = np.array([[0.0, 2.0, 2.9], [0.0, 0.5, 0.55]])
    sets = np.array([[0, 2], [1, 2]])
    room = 0.1 + 0.2 + 0.3 + 1e-16
    span = np.tile(np.array([0, 2]), (2, 1))
    _, low, high, share = best_mixture(
        grid, height, span, sets, np.array([0.0, 0.0, -np.inf]), np.array([1.0, 1.0, room])
    )
    spend = (1 - share) * grid[[0, 1], low] + share * grid[[0, 1], high]
    assert spend == pytest.approx([0.3, 0.3])


def test_shares_are_priced_and_crossing_sets_as_well():
    limits = nested_limits(1, 4)
    nest, priced = split_limits(problem(1, cells=4, draws=1, limits=limits))
    assert len(nest.most) == 4 + 3
    assert priced.rows.shape == (1, 4)
    crossing = limits[0].__class__("crossing", np.array([0.0, 1.0, 1.0, 0.0]), upper=5.0)
    nest, priced = split_limits(problem(1, cells=4, draws=1, limits=(limits[0], crossing)))
    assert len(nest.most) == 4 + 2
    assert priced.rows.tolist() == [[0.0, 1.0, 1.0, 0.0]]
