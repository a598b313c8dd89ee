"""Gaps and moments on the work axis, against counting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.schedule.bookings import Bookings, WorkAxis
from scenarios.worktime import CalendarExhausted, Timeline

spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), min_size=1, max_size=6).map(
    lambda found: Timeline((start, start + length) for start, length in found)
)


@given(spans)
def test_positions_and_moments_are_inverse(timeline):
    axis = WorkAxis(timeline)
    open_minutes = [minute for minute in range(80) if timeline.is_open(minute)]
    assert [axis.opening(position) for position in range(axis.total)] == open_minutes
    assert [axis.closing(position) for position in range(1, axis.total + 1)] == [
        minute + 1 for minute in open_minutes
    ]
    assert [axis.position(minute) for minute in open_minutes] == list(range(axis.total))


def test_the_axis_ends():
    axis = WorkAxis(Timeline([(5, 8)]))
    with pytest.raises(CalendarExhausted):
        axis.opening(3)
    with pytest.raises(CalendarExhausted):
        axis.closing(4)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.integers(1, 8)), max_size=8),
    st.integers(0, 60),
    st.integers(1, 9),
)
def test_a_gap_is_the_first_one(wanted, position, length):
    bookings = Bookings(WorkAxis(Timeline([(0, 200)])))
    taken = {}
    for owner, (start, size) in enumerate(wanted):
        if not any(minute in taken for minute in range(start, start + size)):
            bookings.add(start, start + size, owner)
            taken |= dict.fromkeys(range(start, start + size), owner)
    free = (
        at for at in range(position, 200) if not any(minute in taken for minute in range(at, at + length))
    )
    assert bookings.gap(position, length) == next(free)
    assert [bookings.owner(minute) for minute in range(80)] == [taken.get(minute) for minute in range(80)]
    blocked = bookings.blocked_until(position, position + length)
    assert (blocked is None) == (bookings.gap(position, length) == position)


def test_what_is_removed_is_free_again():
    bookings = Bookings(WorkAxis(Timeline([(0, 100)])))
    bookings.add(10, 20, 1)
    bookings.add(0, 5, 2)
    bookings.remove(10)
    assert bookings.gap(6, 50) == 6
    assert bookings.owner(3) == 2
