"""Shapley values of games whose values are known, and the axioms that define them."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulation.answers.shapley import (
    balanced_orders,
    coalitions,
    exact_parts,
    permutation_parts,
    prefixes,
)


def value(parts):
    return [Fraction(int(one), parts.denominator) for one in parts.numerators]


def game(players, worth):
    return {one: np.array(worth(one), dtype=np.int64) for one in coalitions(players)}


GAMES = st.integers(1, 5).flatmap(
    lambda players: st.lists(st.integers(-(10**6), 10**6), min_size=2**players, max_size=2**players).map(
        lambda numbers: (players, dict(zip(coalitions(players), map(np.array, numbers), strict=True)))
    )
)


@given(GAMES)
def test_parts_add_up_exactly(drawn):
    players, worth = drawn
    total = int(worth[frozenset(range(players))] - worth[frozenset()])
    assert sum(value(exact_parts(worth, players))) == total
    orders = balanced_orders(players, 4, seed=1)
    assert sum(value(permutation_parts(worth, orders))) == total


@given(GAMES)
def test_it_is_the_mean_over_all_orders(drawn):
    players, worth = drawn
    orders = list(permutations(range(players)))
    assert value(exact_parts(worth, players)) == value(permutation_parts(worth, orders))


@given(GAMES, st.data())
def test_a_dummy_gets_what_it_adds_alone(drawn, data):
    players, worth = drawn
    dummy, own = players, data.draw(st.integers(-100, 100))
    larger = {one: worth[one - {dummy}] + own * (dummy in one) for one in coalitions(players + 1)}
    found = value(exact_parts(larger, players + 1))
    assert found[dummy] == own
    assert found[:players] == value(exact_parts(worth, players))


def test_equals_get_the_same():
    found = value(exact_parts(game(3, lambda one: 12 * (len(one) ** 2) + 5 * (2 in one)), 3))
    assert found[0] == found[1] == found[2] - 5


def test_the_glove_game():
    """One left glove, two right ones; a pair is worth 6: 2/3 to the left one (Shapley 1953's market of three)."""
    found = value(exact_parts(game(3, lambda one: 6 * (0 in one and len(one) > 1)), 3))
    assert found == [4, 1, 1]


def test_worths_may_be_arrays():
    worth = {one: np.array([[len(one), 2 * len(one)], [7 * (0 in one), 0]]) for one in coalitions(2)}
    parts = exact_parts(worth, 2)
    assert (parts.numerators == parts.denominator * np.array([[[1, 2], [7, 0]], [[1, 2], [0, 0]]])).all()


def test_sampled_orders_come_with_their_reverse_and_name_what_they_need():
    orders = balanced_orders(5, 6, seed=3)
    assert orders == balanced_orders(5, 6, seed=3)
    assert len(orders) == 6
    assert all(later == earlier[::-1] for earlier, later in zip(orders[::2], orders[1::2], strict=True))
    needed = prefixes(orders)
    assert len(set(needed)) == len(needed)
    assert {frozenset(), frozenset(range(5))} <= set(needed)


@pytest.mark.parametrize("players", [1, 3])
def test_all_coalitions_are_named_once(players):
    assert len(set(coalitions(players))) == 2**players
