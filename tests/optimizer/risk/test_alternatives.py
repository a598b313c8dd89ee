"""Plans that are nearly as good: within the share, and as far or near as enumeration can get."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.risk import alternatives, solve_mean_cvar
from tests.optimizer.risk.cases import nested_limits, problem, seeds

WITHIN = 0.02


def near_optimal(instance, criterion, least, steps=21):
    """All splits of a grid that are good enough."""
    axes = [np.linspace(cell.lower, cell.upper, steps) for cell in instance.cells]
    tables = [cell.response.value(axis) for cell, axis in zip(instance.cells, axes, strict=True)]
    for place in itertools.product(range(steps), repeat=len(axes)):
        spend = np.array([axis[at] for axis, at in zip(axes, place, strict=True)])
        outcomes = sum(table[at] for table, at in zip(tables, place, strict=True))
        net = outcomes - instance.unit_cost @ spend
        if instance.admits(spend) and criterion.value(net) >= least:
            yield spend


@settings(max_examples=6, deadline=None)
@given(seeds, st.sampled_from([0.0, 0.5]), st.booleans())
def test_no_enumerated_plan_goes_beyond_the_bounds(seed, aversion, limited):
    limits = nested_limits(seed, 3) if limited else ()
    instance = problem(seed, draws=10, limits=limits)
    best = solve_mean_cvar(instance, aversion, 0.2, gap=1e-4)
    today = np.minimum(np.full(3, instance.budget / 3), instance.upper)
    found = alternatives(instance, best, today, WITHIN, seconds=4.0)
    for one in (found.most_different, found.least_change):
        assert instance.admits(one.spend)
        assert best.criterion.value(instance.outcomes(one.spend)) >= (1 - WITHIN) * best.value
        assert one.share >= 1 - WITHIN
    far, near = found.most_different, found.least_change
    assert far.change == pytest.approx(np.abs(far.spend - best.spend).sum())
    assert near.change == pytest.approx(np.abs(near.spend - today).sum())
    assert far.change <= far.bound + 1e-9
    assert near.bound <= near.change + 1e-9
    for spend in near_optimal(instance, best.criterion, found.least):
        assert np.abs(spend - best.spend).sum() <= far.bound * (1 + 1e-9) + 1e-6
        assert np.abs(spend - today).sum() >= near.bound * (1 - 1e-9) - 1e-6


def test_todays_plan_stays_where_it_is_good_enough():
    instance = problem(2, draws=10)
    best = solve_mean_cvar(instance, 0.0)
    found = alternatives(instance, best, best.spend, WITHIN)
    assert found.least_change.change == pytest.approx(0.0, abs=1e-6)
