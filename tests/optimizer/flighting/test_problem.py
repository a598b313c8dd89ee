"""Wrong input is named, all of it at once."""

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.flight_cases import random_line
from optimizer.flighting import CarryOut, FlightProblem, Limit, plan_flights
from scenarios.rates import RateCard
from tests.optimizer.flighting.cases import small_problem

LINE = random_line(0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"retention": 1.0}, "retention lies in"),
        ({"retention": float("nan")}, "its numbers are finite"),
        ({"scale": 0.0}, "scale is positive"),
        ({"least": -1.0}, "least money"),
        ({"carry_in": -1.0}, "carry-in"),
        ({"weights": np.ones(3)}, "periods"),
        ({"weights": np.full(5, -1.0)}, "weights are finite"),
        ({"most": np.full(5, np.inf)}, "the most money per period"),
        ({"flight": 6}, "least flight"),
        ({"flight": 0}, "least flight"),
        (
            {"rates": RateCard(np.array([0.0, 10.0]), np.array([1.0, 0.5]), np.array([0.0, 5.0]))},
            "volume rises",
        ),
        ({"carry_out": CarryOut(0.0, np.array([0.0, 1.0]), np.array([0.0, -1.0]))}, "carry-out"),
        ({"carry_out": CarryOut(-1.0)}, "carry-out"),
    ],
)
def test_a_wrong_line_is_named(changes, words):
    with pytest.raises(ValueError, match=words) as caught:
        FlightProblem((random_line(1), replace(LINE, name="display", **changes)))
    assert "line 'display'" in str(caught.value)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lines": np.ones(3)}, "covers"),
        ({"periods": np.full(5, np.nan)}, "coefficients"),
        ({"most": 1.0, "least": 2.0}, "in order"),
        ({"most": float("nan")}, "in order"),
        ({"least": float("inf"), "most": float("inf")}, "can be met"),
    ],
)
def test_a_wrong_limit_is_named(changes, words):
    limit = replace(Limit("budget", np.ones(1), np.ones(5), 100.0), **changes)
    with pytest.raises(ValueError, match=words) as caught:
        FlightProblem((LINE,), (limit,))
    assert "limit 'budget'" in str(caught.value)


def test_all_faults_at_once():
    with pytest.raises(ValueError, match="retention") as caught:
        FlightProblem((replace(LINE, retention=2.0, scale=-1.0),))
    assert "scale" in str(caught.value)


def test_no_line():
    with pytest.raises(ValueError, match="at least one line"):
        FlightProblem(())


def test_a_start_of_another_shape():
    with pytest.raises(ValueError, match="shape"):
        plan_flights(small_problem(0), start=np.zeros((1, 1)))
