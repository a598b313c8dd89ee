"""Where the events of an iCalendar file stand, which its parser does not say."""

from __future__ import annotations


def event_lines(text: str) -> list[int]:
    """The line on which each event begins, in their order."""
    return [
        number
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip().upper() == "BEGIN:VEVENT"
    ]
