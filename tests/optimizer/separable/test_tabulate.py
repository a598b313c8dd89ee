"""Responses of cells as curves of the solver."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.separable import Curves, Problem, closed_form, solve, tabulate
from scenarios.document.curves import HillCurve
from scenarios.response import CellResponse, evaluate
from tests.optimizer.separable.strategies import smooth_curves


def response(curve, exposure, weight):
    exposure, weight = np.asarray(exposure, dtype=float), np.asarray(weight, dtype=float)
    return CellResponse("c", "m", 0, curve, np.ones(1), exposure, weight)


some = settings(max_examples=60, deadline=None)
periods = st.lists(st.tuples(st.floats(0.01, 1), st.floats(0.1, 5)), min_size=1, max_size=6)


@some
@given(smooth_curves(), periods, st.floats(0.5, 200))
def test_a_table_lies_above_the_response_and_within_its_excess(curve, weeks, upper):
    exposure, weight = zip(*weeks, strict=True)
    cell = response(curve, exposure, weight)
    tabulated = tabulate(cell, upper)
    spend = np.linspace(0, upper, 997)
    height = np.interp(spend, tabulated.table.spend, tabulated.table.outcome)
    true = cell.value(spend)
    assert (height >= true * (1 - 1e-12)).all()
    assert (height - true <= tabulated.excess * (1 + 1e-9) + 1e-12).all()


@some
@given(smooth_curves(), st.floats(0.01, 1), st.lists(st.floats(0.1, 5), min_size=1, max_size=4))
def test_equal_exposures_have_a_closed_form(curve, exposure, weight):
    cell = response(curve, np.full(len(weight), exposure), weight)
    spend = np.linspace(0, 50, 101)
    single = closed_form(cell)
    assert single is not None
    np.testing.assert_allclose(evaluate(single, spend), cell.value(spend), rtol=1e-9, atol=1e-12)


def test_refinement_closes_the_distance_between_table_and_response():
    curve = HillCurve(family="hill", ceiling=100, half_saturation=20, slope=2.2)
    cells = [response(curve, [0.5, 0.3, 0.1], [1.0, 1.2, 0.9]), response(curve, [0.9, 0.2], [1.0, 1.0])]
    assert closed_form(cells[0]) is None
    tables = [tabulate(cell, 100.0) for cell in cells]
    gaps = []
    for _ in range(4):
        problem = Problem.of(Curves.of([table.table for table in tables]), 100.0, 60)
        answer = solve(problem, 1e-9)
        true = sum(float(cell.value(x)) for cell, x in zip(cells, answer.spend, strict=True))
        gaps.append(answer.bound / true - 1)
        tables = [table.near(x) for table, x in zip(tables, answer.spend, strict=True)]
    assert gaps[-1] <= 1e-6
    assert all(gap >= -1e-12 for gap in gaps)


@pytest.mark.parametrize("upper", [0.0, -1.0, float("nan"), float("inf")])
def test_a_range_that_is_none_is_refused(upper):
    curve = HillCurve(family="hill", ceiling=1, half_saturation=1)
    with pytest.raises(ValueError, match="range of a table"):
        tabulate(response(curve, [1.0], [1.0]), upper)
