"""Which columns of a log play which part."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EventColumns:
    """Names of the columns of an event log.

    One row for each visit has ``case``, ``activity``, ``start`` and ``end``; one row for each event (the lifecycle
    form) has ``case``, ``activity``, ``time`` and ``lifecycle``. All others may be missing: ``resource`` (several names
    with semicolons between), ``outcome``, ``ready``, ``size``, ``hours`` (booked), and ``instance`` (which of several
    visits that run at once an event belongs to). XES names all but ``outcome`` and ``instance`` itself; there these two
    are attributes of events, the latter ``concept:instance`` unless another is named.
    """

    case: str = "case"
    activity: str = "activity"
    start: str = "start"
    end: str = "end"
    resource: str = "resource"
    outcome: str = "outcome"
    ready: str = "ready"
    size: str = "size"
    hours: str = "hours"
    time: str = "time"
    lifecycle: str = "lifecycle"
    instance: str = "instance"


EXPORTED = EventColumns(outcome="cause", instance="visit")
"""The columns of an event log that MEMS has written, see `scenarios.eventlog`."""


@dataclass(frozen=True, slots=True)
class JiraColumns:
    """Names of the columns of a Jira export.

    With status history, the repeated columns ``moved_at`` and ``moved_to`` hold the moments and the new statuses of an
    issue's transitions, the k-th of the one belonging to the k-th of the other; a case is an issue and an activity a
    status. Without, a case is the ``parent`` and an activity the ``activity`` of an issue, which lasts from ``created``
    to ``resolved``; ``spent`` (seconds) is the effort where it is filled in.
    """

    key: str = "Issue key"
    identifier: str = "Issue id"
    parent: str = "Parent"
    activity: str = "Issue Type"
    created: str = "Created"
    resolved: str = "Resolved"
    assignee: str = "Assignee"
    outcome: str = "Resolution"
    spent: str = "Time Spent"
    moved_at: str = "Status Transition.date"
    moved_to: str = "Status Transition.to"
