"""Working-time arithmetic against a minute-by-minute count."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import DateSpan, Horizon, WorkingCalendar
from scenarios.worktime import CalendarExhausted, Timeline, WorkTime, working_timeline
from tests.scenarios.small import small_scenario

END = 60
spans = st.lists(st.tuples(st.integers(0, END), st.integers(0, END)), max_size=6)


def open_minutes(timeline: Timeline) -> list[int]:
    return [minute for start, end in timeline.spans() for minute in range(start, end)]


@given(spans)
def test_intervals_are_merged_and_rising(raw):
    timeline = Timeline(raw)
    expected = sorted({minute for start, end in raw for minute in range(start, end)})
    assert open_minutes(timeline) == expected
    assert all(end < start for end, start in zip(timeline.ends, timeline.starts[1:], strict=False))


@given(spans, st.integers(-5, END + 5))
def test_questions_agree_with_counting(raw, moment):
    timeline = Timeline(raw)
    minutes = open_minutes(timeline)
    assert timeline.total == len(minutes)
    assert timeline.is_open(moment) == (moment in minutes)
    assert timeline.open_before(moment) == sum(minute < moment for minute in minutes)
    later = [minute for minute in minutes if minute >= moment]
    if later:
        assert timeline.next_open(moment) == later[0]
    else:
        with pytest.raises(CalendarExhausted):
            timeline.next_open(moment)


@given(spans, st.integers(0, END), st.integers(0, END))
def test_advance_ends_with_the_last_minute_worked(raw, moment, work):
    timeline = Timeline(raw)
    later = [minute for minute in open_minutes(timeline) if minute >= moment]
    if work == 0:
        assert timeline.advance(moment, 0) == moment
    elif work <= len(later):
        assert timeline.advance(moment, work) == later[work - 1] + 1
    else:
        with pytest.raises(CalendarExhausted):
            timeline.advance(moment, work)


@given(spans, st.integers(0, END), st.integers(1, END))
def test_retreat_is_the_latest_start_that_is_in_time(raw, moment, work):
    timeline = Timeline(raw)
    earlier = [minute for minute in open_minutes(timeline) if minute < moment]
    if work > len(earlier):
        with pytest.raises(CalendarExhausted):
            timeline.retreat(moment, work)
    else:
        start = timeline.retreat(moment, work)
        assert start == earlier[-work]
        assert timeline.advance(start, work) <= moment


@given(spans, spans)
def test_minus_takes_out_exactly_the_closed_minutes(raw, closed):
    rest = Timeline(raw).minus(closed)
    shut = {minute for start, end in closed for minute in range(start, end)}
    assert open_minutes(rest) == [minute for minute in open_minutes(Timeline(raw)) if minute not in shut]


def test_holidays_are_free_and_makeup_days_are_worked():
    horizon = Horizon(start="2027-02-01", periods=2)
    calendar = WorkingCalendar(
        holidays=(DateSpan(first="2027-02-05", last="2027-02-11"),), working_weekends=("2027-02-14",)
    )
    timeline = working_timeline(horizon, calendar)
    worked = {horizon.moment(start).date() for start in timeline.starts if start < 14 * 24 * 60}
    assert worked == {dt.date(2027, 2, day) for day in (1, 2, 3, 4, 12, 14)}
    assert timeline.between(0, 14 * 24 * 60) == 6 * 8 * 60


def test_round_the_clock_is_one_interval():
    week = dict.fromkeys(("mon", "tue", "wed", "thu", "fri", "sat", "sun"), ("00:00-24:00",))
    timeline = working_timeline(Horizon(start="2027-01-04", periods=1), WorkingCalendar(week=week))
    assert len(timeline.starts) == 1
    assert timeline.advance(10, 5000) == 5010


@pytest.mark.parametrize("period", ["week", "fortnight", "month"])
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.integers(0, 40), st.integers(0, 400))
def test_every_day_lies_in_its_period(period, start, periods, offset):
    horizon = Horizon(start=start, periods=max(1, periods), period=period)
    day = start + dt.timedelta(days=offset)
    index = horizon.period_of(day)
    assert horizon.period_start(index) <= day < horizon.period_start(index + 1)


@pytest.mark.parametrize(
    ("joins", "departs", "days"),
    [
        (None, None, range(14)),
        (3, None, range(3, 14)),
        (None, 8, range(9)),
        (3, 8, range(3, 9)),
        (20, None, range(0)),
        (-5, -1, range(0)),
        (-5, 99, range(14)),
    ],
)
def test_people_are_there_from_their_first_day_to_their_last(joins, departs, days):
    scenario = small_scenario()
    worktime = WorkTime(scenario)
    start = scenario.horizon.start
    first, last = (None if day is None else start + dt.timedelta(days=day) for day in (joins, departs))
    found = worktime.of(None, (), first, last)
    shared = worktime.shared
    assert [found.between(day * 1440, (day + 1) * 1440) for day in range(14)] == [
        shared.between(day * 1440, (day + 1) * 1440) if day in days else 0 for day in range(14)
    ]
    assert found.total == shared.total or joins is not None or departs is not None
