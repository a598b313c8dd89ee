"""Lifted tables lie above every draw, closely; interpolated ones follow the curves."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from optimizer.risk import Cell, FlightDraws, HillDraws, RiskProblem, Shifted, TableDraws, flight_draws
from optimizer.risk.excess import Ends, Turn, tangent_excess
from optimizer.risk.interpolation_kernel import smooth_returns
from optimizer.risk.tables import tabulate
from scenarios.document import Curve
from scenarios.draws import DrawResponses
from scenarios.rates import RateCard
from scenarios.saturation import FORMULAS, parameters
from tests.optimizer.risk.cases import problem, seeds

AS_CURVE = TypeAdapter(Curve)
FAMILIES = (
    {"family": "hill", "ceiling": 300, "half_saturation": 80, "slope": 2.4},
    {"family": "hill", "ceiling": 300, "half_saturation": 80, "slope": 0.7},
    {"family": "logistic", "ceiling": 120, "rate": 0.02},
    {"family": "michaelis_menten", "ceiling": 90, "half_saturation": 40},
    {"family": "negative_exponential", "ceiling": 200, "rate": 0.01},
    {"family": "power", "coefficient": 7, "exponent": 0.6},
    {"family": "sigmoid", "ceiling": 200, "rate": 0.03, "midpoint": 90},
    {"family": "tabulated", "spend": [0, 13, 77, 90, 300], "outcome": [0, 1, 50, 50, 90]},
)


def flights(curve, rates=None):
    """Three draws of a flight with carry-over and, where the family has parameters, of the curve."""
    random = np.random.default_rng(3)
    parsed = AS_CURVE.validate_python(curve)
    columns = {name: value * random.uniform(0.7, 1.0, (3, 1)) for name, value in parameters(parsed).items()}
    exposure, weight = random.uniform(0.1, 1, (3, 4)), random.uniform(0.5, 2, (3, 4))
    return FlightDraws(DrawResponses(3, parsed, columns, exposure, weight, rates), 0.5)


def lifted_gap(instance, cell=0, samples=4000):
    """Height of the lifted lines above the draws at many spends, and the draws' size."""
    tables = tabulate(instance)
    low, high = tables.grid[cell][[0, -1]]
    spend = np.sort(
        np.append(np.linspace(low, high, samples), low + (high - low) * np.geomspace(1e-9, 1, 500))
    )
    true = instance.cells[cell].response.value(spend)
    lines = np.stack([np.interp(spend, tables.grid[cell], one) for one in tables.lifted[cell].T], axis=1)
    return lines - true, true.max()


@settings(max_examples=25, deadline=None)
@given(seeds, st.booleans())
def test_lifted_lines_lie_above_every_draw(seed, tables):
    above, size = lifted_gap(problem(seed, cells=1, draws=8, tables=tables))
    assert above.min() >= -1e-12 * size


@pytest.mark.parametrize("curve", FAMILIES, ids=lambda curve: curve["family"])
def test_lifted_lines_lie_closely_above_flights_of_any_family(curve):
    above, size = lifted_gap(RiskProblem((Cell("one", flights(curve), 0.0, 900.0),), 900.0))
    assert above.min() >= -1e-12 * size
    assert above.max() <= (0.02 if curve["family"] in {"tabulated", "power"} else 2e-3) * size


@pytest.mark.parametrize("basis", ["incremental", "all_units"])
@pytest.mark.parametrize("curve", [FAMILIES[0], FAMILIES[2], FAMILIES[-1]], ids=lambda curve: curve["family"])
def test_lifted_lines_lie_above_flights_on_a_rate_card(curve, basis):
    rates = RateCard(
        np.array([0.0, 100.0, 400.0]),
        np.array([1.0, 1.25, 1.6]),
        np.array([0.0, 100.0, 475.0] if basis == "incremental" else [0.0, 125.0, 640.0]),
    )
    above, size = lifted_gap(RiskProblem((Cell("one", flights(curve, rates), 0.0, 900.0),), 900.0))
    assert above.min() >= -1e-12 * size
    coarse = flights(curve, rates).excess(np.array([0.0, 150.0, 900.0]))
    ends = flights(curve, rates).value(np.array([0.0, 150.0, 900.0]))
    np.testing.assert_allclose(coarse, np.diff(ends, axis=0))


@pytest.mark.parametrize("curve", FAMILIES, ids=lambda curve: curve["family"])
def test_flights_are_the_scenario_s_draws(curve):
    drawn, grid = flights(curve), np.linspace(0, 900, 50)
    np.testing.assert_allclose(drawn.value(grid), 0.5 * drawn.flight.value(grid).T, rtol=1e-12)


def test_a_certain_flight_is_repeated():
    flight = DrawResponses(4, AS_CURVE.validate_python(FAMILIES[0]), {}, np.ones(2), np.ones(2))
    drawn, grid = flight_draws(flight, 2.0), np.linspace(0, 500, 7)
    assert drawn.draws == 4
    np.testing.assert_allclose(drawn.value(grid), 2 * flight.value(grid).T)
    np.testing.assert_allclose(drawn.excess(grid), FlightDraws(flight, 2.0).excess(grid))


def test_shocks_stretch_and_lower_a_response():
    base = flights(FAMILIES[0])
    shifted, grid = Shifted(base, price=1.25, lift=0.6), np.linspace(0, 500, 7)
    np.testing.assert_allclose(shifted.value(grid), 0.6 * base.value(grid / 1.25))
    above, size = lifted_gap(RiskProblem((Cell("one", shifted, 0.0, 900.0),), 900.0))
    assert above.min() >= -1e-12 * size


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_hill_excess_is_the_one_of_its_tangents(seed):
    drawn = problem(seed, cells=1, draws=4).cells[0].response
    columns = {name: getattr(drawn, name)[:, None] for name in ("ceiling", "half_saturation", "slope")}
    flight = FlightDraws(
        DrawResponses(4, AS_CURVE.validate_python(FAMILIES[0]), columns, np.ones((4, 1)), np.ones((4, 1)))
    )
    grid = np.append(0.0, np.geomspace(1e-4, 1, 60) * 4 * drawn.half_saturation.max())
    np.testing.assert_allclose(drawn.value(grid), flight.flight.value(grid).T, rtol=1e-12)
    tangents = hill_by_tangents(drawn, grid)
    np.testing.assert_allclose(drawn.excess(grid), tangents, rtol=1e-6, atol=1e-9 * drawn.ceiling.max())
    np.testing.assert_allclose(flight.excess(grid), drawn.excess(grid))


def hill_by_tangents(drawn, grid):
    """The excess by the array formula."""
    formulas = FORMULAS["hill"]
    values = {name: getattr(drawn, name)[:, None] for name in ("ceiling", "half_saturation", "slope")}
    s = np.maximum(values["slope"], 1.0)
    place = values["half_saturation"] * ((s - 1) / (s + 1)) ** (1 / s)

    def at(x):
        return np.broadcast_to(x, (4, x.shape[-1])), formulas.value(x, **values), formulas.slope(x, **values)

    return tangent_excess(Ends(*at(grid[None, :-1])), Ends(*at(grid[None, 1:])), Turn(*at(place))).T


def test_a_table_of_a_table_is_exact_where_knots_are_grid_points():
    knots = np.array([0.0, 10.0, 30.0])
    drawn = TableDraws(knots, np.array([[0.0, 0.0], [5.0, 1.0], [6.0, 9.0]]))
    assert drawn.excess(knots).max() == 0
    np.testing.assert_allclose(drawn.excess(np.array([0.0, 30.0])), [[3.0, 0.0]])


def test_excess_of_a_steep_curve_is_a_limit_on_one_coarse_segment():
    drawn = HillDraws(np.array([10.0]), np.array([5.0]), np.array([6.0]))
    grid = np.array([0.0, 100.0])
    x = np.linspace(0, 100, 100_001)
    highest = (drawn.value(x)[:, 0] - x / 100 * drawn.value(grid)[1, 0]).max()
    assert highest <= drawn.excess(grid)[0, 0] <= 1.5 * highest


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_interpolation_follows_the_curves_and_their_slopes(seed):
    instance = problem(seed, cells=3, draws=6)
    tables = tabulate(instance)
    spend = tables.grid[:, -1] * np.random.default_rng(seed).uniform(0.02, 1, 3)
    total, slopes = np.empty(6), np.empty((3, 6))
    smooth_returns(spend, tables.grid, tables.value, total, slopes)
    assert total == pytest.approx(instance.outcomes(spend), rel=1e-4)
    step = 1e-5 * instance.upper
    for cell in range(3):
        ends = [spend.copy(), spend.copy()]
        ends[0][cell] -= step[cell]
        ends[1][cell] += step[cell]
        slope = (instance.outcomes(ends[1]) - instance.outcomes(ends[0])) / (2 * step[cell])
        assert slopes[cell] == pytest.approx(slope, rel=0.05, abs=0.01 * slopes.max())
