"""Over-estimates lie above their curves everywhere, and meet them where they are drawn finely."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from optimizer.allocation.envelope import bound_response, upper_hull
from optimizer.allocation.tangents import inflection, line_above
from scenarios.document import Curve
from scenarios.rates import RateCard
from scenarios.response import CellResponse, derivative, evaluate

AS_CURVE = TypeAdapter(Curve)
scales = st.floats(1, 1e6)
heights = st.floats(0, 1e7)


@st.composite
def tables(draw):
    count = draw(st.integers(2, 12))
    steps = draw(st.lists(st.floats(1e-2, 1e5), min_size=count - 1, max_size=count - 1))
    rises = draw(st.lists(st.floats(0, 1e5), min_size=count - 1, max_size=count - 1))
    return {
        "family": "tabulated",
        "spend": [0.0, *np.cumsum(steps).tolist()],
        "outcome": [0.0, *np.cumsum(rises).tolist()],
    }


curves = st.one_of(
    st.builds(
        lambda c, k, s: {"family": "hill", "ceiling": c, "half_saturation": k, "slope": s},
        heights,
        scales,
        st.floats(0.2, 20),
    ),
    st.builds(lambda c, k: {"family": "logistic", "ceiling": c, "rate": 1 / k}, heights, scales),
    st.builds(
        lambda c, k: {"family": "michaelis_menten", "ceiling": c, "half_saturation": k}, heights, scales
    ),
    st.builds(lambda c, k: {"family": "negative_exponential", "ceiling": c, "rate": 1 / k}, heights, scales),
    st.builds(
        lambda c, p: {"family": "power", "coefficient": c, "exponent": p},
        st.floats(0, 100),
        st.floats(0.02, 1),
    ),
    st.builds(
        lambda c, k, m: {"family": "sigmoid", "ceiling": c, "rate": 1 / k, "midpoint": m * k},
        heights,
        scales,
        st.floats(0, 8),
    ),
    tables(),
).map(AS_CURVE.validate_python)


@st.composite
def rate_cards(draw):
    """Tiers that rise or fall in price, or jump for all units."""
    count = draw(st.integers(1, 3))
    starts = np.cumsum(draw(st.lists(st.floats(1, 1e6), min_size=count, max_size=count)))
    start = np.append(0.0, starts)
    prices = draw(st.lists(st.floats(0.3, 2), min_size=count, max_size=count))
    if draw(st.booleans()):
        rate = np.append(1.0, [1 / price for price in sorted(min(price, 1.0) for price in prices)][::-1])
        rate = np.maximum.accumulate(rate)
        return RateCard(start, rate, start * rate)
    rate = np.append(1.0, [1 / price for price in prices])
    return RateCard(start, rate, np.append(0.0, np.cumsum(np.diff(start) * rate[:-1])))


@st.composite
def responses(draw):
    """A flight of some periods with carry-over: every period has a curvature of its own."""
    rates = draw(st.none() | rate_cards())
    count = draw(st.integers(1, 8))
    exposure = draw(st.lists(st.floats(1e-3, 1), min_size=count, max_size=count))
    weight = draw(st.lists(st.floats(0, 3), min_size=count, max_size=count))
    return CellResponse("c", "k", 0, draw(curves), np.ones(1), np.array(exposure), np.array(weight), rates)


def dense(upper, cuts=()):
    """Spends from next to nothing to the end of the range, thick everywhere on a linear and a logarithmic scale."""
    points = [np.linspace(0, upper, 1201), np.geomspace(upper * 1e-9, upper, 1201)]
    return np.clip(np.concatenate([*points, np.asarray(cuts, dtype=float)]), 0, upper)


def lowest(hull, spends):
    """Height of the lower envelope of all facets: what a program sees, whatever the ranges of the facets."""
    return np.min(hull.intercept[:, None] + hull.slope[:, None] * spends, axis=0)


def assert_above(bound, true):
    assert np.all(bound >= true - 1e-11 * np.abs(true).max(initial=0.0) - 1e-200)


@given(responses(), st.floats(1, 1e7))
def test_a_hull_lies_above_the_response_everywhere(response, upper):
    estimate = bound_response(response, upper)
    spends = dense(upper, estimate.grid)
    assert_above(lowest(estimate.hull(0.0, upper), spends), response.value(spends))


@given(responses(), st.floats(1, 1e7), st.floats(0.01, 0.99))
def test_a_floor_lies_below_the_response_everywhere(response, upper, share):
    estimate = bound_response(response, upper).with_points(np.array([share * upper]))
    cut = float(estimate.grid[np.argmin(np.abs(estimate.grid - share * upper))])
    for lower, higher in ((0.0, upper), (0.0, cut), (cut, upper)):
        spends = dense(upper, [lower, higher])
        spends = spends[(spends >= lower) & (spends <= higher)]
        upside_down = estimate.floor(lower, higher)
        assert_above(lowest(upside_down, spends), -response.value(spends))


@given(responses(), st.floats(1, 1e7), st.floats(0.01, 0.99))
def test_hulls_of_both_sides_of_a_cut_lie_above_the_response_and_below_the_whole(response, upper, share):
    estimate = bound_response(response, upper).with_points(np.array([share * upper]))
    cut = float(estimate.grid[np.argmin(np.abs(estimate.grid - share * upper))])
    whole = estimate.hull(0.0, upper)
    for lower, higher in ((0.0, cut), (cut, upper)):
        spends = dense(upper, [lower, higher])
        spends = spends[(spends >= lower) & (spends <= higher)]
        part = lowest(estimate.hull(lower, higher), spends)
        assert_above(part, response.value(spends))
        assert np.all(part <= lowest(whole, spends) * (1 + 1e-9) + 1e-9)


@given(responses(), st.floats(1, 1e7), st.floats(0.001, 1))
def test_a_finely_drawn_estimate_meets_the_response_at_a_cut(response, upper, share):
    estimate = bound_response(response, upper).refined_near(share * upper)
    at = float(estimate.grid[np.argmin(np.abs(estimate.grid - share * upper))])
    height = float(estimate.hull(0.0, at).value(at))
    true = float(response.value(at))
    assert height == pytest.approx(true, rel=1e-3, abs=1e-9 * max(true, 1.0))


@given(responses(), st.floats(1, 1e7), st.integers(3, 12))
def test_a_few_facets_stay_above_the_response(response, upper, most):
    hull = bound_response(response, upper).hull(0.0, upper)
    few = hull.coarse(0.0, most)
    assert len(few) <= most
    spends = dense(upper)
    lines = hull.intercept[few, None] + hull.slope[few, None] * spends
    assert_above(lines.min(axis=0), response.value(spends))


@given(curves, st.lists(st.floats(1e-3, 1e6), min_size=1, max_size=6, unique=True))
def test_a_line_lies_above_its_segment(curve, ends):
    grid = np.unique([0.0, *ends, inflection(curve)])
    if np.any(np.diff(grid) < 1e-9 * grid[1:]):
        return
    slope, intercept = line_above(curve, grid[None, :-1], grid[None, 1:])
    for index, (left, right) in enumerate(pairwise(grid)):
        inside = np.linspace(left, right, 101)
        assert_above(intercept[0, index] + slope[0, index] * inside, evaluate(curve, inside))


@given(st.floats(1.05, 20), scales)
def test_the_inflection_is_where_the_slope_is_steepest(slope, half):
    curve = AS_CURVE.validate_python(
        {"family": "hill", "ceiling": 1.0, "half_saturation": half, "slope": slope}
    )
    turn = inflection(curve)
    around = derivative(curve, turn * np.array([0.98, 1.0, 1.02]))
    assert around[1] >= max(around[0], around[2])


@given(
    st.lists(
        st.tuples(st.floats(0, 100), st.floats(-50, 50)), min_size=2, max_size=30, unique_by=lambda p: p[0]
    )
)
def test_the_upper_hull_is_the_least_concave_function_above_its_points(points):
    x, y = np.array(sorted(points)).T
    if np.any(np.diff(x) < 1e-6):
        return
    hull = upper_hull(x, y)
    assert np.all(np.diff(hull.slope) < 0)
    assert np.all(hull.value(x) >= y - 1e-9)
    assert set(hull.knots) <= set(x)


def test_the_curve_of_a_single_s_shape_has_its_tangent_from_the_origin():
    curve = AS_CURVE.validate_python(
        {"family": "hill", "ceiling": 100.0, "half_saturation": 50.0, "slope": 3.0}
    )
    response = CellResponse("c", "k", 0, curve, np.ones(1), np.ones(1), np.ones(1))
    hull = bound_response(response, 500.0).hull(0.0, 500.0)
    tangent = 50 * 2 ** (1 / 3)  # kappa (s - 1)^(1/s)
    assert hull.slope[0] == pytest.approx(float(evaluate(curve, tangent)) / tangent, rel=1e-3)
    assert hull.knots[1] == pytest.approx(tangent, rel=0.1)


def test_a_range_whose_ends_differ_by_rounding_alone_still_has_a_hull():
    """Narrowing may end there: points of a grid so close together are taken for one, and no segment is left between."""
    curve = AS_CURVE.validate_python({"family": "power", "coefficient": 20.7, "exponent": 0.46})
    response = CellResponse("a", "b", 0, curve, np.ones(1), np.ones(1), np.ones(1))
    spend = 15.087412904751716
    estimate = bound_response(response, 1e9).with_points(np.array([spend, np.nextafter(spend, 20)]))
    for lower, upper in ((spend, np.nextafter(spend, 20)), (0.0, np.nextafter(0.0, 1)), (1e9, 1e9)):
        hull = estimate.hull(lower, upper)
        assert hull.value(lower) >= response.value(lower) - 1e-9
