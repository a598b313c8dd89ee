"""Dates as trackers export them in many languages."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

from scenarios.history.limits import FIRST_YEAR, LAST_YEAR
from scenarios.history.moments import CENTURY, MONTHS
from scenarios.interchange.trackers.options import DateOrder

_TIME = r"(?:[ T,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::\d{2}(?:\.\d+)?)?(?:\s?(?P<half>[AP]M|上午|下午))?.{0,6})?"
_FORMS = tuple(
    re.compile(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})[-/.](?P<day>\d{1,2})",
        r"(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日",
        r"(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<year>\d{2}|\d{4})",
        r"(?P<day>\d{1,2})[-/ ](?P<name>[^\W\d]{2,4})\.?[-/ ](?P<year>\d{2}|\d{4})",
    )
)
_SLASHES = re.compile(r"(?P<first>\d{1,2})/(?P<second>\d{1,2})/(?P<year>\d{2}|\d{4})" + _TIME, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DateReader:
    """Reads the dates of one file; ``order`` decides what 03/04/2027 is."""

    order: DateOrder | None

    def read(self, text: str) -> dt.datetime | None:
        """The local time that a text writes, at midnight where it has no time; None where it writes none."""
        found = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
        parts: dict[str, str | None]
        if found is not None:
            parts = found.groupdict()
            name = parts.pop("name", None)
            if name is not None:
                parts["month"] = str(MONTHS.get(name.casefold()[:3], MONTHS.get(name, 0)))
        else:
            found = _SLASHES.fullmatch(text)
            if found is None:
                return None
            parts = found.groupdict()
            places = ("month", "day") if self.order == "month" else ("day", "month")
            parts |= {places[0]: parts["first"], places[1]: parts["second"]}
        return _moment(parts)


def _moment(parts: dict[str, str | None]) -> dt.datetime | None:
    year = int(parts["year"] or 0)
    year += CENTURY if year < 100 else 0
    hour, half = int(parts["hour"] or 0), (parts["half"] or "").lower()
    if half and not 1 <= hour <= 12:
        return None
    if half:
        hour = hour % 12 + (12 if half in {"pm", "下午"} else 0)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        day = dt.date(year, int(parts["month"] or 0), int(parts["day"] or 0))
        return dt.datetime.combine(day, dt.time(hour, int(parts["minute"] or 0)))
    except ValueError:
        return None


def order_of(texts: Iterable[str]) -> tuple[DateOrder | None, str]:
    """Which comes first in dates with slashes, and a date that leaves it open.

    None where nothing tells: no such date (then the text is empty), all of them ambiguous, or some that contradict
    the others.
    """
    orders = set[DateOrder]()
    unclear = ""
    for text in texts:
        found = _SLASHES.fullmatch(text)
        if found is None:
            continue
        first, second = int(found["first"]), int(found["second"])
        if (first > 12) != (second > 12):
            orders.add("day" if first > 12 else "month")
        unclear = text if first != second else unclear
    return (orders.pop(), "") if len(orders) == 1 else (None, unclear)
