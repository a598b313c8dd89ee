"""Budget, objective and goals."""

from __future__ import annotations

from ui.editing.choices import seen, words
from ui.editing.columns import Column
from ui.editing.paths import Document, look
from ui.editing.tables import list_table

MEASURES = words("measure", "revenue", "media_cost", "net_roi", "roas", "campaigns", "on_time", "volume")


def budget_fields(document: Document) -> tuple[Column, ...]:
    """The budget's own amounts. A cap for each period (a list) is edited in a file."""
    fields = (
        Column("total", ("budget", "total"), "money", low=0),
        Column("reserve", ("budget", "reserve"), "money", low=0),
    )
    if isinstance(look(document, ("budget", "per_period")), list):
        return fields
    return (*fields, Column("per_period", ("budget", "per_period"), "money", optional=True, low=0))


def objective_fields(_document: Document) -> tuple[Column, ...]:
    """What is maximised and how ROI is defined."""
    strategies = words("strategy", "today", "budget_only", "money_and_people")
    return (
        Column("strategy", ("objective", "strategy"), "choice", choices=strategies),
        Column("roi", ("objective", "roi"), "choice", choices=words("roi", "net_roi", "roas")),
        Column("margin", ("objective", "margin"), "percent", low=0, high=100),
        Column("long_term_counts", ("objective", "long_term"), "flag"),
        Column("lifetime", ("objective", "lifetime"), "flag"),
        Column("staff_cost", ("objective", "staff_cost"), "flag"),
        Column(
            "extrapolation",
            ("objective", "extrapolation"),
            "choice",
            choices=words("extrapolation", "allow", "forbid"),
        ),
        Column("curves", ("objective", "curves"), "choice", choices=words("curves", "point", "expected")),
    )


def _group_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("group", ("group",), "choice", choices=seen(document, ("channels",), "group")),
        Column("spend_min", ("spend_min",), "money", default=0, low=0),
        Column("spend_max", ("spend_max",), "money", optional=True, low=0),
        Column("share_min", ("share_min",), "percent", default=0.0, low=0, high=100),
        Column("share_max", ("share_max",), "percent", default=1.0, low=0, high=100),
    )


def _line_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("line", ("line",), "choice", choices=seen(document, ("campaigns",), "line")),
        Column("spend_min", ("spend_min",), "money", default=0, low=0),
        Column("spend_max", ("spend_max",), "money", optional=True, low=0),
    )


def _fixed_columns(_document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("category", ("category",), "text", default="other"),
        Column("amount", ("amount",), "money", default=0, low=0),
    )


def _goal_columns(_document: Document) -> tuple[Column, ...]:
    directions = words("direction", "at_least", "at_most")
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("measure", ("measure",), "choice", optional=True, choices=MEASURES),
        Column("direction", ("direction",), "choice", default="at_least", choices=directions),
        Column("target", ("target",), "number", optional=True),
        Column("enforce", ("enforce",), "flag", default=False),
    )


GROUPS = list_table("groups", ("budget", "groups"), _group_columns)
LINES = list_table("lines", ("budget", "lines"), _line_columns)
FIXED_COSTS = list_table("fixed_costs", ("budget", "fixed_costs"), _fixed_columns)
GOALS = list_table("goals", ("goals",), _goal_columns)
