"""The people that a taken offer makes, as records of the document.

Skills and departments of a person have no dates in the document, so somebody who learns or moves becomes several
people one after the other: stints that never overlap. Overtime is a person who is there on the evenings only; since
the day's work ends before, the same human being is never at work twice.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator

from optimizer.staffing.offers import WEEK
from scenarios.document import (
    DateSpan,
    Freelance,
    Hiring,
    Label,
    Overtime,
    Person,
    PersonCalendar,
    Rotation,
    Scenario,
    Training,
)
from scenarios.document.calendar import MINUTES_PER_DAY, Week, shift_minutes
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.worktime import Timeline

DAY = dt.timedelta(days=1)
LATEST = MINUTES_PER_DAY - 1
"""The minute of a day by which overtime ends."""


def hired(scenario: Scenario, option: Hiring, start: dt.date, name: str) -> Person:
    """Whoever is hired, from ``start`` on."""
    model = next((one for one in scenario.organisation.everyone() if one.role == option.role), None)
    return Person(
        id=name,
        name=option.name,
        department=option.department or (model.department if model else ""),
        role=option.role,
        kind=model.kind if model else "other",
        skills=option.skills or (model.skills if model else {}),
        calendar=model.calendar if model else None,
        joins=start,
        ramp_up_weeks=option.ramp_up_weeks,
        ramp_up_speed=option.ramp_up_speed,
    )


def freelancer(
    option: Freelance, first: dt.date, last: dt.date | None, away: tuple[DateSpan, ...], name: str
) -> Person:
    """A freelancer who is there from ``first`` to ``last``, except when ``away``."""
    return Person(
        id=name,
        name=option.name,
        department=option.department,
        role=option.id,
        skills=option.skills,
        leave=away,
        joins=first,
        departs=last,
    )


def working_late(person: Person, option: Overtime, calendar: str, away: tuple[DateSpan, ...]) -> Person:
    """The evenings of a person, who does not work late on the days ``away``."""
    told = {
        language: f"{person.name.render(language)} ({option.name.render(language)})"
        for language in ("en", "zh")
    }
    return person.model_copy(
        update={
            "id": f"{person.id}.{option.id}",
            "name": Label(**told),
            "calendar": calendar,
            "leave": (*person.leave, *away),
        }
    )


def evenings(scenario: Scenario, person: Person, option: Overtime) -> PersonCalendar:
    """The working week of a person's overtime: after each day's last shift, a share of that day's hours."""
    weeks = {one.id: one.week for one in scenario.organisation.calendars}
    week: Week = scenario.calendar.week if person.calendar is None else weeks[person.calendar]
    late: Week = {}
    for day, shifts in week.items():
        spans = [shift_minutes(shift) for shift in shifts]
        if spans:
            start = spans[-1][1]
            end = min(LATEST, start + round(option.most * sum(last - first for first, last in spans)))
            if end > start:
                late[day] = (f"{_clock(start)}-{_clock(end)}",)
    return PersonCalendar(id=f"{option.id}.{person.calendar or 'shared'}", week=late)


def _clock(minute: int) -> str:
    return f"{minute // MINUTES_PER_HOUR:02}:{minute % MINUTES_PER_HOUR:02}"


def levels_by_day(option: Training, start: dt.date) -> Iterator[tuple[int, dt.date, dt.date | None]]:
    """Each level of the learning curve with the first day on which it holds, and the first after it."""
    learned = start + option.weeks * WEEK
    count = len(option.levels)
    for place, level in enumerate(option.levels):
        first = learned + place * option.practice_weeks * WEEK
        yield level, first, first + option.practice_weeks * WEEK if place + 1 < count else None


def training_days(timeline: Timeline, scenario: Scenario, option: Training, start: dt.date) -> list[dt.date]:
    """Days that a training takes: whole working days, as many as its hours fill, spread over its weeks."""
    horizon = scenario.horizon
    days = [start + number * DAY for number in range(7 * option.weeks)]
    open_minutes = {
        day: timeline.between(horizon.minute(day), horizon.minute(day) + MINUTES_PER_DAY) for day in days
    }
    working = [day for day in days if open_minutes[day] > 0]
    if not working or option.hours == 0:
        return []
    mean = sum(open_minutes.values()) / len(working)
    count = min(len(working), math.ceil(option.hours * MINUTES_PER_HOUR / mean))
    return [working[(2 * place + 1) * len(working) // (2 * count)] for place in range(count)]


def trained(person: Person, option: Training, start: dt.date, away: list[dt.date]) -> list[Person]:
    """A person's stints: as before, away on the days of the training, then with each level of the new skill."""
    stints = [
        ended(person, start + option.weeks * WEEK, tuple(DateSpan(first=day, last=day) for day in away))
    ]
    for place, (level, first, until) in enumerate(levels_by_day(option, start), start=1):
        skills = {**person.skills, option.skill: max(level, person.skills.get(option.skill, 0))}
        stint = continued(person, first, f"{person.id}.{option.id}-{place}").model_copy(
            update={"skills": skills}
        )
        stints.append(stint if until is None else ended(stint, until))
    return stints


def rotated(person: Person, option: Rotation, start: dt.date) -> list[Person]:
    """A person's stints: where they are, and after the handing over where they move."""
    moved = continued(person, start + option.weeks * WEEK, f"{person.id}.{option.id}")
    return [ended(person, start), moved.model_copy(update={"department": option.department})]


def continued(person: Person, first: dt.date, name: str) -> Person:
    """The person from a day on, under another identifier."""
    joins = max(first, person.joins) if person.joins else first
    return person.model_copy(update={"id": name, "joins": joins, "ramp_up_weeks": 0})


def ended(person: Person, until: dt.date, away: tuple[DateSpan, ...] = ()) -> Person:
    """The person up to the day before ``until``."""
    last = until - DAY
    departs = min(last, person.departs) if person.departs else last
    return person.model_copy(update={"departs": departs, "leave": (*person.leave, *away)})


def present(scenario: Scenario, stints: list[Person]) -> list[Person]:
    """Those stints that have a day in them; the first of them keeps the person's identifier."""
    start = scenario.horizon.start
    there = [one for one in stints if one.departs is None or one.departs >= max(start, one.joins or start)]
    return [
        one.model_copy(update={"id": stints[0].id}) if place == 0 else one for place, one in enumerate(there)
    ]
