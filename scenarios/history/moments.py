"""Time stamps: ISO 8601 with or without an offset, and Jira's own form; one kind throughout a file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from scenarios.errors import Location, Problem
from scenarios.history.limits import FIRST_YEAR, LAST_YEAR
from scenarios.i18n import Message

_ISO = re.compile(
    r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d{1,9})?)? ?(Z|[+-]\d\d(:?\d\d)?)?", re.ASCII | re.IGNORECASE
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_JIRA = re.compile(
    r"(?P<day>[0-9]{1,2})/(?P<month>\w{2,3})/(?P<year>[0-9]{2}|[0-9]{4}) "
    r"(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{2})(:(?P<second>[0-9]{2}))?( (?P<half>AM|PM|上午|下午))?",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTHS_ZH = (
    "一月", "二月", "三月", "四月", "五月", "六月", "七月", "八月", "九月", "十月", "十一月", "十二月",
)  # fmt: skip
MONTHS = {name: number % 12 + 1 for number, name in enumerate((*_MONTHS, *_MONTHS_ZH))}
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Stamp:
    """A time with or without an offset, and where it stands."""

    time: dt.datetime
    column: str
    place: Location


def read_stamp(text: str, column: str, place: Location) -> Stamp | Problem:
    """The time that a cell writes, or what is wrong with it."""
    values = {"column": column, "value": text}
    if _DATE.fullmatch(text):
        return Problem("history_day_only", (column,), values, place)
    try:
        time = dt.datetime.fromisoformat(text.replace(",", ".")) if _ISO.fullmatch(text) else _jira(text)
    except ValueError:
        time = None
    if time is None or not FIRST_YEAR <= time.year <= LAST_YEAR:
        return Problem("history_time_form", (column,), values, place)
    return Stamp(time, column, place)


def _jira(text: str) -> dt.datetime | None:
    found = _JIRA.fullmatch(text)
    month = MONTHS.get(found["month"].lower()) if found else None
    if found is None or month is None:
        return None
    hour, half = int(found["hour"]), (found["half"] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half in {"pm", "下午"} else 0)
    year = int(found["year"])
    year += CENTURY if year < 100 else 0
    return dt.datetime(year, month, int(found["day"]), hour, int(found["minute"]), int(found["second"] or 0))  # noqa: DTZ001 (local)


@dataclass(frozen=True, slots=True)
class LocalClock:
    """Turns the stamps of a file into local time."""

    zone: ZoneInfo | None = None

    def local(self, time: dt.datetime) -> dt.datetime:
        """The wall-clock time, without an offset."""
        if time.tzinfo is not None and self.zone is not None:
            time = time.astimezone(self.zone)
        return time.replace(tzinfo=None)


def local_clock(
    stamps: Sequence[Stamp], zone: str | None, source: str
) -> tuple[LocalClock, list[Problem], list[Message]]:
    """How the stamps of a file become local time, with what is wrong with them and what is to be said.

    Args:
        stamps: all of them.
        zone: name of the local time zone, needed where the offsets differ.
        source: the file's name.
    """
    aware = [stamp for stamp in stamps if stamp.time.tzinfo is not None]
    naive = [stamp for stamp in stamps if stamp.time.tzinfo is None]
    problems = _mixed(aware, naive)
    found, unknown = _zone(zone, source)
    offsets = sorted({stamp.time.strftime("%z") for stamp in aware})
    if found is None and len(offsets) > 1:
        problems.append(Problem("history_zone_needed", (), {"offsets": ", ".join(offsets)}, Location(source)))
    said = offsets and zone is None
    notes = [Message("history.note.offset", {"offset": offsets[0]})] if said else []
    return LocalClock(found), [*unknown, *problems], notes


def _zone(name: str | None, source: str) -> tuple[ZoneInfo | None, list[Problem]]:
    try:
        return (ZoneInfo(name) if name else None), []
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None, [Problem("history_zone_unknown", (), {"zone": name}, Location(source))]


def _mixed(aware: Sequence[Stamp], naive: Sequence[Stamp]) -> list[Problem]:
    """A problem for each stamp of the rarer kind."""
    if not aware or not naive:
        return []
    rarer = min(aware, naive, key=len)
    return [
        Problem(
            "history_zone_mixed",
            (stamp.column,),
            {"column": stamp.column, "value": stamp.time.isoformat(" ")},
            stamp.place,
        )
        for stamp in rarer
    ]
