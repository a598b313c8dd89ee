"""The organisation beside its people: departments, approvers, hand-offs, meetings, how work is shared."""

from __future__ import annotations

from ui.editing.choices import named
from ui.editing.columns import Column
from ui.editing.paths import Document, Path
from ui.editing.people import PEOPLE_PATH
from ui.editing.tables import list_table

_BLANK = (None, "")


def meeting_columns(path: Path, prefix: str = "meeting") -> tuple[Column, ...]:
    """How often a meeting takes place and when; without the first there is none."""
    return (
        Column(
            f"{prefix}_days",
            (*path, "every_days"),
            "integer",
            optional=True,
            low=1,
            high=250,
            erased_by=(None,),
            part=path,
        ),
        Column(f"{prefix}_at", (*path, "at"), "text", optional=True, erased_by=_BLANK),
    )


def _department_columns(_document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("department_limit", ("wip_limit",), "integer", optional=True, low=1, erased_by=(None,)),
    )


def _approver_columns(document: Document) -> tuple[Column, ...]:
    departments, people = named(document, ("organisation", "departments")), named(document, PEOPLE_PATH)
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column(
            "department", ("department",), "choice", optional=True, choices=departments, erased_by=(None,)
        ),
        Column("sign_latency", ("latency",), "duration", default=[1, 4, 12]),
        *meeting_columns(("meeting",)),
        Column("signer", ("person",), "choice", optional=True, choices=people, erased_by=(None,)),
        Column("sign_effort", ("effort",), "duration", optional=True, erased_by=_BLANK),
    )


def _handoff_columns(document: Document) -> tuple[Column, ...]:
    departments = named(document, ("organisation", "departments"))
    return (
        Column("source", ("source",), "choice", choices=departments),
        Column("target_department", ("target",), "choice", choices=departments),
        Column("delay", ("delay",), "duration", default=[0.5, 2, 8]),
        *meeting_columns(("meeting",)),
    )


def teamwork_fields(_document: Document) -> tuple[Column, ...]:
    """How much is begun at once, and what changing over costs."""
    whole, late = ("organisation",), ("organisation", "escalation")
    return (
        Column("wip_limit", (*whole, "wip_limit"), "integer", optional=True, low=1, erased_by=(None,)),
        Column("switching_loss", (*whole, "switching_loss"), "integer", low=0),
        Column("multitasking", (*whole, "multitasking"), "integer", low=1, high=6),
        Column(
            "escalation_days",
            (*late, "days_before"),
            "number",
            optional=True,
            low=0,
            erased_by=(None,),
            part=late,
        ),
        Column(
            "escalation_factor", (*late, "approval_factor"), "number", optional=True, low=0, erased_by=(None,)
        ),
    )


def meeting_fields(_document: Document) -> tuple[Column, ...]:
    """What waits for a regular appointment."""
    handoff = ("organisation", "handoff")
    return (
        Column("handoff_delay", (*handoff, "default"), "duration", optional=True, erased_by=_BLANK),
        *meeting_columns((*handoff, "meeting"), "handoff_meeting"),
        *meeting_columns(("organisation", "status_updates"), "update"),
    )


DEPARTMENTS = list_table("departments", ("organisation", "departments"), _department_columns)
APPROVERS = list_table("approvers", ("organisation", "approvers"), _approver_columns)
HANDOFFS = list_table("handoffs", ("organisation", "handoff", "between"), _handoff_columns)
