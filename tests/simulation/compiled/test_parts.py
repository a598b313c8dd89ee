"""Kernels on their own, against the standard library and the calendars' definition."""

import heapq

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.worktime import CalendarExhausted, Timeline
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.calendar_kernel import advance, between, open_before, open_span
from simulation.compiled.flat_times import Times
from simulation.compiled.heap_kernel import next_moment, pop, push_key

SPANS = st.lists(st.tuples(st.integers(0, 400), st.integers(1, 40)), max_size=8)


def _memory(room):
    mem = np.zeros(at.HEADER + room * at.EVENT_SIZE, dtype=np.int64)
    mem[at.HEAP], mem[at.HEAP_ROOM] = at.HEADER, room
    return mem


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 2**60)), min_size=1, max_size=60))
@settings(max_examples=60)
def test_events_come_in_order(events):
    mem, sorted_events = _memory(64), []
    for load, (moment, key) in enumerate(events):
        push_key(mem, moment, key, load)
        heapq.heappush(sorted_events, (moment, key))
    for moment, key in [heapq.heappop(sorted_events) for _ in events]:
        assert next_moment(mem) == moment
        found, load = pop(mem)
        assert events[load] == (moment, key) == (moment, found)
    assert next_moment(mem) == at.FOREVER


def test_an_event_without_room_is_told():
    mem = _memory(1)
    push_key(mem, 1, 0, 0)
    assert not mem[at.STATUS]
    push_key(mem, 2, 0, 0)
    assert mem[at.STATUS] == at.HEAP_FULL


@given(SPANS, st.integers(0, 500), st.integers(0, 90), st.integers(0, 500))
@settings(max_examples=150)
def test_calendars_are_those_of_the_definition(spans, moment, minutes, other):
    timeline = Timeline((start, start + length) for start, length in spans)
    arena = Arena(1, 0)
    address, mem = Times(arena).put(timeline), arena.image
    assert open_before(mem, address, moment) == timeline.open_before(moment)
    assert between(mem, address, moment, other) == timeline.between(moment, other)
    try:
        wanted = timeline.advance(moment, minutes)
    except CalendarExhausted:
        wanted = at.FOREVER
    assert advance(mem, address, moment, minutes) == wanted
    first = next(((s, e) for s, e in timeline.spans() if e > moment), None)
    expected = (max(first[0], moment), first[1]) if first else (at.FOREVER, at.FOREVER)
    assert open_span(mem, address, moment) == expected
