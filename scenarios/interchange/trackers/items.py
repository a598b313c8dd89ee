"""Items of a tracker as a project: what all trackers have in common."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from scenarios.checks.graphs import cycles
from scenarios.document import Horizon, WorkingCalendar
from scenarios.document.calendar import shift_minutes
from scenarios.errors import Location
from scenarios.interchange.faults import Faults, refusal
from scenarios.interchange.limits import MAX_TASKS
from scenarios.interchange.project.model import Assignment, Link, Member, Project, Task
from scenarios.interchange.project.staffing import ANYONE, DERIVED_LEVEL
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.trackers.options import TrackerOptions
from scenarios.worktime import Timeline, working_timeline

CALENDAR = WorkingCalendar()
"""Trackers have no working hours: those of an office."""
_MIDNIGHT = dt.time()
DEFAULT_START = dt.date(2027, 1, 4)
"""First day of a plan of items without any date."""


@dataclass(frozen=True, slots=True)
class Item:
    """An issue or a task. Times are minutes; dates without a time are at midnight.

    Attributes:
        key: what others call it.
        name: what it is about.
        place: its line.
        parent: key of the item that it is a part of.
        assignee: who does it.
        estimate: how much work it is.
        spent: how much has been booked.
        remaining: how much is left.
        done: whether it is finished.
        running: whether it is under way.
        start: when it starts or did start.
        due: its last day.
        finished: when it was finished.
        blockers: keys of items that must be finished before.
        touched: the last day on which the tracker says that anything happened to it.
    """

    key: str
    name: str
    place: Location
    parent: str = ""
    assignee: str = ""
    estimate: int | None = None
    spent: int | None = None
    remaining: int | None = None
    done: bool = False
    running: bool = False
    start: dt.datetime | None = None
    due: dt.datetime | None = None
    finished: dt.datetime | None = None
    blockers: tuple[str, ...] = ()
    touched: dt.date | None = None


def project_of_items(
    items: Sequence[Item], source: str, name: str, options: TrackerOptions, faults: Faults, remarks: Remarks
) -> Project:
    """The items as a project.

    Raises:
        DocumentError: an item is there twice, parts contain each other, or nothing is left.
    """
    if len(items) > MAX_TASKS:
        raise refusal("too_many", source, found=len(items), most=MAX_TASKS)
    _check(items, faults)
    faults.refuse()
    maker = _TaskMaker(items, remarks, _start(items, options))
    status = max((item.touched for item in items if item.touched), default=None)
    people = dict.fromkeys(item.assignee for item in items if item.assignee)
    anyone = {"skills": f"{ANYONE} {DERIVED_LEVEL}"} if maker.unassigned else {}
    return Project(
        source=source,
        name=name,
        start=maker.start,
        calendar=CALENDAR,
        tasks=tuple(maker.tasks()),
        members=tuple(Member(key=one, name=one, fields=anyone) for one in people),
        status_date=status if status and status >= maker.start else None,
        notes=remarks.notes,
        left_out=remarks.left_out,
    )


def _check(items: Iterable[Item], faults: Faults) -> None:
    seen: set[str] = set()
    parents = {}
    for item in items:
        if item.key in seen:
            faults.add("twice", item.place, key="Key", found=item.key)
        seen.add(item.key)
        parents[item.key] = [item.parent] if item.parent else []
        if item.start and item.due and item.due < item.start:
            faults.value(item.place, item.name, f"{item.start.date()} - {item.due.date()}", "period")
    for circle in cycles(parents):
        faults.add("circle", None, circle=" → ".join(circle))
    if not seen:
        faults.add("nothing", None)


def _start(items: Iterable[Item], options: TrackerOptions) -> dt.date:
    """The first day of a plan in which everything lies that the items date."""
    if options.start:
        return options.start
    items = list(items)
    dates = [moment for item in items for moment in (item.start, item.due, item.finished) if moment]
    touched = [item.touched for item in items if item.touched]
    known = [*(moment.date() for moment in dates), *([max(touched)] if touched else [])]
    return min(known, default=DEFAULT_START)


class _TaskMaker:
    def __init__(self, items: Sequence[Item], remarks: Remarks, start: dt.date) -> None:
        self.items = {item.key: item for item in items}
        self.remarks, self.start = remarks, start
        self.parents = {item.parent for item in items if item.parent in self.items}
        leaves = [item for item in items if item.key not in self.parents]
        someone = any(item.assignee for item in items)
        self.unassigned = someone and any(not item.assignee for item in leaves)
        self._timeline: Timeline = working_timeline(Horizon(start=start, periods=260), CALENDAR)

    def tasks(self) -> Iterable[Task]:
        """All items, those that contain others as summaries."""
        for item in self.items.values():
            yield self._task(item)

    def _task(self, item: Item) -> Task:
        parent = item.parent if item.parent in self.items else None
        if item.parent and parent is None:
            self.remarks.left("link_outside", f"{item.name} → {item.parent}")
        links = tuple(Link(one) for one in item.blockers if one in self.items and one != item.key)
        for one in item.blockers:
            if one not in self.items:
                self.remarks.left("link_outside", f"{one} → {item.name}")
        deadline = item.due + dt.timedelta(days=1) if item.due and item.due.time() == _MIDNIGHT else item.due
        task = Task(item.key, item.name, item.place, parent, links=links, deadline=deadline)
        if item.key in self.parents:
            if item.estimate:
                self.remarks.left("summary_estimate", item.name)
            return task
        minutes = self._minutes(item)
        if not item.assignee:
            self.remarks.note("no_assignee", item.name)
        anyone = {"skill": ANYONE, "level": str(DERIVED_LEVEL)} if self.unassigned else {}
        started, finished = self._actual(item)
        return replace(
            task,
            duration=minutes,
            assignments=(Assignment(item.assignee, minutes),) if item.assignee else (),
            earliest=item.start if not item.done and not item.running else None,
            started=started,
            finished=finished,
            done=1.0 if item.done else self._share(item),
            fields={} if item.assignee else anyone,
        )

    def _minutes(self, item: Item) -> int:
        """Its estimate; else what was booked on it, the working time between its dates, or one day."""
        if item.estimate:
            return item.estimate
        if item.done and item.spent:
            self.remarks.note("estimate_spent", item.name)
            return item.spent
        if item.start and item.due and item.start.date() >= self.start:
            first, last = ((one.date() - self.start).days * 1440 for one in (item.start, item.due))
            between = self._timeline.between(first, last + 1440)
            if between:
                self.remarks.note("estimate_dates", item.name)
                return between
        self.remarks.note("no_estimate", item.name)
        return sum(end - start for start, end in map(shift_minutes, CALENDAR.week["mon"]))

    def _actual(self, item: Item) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When it was begun and finished; days without a time begin and end with the shifts."""
        if not item.done and not item.running:
            return None, None
        if item.running and item.start is None:
            self.remarks.left("status_running", item.name)
        if item.running and item.spent:
            self.remarks.left("logged", item.name)
        if item.done and item.finished is None:
            self.remarks.left("status_done", item.name)
        started = _at(item.start, first=True)
        finished = _at(item.finished, first=False) if item.done else None
        return (started if not (started and finished and finished < started) else finished), finished

    @staticmethod
    def _share(item: Item) -> float:
        if not item.running or not item.spent or item.remaining is None:
            return 0.0
        return item.spent / (item.spent + item.remaining)


def _at(moment: dt.datetime | None, *, first: bool) -> dt.datetime | None:
    if moment is None or moment.time() != _MIDNIGHT:
        return moment
    shifts = [shift_minutes(shift) for shift in CALENDAR.week["mon"]]
    return moment + dt.timedelta(minutes=shifts[0][0] if first else shifts[-1][1])
