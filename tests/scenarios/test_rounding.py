"""Rounded parts add up, and no part moves by a whole unit."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.rounding import exact_sum, nearest, round_half_up, round_parts

amounts = st.integers(-(10**14), 10**14)


@given(st.lists(amounts, max_size=20), st.integers(1, 1000))
def test_parts_add_up_and_stay_within_one(parts, count):
    rounded = round_parts(parts, count)
    assert sum(rounded) == nearest(sum(parts), count)
    assert all(abs(whole - Fraction(part, count)) < 1 for whole, part in zip(rounded, parts, strict=True))


@given(amounts, st.lists(amounts, min_size=1, max_size=12), st.integers(1, 500))
def test_steps_lead_from_a_rounded_start_to_the_rounded_end(start, steps, count):
    end = start + sum(steps)
    total = nearest(end, count) - nearest(start, count)
    assert sum(round_parts(steps, count, total)) == total


def test_an_impossible_total_is_refused():
    with pytest.raises(ValueError, match="adds up to 9"):
        round_parts([2, 2], 1, 9)


@given(amounts, st.integers(1, 10**6))
def test_nearest_is_within_a_half(total, count):
    assert abs(nearest(total, count) - Fraction(total, count)) <= Fraction(1, 2)
    assert nearest(total + count, count) == nearest(total, count) + 1


def test_halves_go_up_in_both_forms():
    assert [nearest(3, 2), nearest(-3, 2)] == [2, -1]
    assert [round_half_up(1.5), round_half_up(-1.5)] == [2, -1]


@given(st.lists(st.integers(-(2**62), 2**62), max_size=30))
def test_sums_do_not_overflow(values):
    assert exact_sum(np.array(values, dtype=np.int64)) == sum(values)
