"""One calendar for every person (iCalendar, RFC 5545): their steps in their working stretches, launches and leave."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event

from scenarios.document import Person, Scenario
from scenarios.errors import UserError
from scenarios.i18n import Language, Message, translate
from scenarios.interchange.ical.words import LAUNCH, LEAVE, PRODUCT, TASK, stable_uid
from scenarios.interchange.project.steps import Steps
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Written
from scenarios.names import Names
from scenarios.plan import Schedule, ScheduledTask
from scenarios.worktime import Span

_DAY, _YEAR = dt.timedelta(days=1), dt.timedelta(days=366)


def zone_named(name: str) -> ZoneInfo:
    """The time zone of a name.

    Raises:
        UserError: there is none of that name.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise UserError(Message("interchange.error.zone", {"zone": name})) from None


def write_calendars(
    scenario: Scenario,
    schedule: Schedule,
    *,
    zone: str,
    language: Language = "en",
    stamp: dt.datetime | None = None,
) -> dict[str, Written]:
    """The calendar of everyone, by identifier of the person.

    Args:
        scenario: the document.
        schedule: who does what when.
        zone: time zone in which the document's local times are meant.
        language: of the events' titles.
        stamp: when the calendars are made (UTC), by which a calendar program knows the newer one; the beginning of the
            status date or of the horizon by default, so that equal plans give equal bytes.

    Raises:
        UserError: there is no such time zone.
    """
    place = zone_named(zone)
    made = stamp or dt.datetime.combine(scenario.status_date or scenario.horizon.start, dt.time(), dt.UTC)
    writer = _Writer(scenario, Steps(scenario, schedule), Names(scenario), place, language, made)
    return {person.id: writer.calendar(person) for person in scenario.organisation.everyone()}


@dataclass(frozen=True, slots=True)
class _Writer:
    scenario: Scenario
    steps: Steps
    names: Names
    zone: ZoneInfo
    language: Language
    stamp: dt.datetime

    def calendar(self, person: Person) -> Written:
        """The calendar of one person."""
        remarks = Remarks()
        calendar = Calendar()
        calendar.add("prodid", PRODUCT)
        calendar.add("version", "2.0")
        calendar.add("x-wr-calname", person.name.render(self.language))
        calendar.add("x-wr-timezone", self.zone.key)
        counts = {"events": 0, "leave": 0}
        for event in self._events(person):
            calendar.add_component(event)
            counts["events"] += 1
        for leave in self._leave(person):
            calendar.add_component(leave)
            counts["leave"] += 1
        horizon = self.scenario.horizon
        calendar.add_missing_timezones(horizon.start - _YEAR, horizon.end + 3 * _YEAR)
        remarks.left("ical_work", person.name.render(self.language))
        content: bytes = calendar.to_ical()
        return Written(content, tuple(counts.items()), remarks.notes, remarks.left_out)

    def _events(self, person: Person) -> Iterator[Event]:
        schedule = self.steps.schedule
        jobs = {job.job: job for job in schedule.jobs} if schedule else {}
        launched: dict[str, int] = {}
        for tasks in self.steps.tasks.values():
            for task in tasks:
                job = jobs[task.job]
                if person.id in task.people:
                    yield from self._task(person, task, job.campaign)
                    if job.kind == "preparation":
                        launched[job.campaign] = job.launch
        for campaign, minute in launched.items():
            yield self._launch(campaign, minute, person)

    def _task(self, person: Person, task: ScheduledTask, campaign: str) -> Iterator[Event]:
        """An event for each stretch in which everyone on the task is there."""
        step = self.names.step(campaign, task.step).render(self.language)
        name = self.names.campaigns[campaign].render(self.language)
        stretches = self.steps.stretches(task)
        for number, (start, finish) in enumerate(stretches, start=1):
            of = Message("interchange.ical.part", {"number": number, "count": len(stretches)})
            part = f" ({of.render(self.language)})" if len(stretches) > 1 else ""
            yield self._event(
                stable_uid(self.scenario.id, task.job, task.step, person.id, str(number)),
                f"{name}: {step}{part}",
                TASK,
                (start, finish),
            )

    def _launch(self, campaign: str, minute: int, person: Person) -> Event:
        name = self.names.campaigns[campaign].render(self.language)
        title = translate("interchange.launch", self.language, name=name)
        uid = stable_uid(self.scenario.id, campaign, LAUNCH, person.id)
        event = self._event(uid, title, LAUNCH, (minute, minute))
        event.add("transp", "TRANSPARENT")
        return event

    def _leave(self, person: Person) -> Iterator[Event]:
        for span in person.leave:
            uid = stable_uid(
                self.scenario.id, person.id, LEAVE, span.first.isoformat(), span.last.isoformat()
            )
            title = translate("interchange.ical.leave", self.language)
            event = self._base(uid, title, LEAVE)
            event.add("dtstart", span.first)
            event.add("dtend", span.last + _DAY)
            event.add("transp", "OPAQUE")
            yield event

    def _event(self, uid: str, title: str, category: str, span: Span) -> Event:
        event = self._base(uid, title, category)
        start, finish = (self._moment(minute) for minute in span)
        event.add("dtstart", start)
        if finish > start:
            event.add("dtend", finish)
        return event

    def _base(self, uid: str, title: str, category: str) -> Event:
        event: Any = Event()
        event.add("uid", uid)
        event.add("dtstamp", self.stamp)
        event.add("summary", title)
        event.add("categories", [category])
        return event  # type: ignore[no-any-return]

    def _moment(self, minute: int) -> dt.datetime:
        return self.scenario.horizon.moment(minute).replace(tzinfo=self.zone)
