"""Durations, moments and times of day as Project XML writes them."""

from __future__ import annotations

import datetime as dt
import re

from scenarios.document.calendar import MINUTES_PER_DAY
from scenarios.interchange.limits import FIRST_YEAR, LAST_YEAR

_DURATION = re.compile(
    r"(?P<sign>-?)P((?P<days>\d+)D)?(T((?P<hours>\d+)H)?((?P<minutes>\d+)M)?((?P<seconds>\d+(\.\d+)?)S)?)?",
    re.ASCII,
)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)
_CLOCK = re.compile(r"(\d\d):(\d\d)(:\d\d(\.\d+)?)?", re.ASCII)
_MOST_HOURS = 10_000_000


def read_duration(text: str) -> int | None:
    """Whole minutes of a duration such as ``PT8H0M0S``; None where it is none.

    >>> read_duration("PT8H30M0S")
    510
    """
    found = _DURATION.fullmatch(text)
    if found is None or text.endswith(("P", "T")) or len(text) > 40:
        return None
    hours = int(found["hours"] or 0) + 24 * int(found["days"] or 0)
    minutes = hours * 60 + int(found["minutes"] or 0) + round(float(found["seconds"] or 0) / 60)
    return None if hours > _MOST_HOURS else -minutes if found["sign"] else minutes


def duration_text(minutes: int) -> str:
    """Minutes as a duration.

    >>> duration_text(510)
    'PT8H30M0S'
    """
    return f"PT{minutes // 60}H{minutes % 60}M0S"


def read_moment(text: str) -> dt.datetime | None:
    """A moment in local time; offsets are dropped, because the schema's times are those of the project's place."""
    if not _MOMENT.fullmatch(text):
        return None
    try:
        found = dt.datetime.fromisoformat(text).replace(tzinfo=None)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None


def moment_text(moment: dt.datetime) -> str:
    """A moment to the second, without an offset."""
    return moment.isoformat(timespec="seconds")


def read_clock(text: str) -> int | None:
    """Minutes after midnight; None where the text is no time of day."""
    found = _CLOCK.fullmatch(text)
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        return None
    return int(found[1]) * 60 + int(found[2])


def clock_text(minutes: int) -> str:
    """A time of day; the end of the day is midnight, as Project has it."""
    hour, minute = divmod(minutes % MINUTES_PER_DAY, 60)
    return f"{hour:02d}:{minute:02d}:00"


def shift_text(start: int, end: int) -> str:
    """A shift as a document writes it; ``end`` 0 is the end of the day."""
    last = end or MINUTES_PER_DAY
    return f"{start // 60:02d}:{start % 60:02d}-{last // 60:02d}:{last % 60:02d}"
