"""What comes in between: streams of requests, shocks, and the finer points of change and urgent requests."""

from __future__ import annotations

from ui.editing.choices import named, seen, words
from ui.editing.columns import Column
from ui.editing.paths import Document, look
from ui.editing.people import PEOPLE_PATH
from ui.editing.tables import list_table
from ui.editing.work import stages_named

SHOCKS_PATH = ("risks", "shocks")
KINDS = words("shock_kind", "away", "frozen", "approvals", "surge", "supplier", "budget", "platform")


def _stream_columns(document: Document) -> tuple[Column, ...]:
    workflows = named(document, ("workflows",))
    lanes = words("lane", "urgent", "express", "normal")
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("workflow", ("workflow",), "choice", default=next(iter(workflows), None), choices=workflows),
        Column("per_week", ("per_week",), "number", default=1.0, low=0),
        Column("lane", ("lane",), "choice", default="normal", choices=lanes),
        Column(
            "arrivals",
            ("arrivals",),
            "choice",
            default="poisson",
            choices=words("arrivals", "poisson", "regular"),
        ),
        Column("size", ("size",), "number", default=1.0, low=0, high=100),
        Column("stream_first", ("first",), "date", optional=True, erased_by=(None,)),
        Column("stream_last", ("last",), "date", optional=True, erased_by=(None,)),
        Column("stream_limit", ("limit",), "integer", optional=True, low=1, erased_by=(None,)),
        Column(
            "overflow", ("overflow",), "choice", default="wait", choices=words("overflow", "wait", "refuse")
        ),
    )


def _shock_columns(document: Document) -> tuple[Column, ...]:
    start, organisation = look(document, ("horizon", "start")), ("organisation",)
    roles = seen(document, PEOPLE_PATH, "role") | named(document, (*organisation, "teams"))
    whom = {
        "shock_person": ("person", named(document, PEOPLE_PATH)),
        "shock_role": ("role", roles),
        "shock_approver": ("approver", named(document, (*organisation, "approvers"))),
        "shock_stage": ("stage", stages_named(document)),
        "shock_channel": ("channel", named(document, ("channels",))),
    }
    return (
        Column("id", ("id",), "text"),
        Column("shock_kind", ("kind",), "choice", default="surge", choices=KINDS),
        Column("shock_first", ("days", "first"), "date", default=start),
        Column("shock_last", ("days", "last"), "date", default=start),
        Column("shock_factor", ("factor",), "number", optional=True, low=0, erased_by=(None,)),
        *(
            Column(text, (key,), "choice", optional=True, choices=choices, erased_by=(None,))
            for text, (key, choices) in whom.items()
        ),
        Column("shock_delay", ("delay",), "duration", optional=True, erased_by=(None, "")),
    )


def detail_fields(_document: Document) -> tuple[Column, ...]:
    """Change control, and limits of urgent requests."""
    changes, urgent = ("risks", "change_requests"), ("risks", "urgent")
    control = (*changes, "control")
    return (
        Column("extra_effort", (*changes, "extra_effort"), "duration", optional=True, erased_by=(None, "")),
        Column(
            "accepted",
            (*control, "accepted"),
            "percent",
            optional=True,
            low=0,
            high=100,
            erased_by=(None,),
            part=control,
        ),
        Column("review", (*control, "review"), "duration", optional=True, erased_by=(None, "")),
        Column("urgent_limit", (*urgent, "limit"), "integer", optional=True, low=1, erased_by=(None,)),
        Column("preempts", (*urgent, "preempts"), "flag"),
    )


STREAMS = list_table("streams", ("streams",), _stream_columns)
SHOCKS = list_table("shocks", SHOCKS_PATH, _shock_columns)
