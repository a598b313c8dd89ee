"""Events with a lifecycle (scheduled, started, completed) paired into visits: first begun, first ended.

Source of the transitions: IEEE 1849 (2016), *XES*, the lifecycle extension.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from scenarios.errors import Location, Problem
from scenarios.history.cells import CellReader, check_table, people
from scenarios.history.checks import faults, refuse
from scenarios.history.columns import EventColumns
from scenarios.history.moments import LocalClock, Stamp, local_clock
from scenarios.history.visits import VOID, History, Visit, in_order
from scenarios.i18n import Message
from scenarios.reading.csv import Table

READY = frozenset({"schedule", "assign", "enable", "ready"})
START = frozenset({"start"})
COMPLETE = frozenset({"complete"})
ABORT = frozenset({"ate_abort", "pi_abort", "withdraw", "abort"})
PAUSE = frozenset({"suspend", "resume"})


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a case, as it is written."""

    case: str
    activity: str
    stamp: Stamp
    transition: str
    resources: tuple[str, ...] = ()
    outcome: str = ""
    instance: str = ""
    size: float = 1.0


def read_lifecycle(table: Table, columns: EventColumns, zone: str | None) -> History:
    """The history in a table of events.

    Raises:
        DocumentError: with every problem of the table.
    """
    events, problems = events_in(table, columns)
    return paired(events, problems, zone, table.source)


def events_in(table: Table, columns: EventColumns) -> tuple[list[Event], list[Problem]]:
    """The events of a table in its order, unpaired, and what is wrong with its cells.

    Raises:
        DocumentError: needed columns are missing, or there are too many rows.
    """
    check_table(table, {part: getattr(columns, part) for part in ("case", "activity", "time", "lifecycle")})
    reader = CellReader(table)
    found = [_event(reader, row, place, columns) for place, row in reader.rows()]
    return [event for event in found if event], reader.problems


def _event(reader: CellReader, row: Sequence[str], place: Location, columns: EventColumns) -> Event | None:
    case = reader.name(row, columns.case, place)
    activity = reader.name(row, columns.activity, place)
    transition = reader.name(row, columns.lifecycle, place)
    stamp = reader.stamp(reader.name(row, columns.time, place), columns.time, place)
    size = reader.number(reader.text(row, columns.size), columns.size, place, 1.0)
    if stamp is None:
        return None
    return Event(
        case,
        activity,
        stamp,
        transition.lower(),
        people(reader.text(row, columns.resource)),
        reader.text(row, columns.outcome),
        reader.text(row, columns.instance),
        size or 1.0,
    )


def paired(events: Sequence[Event], problems: Iterable[Problem], zone: str | None, source: str) -> History:
    """Visits from events: those of one activity of a case (and instance, where there is one) in turn.

    Raises:
        DocumentError: with ``problems`` and all others that are met.
    """
    clock, timing, notes = local_clock([event.stamp for event in events], zone, source)
    pairing = _Pairing(clock)
    for event in sorted(events, key=lambda one: clock.local(one.stamp.time)):
        pairing.take(event)
    wrong = [*problems, *timing, *_repeated(events), *pairing.problems]
    if events and not pairing.visits and not wrong:
        wrong = [Problem("history_no_visits", (), {}, Location(source))]
    refuse([*wrong, *faults(pairing.visits, source)])
    return History(source, in_order(pairing.visits), (*notes, *pairing.notes()))


@dataclass(slots=True)
class _Pairing:
    clock: LocalClock
    visits: list[Visit] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    _ready: dict[tuple[str, str, str], dt.datetime] = field(default_factory=dict)
    _open: defaultdict[tuple[str, str, str], deque[Event]] = field(default_factory=lambda: defaultdict(deque))
    _paused: int = 0

    def take(self, event: Event) -> None:
        key = (event.case, event.activity, event.instance)
        if event.transition in READY:
            self._ready.setdefault(key, self.clock.local(event.stamp.time))
        elif event.transition in START:
            self._open[key].append(event)
        elif event.transition in COMPLETE | ABORT:
            self._end(event, key)
        elif event.transition in PAUSE:
            self._paused += 1
        else:
            self._wrong("history_lifecycle_unknown", event)

    def _end(self, event: Event, key: tuple[str, str, str]) -> None:
        if not self._open[key]:
            if event.transition in COMPLETE:
                self._wrong("history_end_without_start", event)
            return
        begun = self._open[key].popleft()
        self.visits.append(
            Visit(
                case=event.case,
                activity=event.activity,
                start=self.clock.local(begun.stamp.time),
                end=self.clock.local(event.stamp.time),
                place=begun.stamp.place,
                resources=begun.resources or event.resources,
                outcome=VOID if event.transition in ABORT else event.outcome or begun.outcome,
                ready=self._ready.pop(key, None),
                size=begun.size,
            )
        )

    def _wrong(self, code: str, event: Event) -> None:
        values = {"case": event.case, "activity": event.activity, "transition": event.transition}
        self.problems.append(Problem(code, (), values, event.stamp.place))

    def notes(self) -> list[Message]:
        running = sum(map(len, self._open.values()))
        counts = {"history.note.unfinished": running, "history.note.paused": self._paused}
        return [Message(key, {"count": count}) for key, count in counts.items() if count]


def _repeated(events: Iterable[Event]) -> Iterable[Problem]:
    seen: dict[tuple[object, ...], Event] = {}
    for event in events:
        key = (
            event.case,
            event.activity,
            event.transition,
            event.stamp.time,
            event.resources,
            event.instance,
        )
        first = seen.setdefault(key, event)
        if first is not event:
            values = {"case": event.case, "activity": event.activity, "line": first.stamp.place.line or 0}
            yield Problem("history_duplicate", (), values, event.stamp.place)
