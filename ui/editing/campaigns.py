"""The tables of campaigns: what may be launched, when, and where it may spend."""

from __future__ import annotations

from ui.editing.choices import named, words
from ui.editing.columns import Column
from ui.editing.paths import Document, look
from ui.editing.tables import list_table, nested_table

LANES = words("lane", "normal", "express")


def _campaign_columns(document: Document) -> tuple[Column, ...]:
    workflows = named(document, ("workflows",))
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("line", ("line",), "text", default="main"),
        Column("due", ("due",), "date", default=look(document, ("horizon", "start"))),
        Column("value", ("value",), "money", default=0, low=0),
        Column("mandatory", ("mandatory",), "flag", default=False),
        Column("registered", ("registered",), "flag", default=True),
        Column("in_today", ("in_today",), "flag", default=False),
        Column("earliest", ("window", "earliest"), "date", optional=True, erased_by=(None,)),
        Column("latest", ("window", "latest"), "date", optional=True, erased_by=(None,)),
        Column("release", ("release",), "date", optional=True),
        Column("flight_periods", ("flight_periods",), "integer", default=4, low=1, high=120),
        Column("loss_per_day", ("lateness", "loss_per_day"), "money", default=0, low=0),
        Column("decay_per_day", ("lateness", "decay_per_day"), "percent", default=0, low=0),
        Column("campaign_min", ("spend_min",), "money", default=0, low=0),
        Column("campaign_max", ("spend_max",), "money", optional=True, low=0),
        Column("fixed_cost", ("fixed_cost",), "money", default=0, low=0),
        Column("workflow", ("workflow",), "choice", default=next(iter(workflows), None), choices=workflows),
        Column("size", ("size",), "number", default=1.0, low=0, high=100),
        Column("lane", ("lane",), "choice", default="normal", choices=LANES),
        Column("prerequisites", ("prerequisites",), "choices", choices=named(document, ("campaigns",))),
    )


def _cell_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("campaign", ("campaign",), "choice", choices=named(document, ("campaigns",))),
        Column("channel", ("channel",), "choice", choices=named(document, ("channels",))),
        Column("today", ("today",), "money", default=0, low=0),
        Column("cell_lock", ("lock",), "money", optional=True, low=0),
        Column("cell_min", ("spend_min",), "money", default=0, low=0),
        Column("cell_max", ("spend_max",), "money", optional=True, low=0),
        Column("effect", ("effect",), "number", default=1.0, low=0),
        Column("scale", ("scale",), "number", default=1.0, low=0),
    )


CAMPAIGNS = list_table("campaigns", ("campaigns",), _campaign_columns)
CELLS = nested_table("cells", ("campaigns",), "channels", "campaign", _cell_columns)
