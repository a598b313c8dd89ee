"""Tasks of Project XML, with their links, assignments and progress."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from scenarios.errors import Location
from scenarios.interchange.faults import Faults
from scenarios.interchange.limits import MAX_DEPTH, MAX_TASKS
from scenarios.interchange.mspdi.elements import Values
from scenarios.interchange.mspdi.fields_in import own_fields
from scenarios.interchange.mspdi.vocabulary import (
    AS_SOON,
    ELAPSED,
    FINISH_BY,
    LINK_TYPES,
    MUST_FINISH,
    MUST_START,
    PERCENT,
    START_FROM,
)
from scenarios.interchange.project.model import FLIGHT, Assignment, Link, Member, Task
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.xml import Element
from scenarios.worktime import Timeline

Assigned = Mapping[str, list[Assignment]]


@dataclass(slots=True)
class TaskReader:
    """Reads tasks in the order of the file.

    Attributes:
        start: first day of the project.
        timeline: working time of the project's calendar from ``start`` on.
        weekly: its minutes in a usual week.
        aliases: our own custom fields by ``FieldID``.
        assigned: assignments by ``TaskUID``.
        faults: what is wrong.
        remarks: what cannot be held.
    """

    start: dt.date
    timeline: Timeline
    weekly: int
    aliases: Mapping[str, str]
    assigned: Assigned
    faults: Faults
    remarks: Remarks
    project_fields: Mapping[str, str] = field(default_factory=dict)
    _found: dict[str, Task] = field(default_factory=dict)
    _skipped: set[str] = field(default_factory=set)
    _summaries: list[str] = field(default_factory=list)

    def tasks(self, root: Element) -> tuple[Task, ...]:
        """All tasks that take part, summaries before what they hold."""
        for element in root.all("Tasks", "Task"):
            self._read(Values(element, self.faults))
        if len(self._found) > MAX_TASKS:
            self.faults.add("too_many", None, found=len(self._found), most=MAX_TASKS)
        for task in self._found.values():
            for link in task.links:
                if link.predecessor not in self._found and link.predecessor not in self._skipped:
                    self.faults.add(
                        "reference",
                        task.place,
                        "PredecessorUID",
                        key="PredecessorUID",
                        found=link.predecessor,
                    )
        return tuple(self._found.values())

    def _read(self, values: Values) -> None:
        uid = values.needed("UID")
        fields = own_fields(values.element, self.aliases, self.faults)
        if uid == "0":
            self.project_fields = fields
            self._skipped.add(uid)
            return
        if uid in self._found or uid in self._skipped:
            self.faults.add("twice", values.element.line, "Task", key="UID", found=uid)
            return
        if values.flag("IsNull"):
            self._skipped.add(uid)
            return
        parent = self._parent(values, uid)
        if self._left(values, fields):
            self._skipped.add(uid)
            return
        self._found[uid] = self._task(values, uid, parent, fields)

    def _parent(self, values: Values, uid: str) -> str | None:
        """The summary that a task belongs to, by its outline level; levels may skip none."""
        level = values.whole("OutlineLevel")
        if level is None:
            level = values.text("OutlineNumber").count(".") + 1
        if not 1 <= level <= min(len(self._summaries) + 1, MAX_DEPTH):
            self.faults.add(
                "outline", values.element.line, "OutlineLevel", found=level, most=len(self._summaries) + 1
            )
            level = min(max(level, 1), len(self._summaries) + 1)
        del self._summaries[level - 1 :]
        self._summaries.append(uid)
        kept = [key for key in self._summaries[:-1] if key in self._found]
        return kept[-1] if kept else None

    def _left(self, values: Values, fields: Mapping[str, str]) -> bool:
        """Whether a task takes no part: a blank row, one that is switched off, the running of a campaign."""
        name = values.text("Name")
        blank = not name and values.element.child("Duration") is None
        inactive = values.element.child("Active") is not None and not values.flag("Active")
        if inactive:
            self.remarks.left("inactive", name or values.text("UID"))
        if values.flag("IsSubproject") or values.flag("ExternalTask"):
            self.remarks.left("external", name or values.text("UID"))
            return True
        return blank or inactive or fields.get("stage") == FLIGHT

    def _task(self, values: Values, uid: str, parent: str | None, fields: Mapping[str, str]) -> Task:
        name = values.text("Name") or f"UID {uid}"
        self._remark(values, name)
        duration = self._duration(values, name)
        earliest, deadline = self._constraint(values, name, ours=bool(fields.get("stage")))
        done = values.number("PercentComplete") or 0.0
        if not 0 <= done <= 100:
            self.faults.value(values.element.line, "Task/PercentComplete", f"{done:g}", "percent")
        assignments = tuple(self.assigned.get(uid, ()))
        return Task(
            key=uid,
            name=name,
            place=_place(values),
            parent=parent,
            duration=duration,
            milestone=values.flag("Milestone"),
            assignments=assignments,
            links=tuple(self._links(values)),
            deadline=values.moment("Deadline") or deadline,
            earliest=earliest,
            start=values.moment("Start"),
            finish=values.moment("Finish"),
            done=done / 100,
            started=values.moment("ActualStart"),
            finished=values.moment("ActualFinish"),
            scale=_scale(fields, assignments, duration),
            fields=fields,
        )

    def _remark(self, values: Values, name: str) -> None:
        """What people write into Project that a document has no place for."""
        if values.text("Notes"):
            self.remarks.left("notes", name)
        if (values.number("FixedCost") or 0.0) > 0:
            self.remarks.left("fixed_cost", name)
        if (values.whole("Priority") or 500) != 500:
            self.remarks.left("priority", name)
        if values.flag("Recurring"):
            self.remarks.left("recurring", name)
        if values.text("CalendarUID") not in {"", "-1"}:
            self.remarks.left("task_calendar", name)

    def _duration(self, values: Values, name: str) -> int | None:
        """Minutes of working time; elapsed ones become the working time between start and end."""
        written = values.duration("Duration")
        elapsed = (values.whole("DurationFormat") or 0) in ELAPSED
        if written is None and values.element.child("Duration") is None:
            return self._between(values)
        if written is None or not elapsed:
            return written
        self.remarks.note("elapsed", name)
        between = self._between(values)
        return self._working(written) if between is None else between

    def _between(self, values: Values) -> int | None:
        start, finish = values.moment("Start"), values.moment("Finish")
        if start is None or finish is None or start.date() < self.start:
            return None
        return self.timeline.between(self._minute(start), self._minute(finish))

    def _minute(self, moment: dt.datetime) -> int:
        return int((moment - dt.datetime.combine(self.start, dt.time())).total_seconds() // 60)

    def _working(self, elapsed: int) -> int:
        return round(elapsed * self.weekly / (7 * 24 * 60))

    def _constraint(
        self, values: Values, name: str, *, ours: bool
    ) -> tuple[dt.datetime | None, dt.datetime | None]:
        """When a task may start and has to be finished, from its constraint."""
        kind, date = values.whole("ConstraintType") or AS_SOON, values.moment("ConstraintDate")
        if kind == AS_SOON or ours:
            return None, None  # our own files pin steps to their planned starts
        if kind not in range(8):
            self.faults.value(values.element.line, "Task/ConstraintType", str(kind), "constraint")
        if kind not in {START_FROM, FINISH_BY}:
            self.remarks.left("constraint", name)
        if kind in {START_FROM, MUST_START}:
            return date, None
        return None, date if kind in {FINISH_BY, MUST_FINISH} else None

    def _links(self, values: Values) -> Iterator[Link]:
        for element in values.element.all("PredecessorLink"):
            link = Values(element, self.faults)
            kind = link.whole("Type")
            if kind is not None and kind not in range(4):
                self.faults.value(element.line, "PredecessorLink/Type", str(kind), "link_type")
                continue
            if link.flag("CrossProject"):
                self.remarks.left("cross_project", values.text("Name"))
                continue
            tenths, form = link.whole("LinkLag") or 0, link.whole("LagFormat") or 0
            made = Link(link.needed("PredecessorUID"), LINK_TYPES[1 if kind is None else kind])
            if form in PERCENT:
                yield replace(made, share=tenths / 100)
            else:
                minutes = round(tenths / 10)
                yield replace(made, lag=self._working(minutes) if form in ELAPSED else minutes)


def _place(values: Values) -> Location:
    return Location(values.faults.source, values.element.line)


def _scale(fields: Mapping[str, str], assignments: tuple[Assignment, ...], duration: int | None) -> float:
    """How much more or less is estimated now than when we wrote the file."""
    before = float(fields.get("planned", "0"))
    now = sum(one.minutes or 0 for one in assignments) or duration or 0
    return now / before if before > 0 and now > 0 else 1.0


def read_assignments(
    root: Element, members: Mapping[str, Member], skipped: set[str], faults: Faults, remarks: Remarks
) -> dict[str, list[Assignment]]:
    """Assignments by ``TaskUID``; those to nobody and to what is no person are left out."""
    found: dict[str, list[Assignment]] = {}
    for element in root.all("Assignments", "Assignment"):
        values = Values(element, faults)
        task, person = values.needed("TaskUID"), values.text("ResourceUID")
        if person in {"", "-65535", "-1"} or person in skipped:
            continue
        if person not in members:
            faults.add("reference", element.line, "ResourceUID", key="ResourceUID", found=person)
            continue
        units = values.number("Units")
        if units is not None and units not in {0.0, 1.0}:
            remarks.left("units", f"{members[person].name} ({units:.0%})")
        found.setdefault(task, []).append(Assignment(person, values.duration("Work")))
    return found
