"""A project as other tools know it: tasks in an outline with links, people and calendars, before it is a document."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from scenarios.document import DateSpan, WorkingCalendar
from scenarios.document.calendar import Week
from scenarios.errors import Location
from scenarios.i18n import Message

LinkKind: TypeAlias = Literal["FS", "SS", "FF", "SF"]
"""Finish to start, start to start, finish to finish, start to finish."""

LAUNCH, FLIGHT = "@launch", "@flight"
"""What the field ``stage`` says of tasks that are no stages: the launch's milestone, and the running of a campaign."""


@dataclass(frozen=True, slots=True)
class Link:
    """A dependency on another task."""

    predecessor: str
    kind: LinkKind = "FS"
    lag: int = 0
    """Minutes of working time; below zero a lead."""
    share: float = 0.0
    """Further lag as a share of the predecessor's duration."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Someone on a task; ``minutes`` of work, None where the file does not say."""

    person: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Task:
    """A task or a summary of tasks.

    Attributes:
        key: what links call it.
        name: as people read it.
        place: where it stands in its file.
        parent: key of the summary that it belongs to.
        duration: minutes of working time.
        milestone: a moment rather than work.
        assignments: who works on it.
        links: what it depends on.
        deadline: when it has to be finished.
        earliest: when it may start.
        start: planned start.
        finish: planned end.
        done: share that is complete.
        started: when it did start.
        finished: when it did end.
        scale: factor on its estimate since the file was written by us.
        fields: what the file says in our own terms: ``campaign``, ``workflow``, ``size``, ``stage``, ``skill``,
            ``level``, ``effort``, ``approvers``, ``department``, ``latency``.
    """

    key: str
    name: str
    place: Location
    parent: str | None = None
    duration: int | None = None
    milestone: bool = False
    assignments: tuple[Assignment, ...] = ()
    links: tuple[Link, ...] = ()
    deadline: dt.datetime | None = None
    earliest: dt.datetime | None = None
    start: dt.datetime | None = None
    finish: dt.datetime | None = None
    done: float = 0.0
    started: dt.datetime | None = None
    finished: dt.datetime | None = None
    scale: float = 1.0
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Member:
    """A person; ``week`` is None where it is the project's. ``fields``: ``person``, ``role``, ``skills``, ``calendar``,
    ``kind`` (an approver's is ``approver``), ``latency``.
    """

    key: str
    name: str
    department: str = ""
    cost_per_hour: int = 0
    """Minor units."""
    week: Week | None = None
    leave: tuple[DateSpan, ...] = ()
    joins: dt.date | None = None
    departs: dt.date | None = None
    fields: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Project:
    """What a file of another tool holds, all references resolved."""

    source: str
    name: str
    start: dt.date
    calendar: WorkingCalendar
    tasks: tuple[Task, ...]
    members: tuple[Member, ...]
    status_date: dt.date | None = None
    currency: str = "CNY"
    identifier: str = ""
    periods: int | None = None
    period: Literal["week", "fortnight", "month"] = "week"
    notes: tuple[Message, ...] = ()
    left_out: tuple[Message, ...] = ()
