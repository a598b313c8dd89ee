"""Meetings as timelines of single open minutes, and delays that wait for the next one (rule 24)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from scenarios.document.calendar import Meeting, clock_minutes
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.worktime import Timeline


@dataclass(frozen=True, slots=True)
class MeetingTimeline:
    """Working time of ``base``, and then the next of the ``meetings``, even after no minutes at all."""

    base: Timeline
    meetings: Timeline
    """One open minute for each meeting."""

    @property
    def total(self) -> int:
        """Open minutes of the base; none if no meeting ever takes place."""
        return self.base.total if self.meetings.total else 0

    def advance(self, moment: int, minutes: int) -> int:
        """The end of the first meeting that begins when ``minutes`` of the base, counted from ``moment``, have passed.

        Raises:
            CalendarExhausted: there is no such meeting.
        """
        return self.meetings.advance(self.base.advance(moment, minutes), 1)

    def retreat(self, moment: int, minutes: int) -> int:
        """The latest moment from which `advance` comes to ``moment`` or an earlier one.

        Raises:
            CalendarExhausted: there is none.
        """
        return self.base.retreat(self.meetings.retreat(moment, 1), minutes)


DelayTimeline: TypeAlias = Timeline | MeetingTimeline
"""What delays elapse in: both have ``advance``, ``retreat`` and ``total``."""


def elapsing(timeline: DelayTimeline) -> Timeline:
    """The working time that a delay takes, its meeting left out."""
    return timeline.base if isinstance(timeline, MeetingTimeline) else timeline


def meeting_minutes(shared: Timeline, meeting: Meeting) -> Timeline:
    """The minutes of a meeting: on the first day with open time in ``shared``, and every n-th such day after it."""
    days = sorted(
        {
            day
            for start, end in shared.spans()
            for day in range(start // MINUTES_PER_DAY, (end - 1) // MINUTES_PER_DAY + 1)
        }
    )
    begins = [day * MINUTES_PER_DAY + clock_minutes(meeting.at) for day in days[:: meeting.every_days]]
    return Timeline((begin, begin + 1) for begin in begins)


def with_meeting(base: Timeline, shared: Timeline, meeting: Meeting | None) -> DelayTimeline:
    """``base``, followed by a meeting if there is one; meeting days are those of ``shared``."""
    return base if meeting is None else MeetingTimeline(base, meeting_minutes(shared, meeting))
