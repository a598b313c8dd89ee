"""Working hours: weekly shifts, holidays and the working weekends that make up for them."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from scenarios.document.base import Date, DateSpan, Id, PositiveCount, Value

Weekday: TypeAlias = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_SHIFT = re.compile(r"^(\d{2}):(\d{2})-(\d{2}):(\d{2})$")
MINUTES_PER_DAY = 24 * 60


def shift_minutes(shift: str) -> tuple[int, int]:
    """Start and end of a shift in minutes after midnight.

    >>> shift_minutes("09:00-12:30")
    (540, 750)
    """
    match = _SHIFT.match(shift)
    if not match:
        raise PydanticCustomError("shift_form", "a shift is written as HH:MM-HH:MM")
    hour, minute, end_hour, end_minute = map(int, match.groups())
    start, end = hour * 60 + minute, end_hour * 60 + end_minute
    if minute > 59 or end_minute > 59 or not start < end <= MINUTES_PER_DAY:
        raise PydanticCustomError(
            "shift_order", "a shift starts before it ends, within one day (24:00 is its end)"
        )
    return start, end


def _check_shift(shift: str) -> str:
    shift_minutes(shift)
    return shift


def _check_day(shifts: tuple[str, ...]) -> tuple[str, ...]:
    spans = [shift_minutes(shift) for shift in shifts]
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise PydanticCustomError("shift_overlap", "the shifts of a day follow one another without overlap")
    return shifts


def _from_list(value: Any) -> Any:
    return (value,) if isinstance(value, str) else value


Shift: TypeAlias = Annotated[str, AfterValidator(_check_shift)]
Shifts: TypeAlias = Annotated[tuple[Shift, ...], BeforeValidator(_from_list), AfterValidator(_check_day)]
Week: TypeAlias = dict[Weekday, Shifts]
"""Shifts by weekday; a weekday left out is free."""

OFFICE_WEEK: dict[Weekday, tuple[str, ...]] = dict.fromkeys(
    ("mon", "tue", "wed", "thu", "fri"), ("09:00-12:00", "13:00-18:00")
)


def clock_minutes(clock: str) -> int:
    """Minutes after midnight.

    >>> clock_minutes("09:30")
    570
    """
    hour, minute = map(int, clock.split(":"))
    return hour * 60 + minute


Clock: TypeAlias = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day, HH:MM."""


class WorkingCalendar(Value):
    """The organisation's shared calendar. Hand-offs and waits elapse in its working time."""

    week: Week = Field(default_factory=lambda: dict(OFFICE_WEEK))
    holidays: tuple[DateSpan, ...] = ()
    working_weekends: tuple[Date, ...] = ()
    """Days off by the week that are worked all the same, with Monday's shifts (China's make-up days)."""


class Meeting(Value):
    """A regular appointment: on the horizon's first working day and every ``every_days`` working days after it.

    What is there when it begins is dealt with, and is through a minute later.
    """

    every_days: Annotated[PositiveCount, Field(le=250)] = 5
    at: Clock = "10:00"


class PersonCalendar(Value):
    """Another working week (part time, late shift); the shared holidays and make-up days hold for it too."""

    id: Id
    week: Week
