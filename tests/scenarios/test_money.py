"""Money: cents never appear or vanish."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.money import apportion, to_minor, to_units


@given(st.integers(-(10**14), 10**14))
def test_units_and_minor_units_are_inverse(minor):
    assert to_minor(to_units(minor)) == minor


def test_halves_round_to_even():
    assert [to_minor(amount) for amount in (0.005, 0.015, 0.025, -0.005)] == [0, 2, 2, 0]


weights = st.lists(st.floats(0, 1e9), min_size=1, max_size=30)


@given(st.integers(0, 10**13), weights)
def test_parts_add_up_exactly_and_stay_within_a_unit_of_their_share(total, raw):
    parts = apportion(total, raw)
    assert sum(parts) == total
    mass = sum(raw)
    shares = [total * weight / mass if mass else total / len(raw) for weight in raw]
    assert all(abs(part - share) <= 1 + 1e-9 * total for part, share in zip(parts, shares, strict=True))


def test_the_largest_remainder_is_served_first():
    assert apportion(10, [3, 3, 4]) == [3, 3, 4]
    assert apportion(1, [1, 2]) == [0, 1]
    assert apportion(100, [1, 1, 1]) == [34, 33, 33]


@pytest.mark.parametrize("bad", [[], [1, -1]])
def test_impossible_weights_are_refused(bad):
    with pytest.raises(ValueError, match="weight"):
        apportion(1, bad)
