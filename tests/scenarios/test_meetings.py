"""Meetings against a scan of all minutes."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenarios.document import DateSpan, Horizon, WorkingCalendar
from scenarios.document.calendar import Meeting
from scenarios.meetings import MeetingTimeline, elapsing, meeting_minutes, with_meeting
from scenarios.worktime import CalendarExhausted, Timeline, working_timeline

END = 40
DAY = 24 * 60
spans = st.lists(st.tuples(st.integers(0, END), st.integers(0, END)), max_size=5)
minutes_of = st.sets(st.integers(0, END), max_size=6)


def timeline_of(minutes):
    return Timeline((minute, minute + 1) for minute in minutes)


def open_minutes(timeline):
    return [minute for start, end in timeline.spans() for minute in range(start, end)]


def scan(base, meetings, moment, minutes):
    """The end of the first meeting minute at or after the moment when the base's minutes are used up, by counting."""
    for minute in range(moment, END + 1):
        if minutes == 0:
            later = [meeting for meeting in meetings if meeting >= minute]
            return min(later) + 1 if later else None
        minutes -= minute in base
    return None


@given(spans, minutes_of, st.integers(0, END), st.integers(0, END))
def test_a_delay_ends_with_the_first_meeting_after_it(raw, meetings, moment, minutes):
    base = Timeline(raw)
    timeline = MeetingTimeline(base, timeline_of(meetings))
    expected = scan(set(open_minutes(base)), meetings, moment, minutes)
    if expected is None:
        with pytest.raises(CalendarExhausted):
            timeline.advance(moment, minutes)
    else:
        assert timeline.advance(moment, minutes) == expected


@given(spans, minutes_of, st.integers(0, END), st.integers(0, END))
def test_retreat_is_the_latest_moment_that_is_in_time(raw, meetings, moment, minutes):
    base = Timeline(raw)
    timeline = MeetingTimeline(base, timeline_of(meetings))
    ends = {start: scan(set(open_minutes(base)), meetings, start, minutes) for start in range(END + 1)}
    in_time = [start for start, end in ends.items() if end is not None and end <= moment]
    if in_time:
        found = timeline.retreat(moment, minutes)
        assert timeline.advance(found, minutes) <= moment
        assert found == max(in_time)
    else:
        with pytest.raises(CalendarExhausted):
            timeline.retreat(moment, minutes)


def test_meetings_are_on_every_nth_working_day_of_the_shared_calendar():
    """From the first working day on; a holiday is no day, and a make-up day is one."""
    calendar = WorkingCalendar(
        holidays=(DateSpan(first=dt.date(2027, 1, 4), last=dt.date(2027, 1, 5)),),
        working_weekends=(dt.date(2027, 1, 9),),
    )
    shared = working_timeline(Horizon(start=dt.date(2027, 1, 4), periods=2), calendar)
    found = meeting_minutes(shared, Meeting(every_days=2, at="16:30"))
    # Working days: Wed 6, Thu 7, Fri 8, Sat 9, Mon 11, Tue 12, ...
    assert found.spans()[:3] == [(day * DAY + 990, day * DAY + 991) for day in (2, 4, 7)]


def test_a_meeting_may_be_outside_working_hours():
    shared = Timeline([(540, 1080), (DAY + 540, DAY + 1080)])
    found = meeting_minutes(shared, Meeting(every_days=1, at="20:00"))
    assert open_minutes(found) == [1200, DAY + 1200]


def test_no_working_day_no_meeting():
    never = with_meeting(Timeline([(0, 100)]), Timeline([]), Meeting())
    assert never.total == 0
    with pytest.raises(CalendarExhausted):
        never.advance(0, 0)


def test_without_a_meeting_the_timeline_is_its_own():
    base = Timeline([(0, 100)])
    assert with_meeting(base, base, None) is base
    assert elapsing(base) is base
    assert elapsing(with_meeting(base, base, Meeting())) is base
