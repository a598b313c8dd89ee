"""Meetings take place when people are at work, and more than once."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.calendars import working_days
from scenarios.checks.rules import warning
from scenarios.document import Scenario
from scenarios.document.calendar import Meeting, clock_minutes, shift_minutes
from scenarios.errors import Path, Problem


def meetings_that_help(scenario: Scenario) -> Iterator[Problem]:
    """Meetings at night, and meetings of which the horizon sees only the first, are probably slips."""
    days = working_days(scenario)
    if not days:
        return
    for path, meeting in _meetings(scenario):
        if meeting.every_days >= len(days):
            values = {"days": meeting.every_days, "count": len(days), "date": days[0]}
            yield warning("meeting_once", (*path, "every_days"), **values)
        if not _within_shifts(scenario, meeting):
            yield warning("meeting_off_hours", (*path, "at"), at=meeting.at)


def _meetings(scenario: Scenario) -> Iterator[tuple[Path, Meeting]]:
    organisation = scenario.organisation
    places: list[tuple[Path, Meeting | None]] = [
        (("handoff", "meeting"), organisation.handoff.meeting),
        (("status_updates",), organisation.status_updates),
    ]
    for number, between in enumerate(organisation.handoff.between):
        places.append((("handoff", "between", number, "meeting"), between.meeting))
    for number, approver in enumerate(organisation.approvers):
        places.append((("approvers", number, "meeting"), approver.meeting))
    for path, meeting in places:
        if meeting is not None:
            yield ("organisation", *path), meeting


def _within_shifts(scenario: Scenario, meeting: Meeting) -> bool:
    """Whether the shared week has a shift at the meeting's time on any day."""
    at = clock_minutes(meeting.at)
    spans = [shift_minutes(shift) for shifts in scenario.calendar.week.values() for shift in shifts]
    return any(start <= at < end for start, end in spans)
