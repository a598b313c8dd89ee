"""Rules of buying: limits on change, minimums, packages, what excludes and what needs another channel."""

from __future__ import annotations

from collections.abc import Callable

from ui.editing.choices import named, words
from ui.editing.columns import Column
from ui.editing.paths import Document
from ui.editing.tables import list_table


def _scope(document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("rule_channels", ("channels",), "choices", choices=named(document, ("channels",))),
        Column("rule_campaigns", ("campaigns",), "choices", choices=named(document, ("campaigns",))),
    )


def _scoped(*columns: Column) -> Callable[[Document], tuple[Column, ...]]:
    return lambda document: (*_scope(document), *columns)


def _required_columns(document: Document) -> tuple[Column, ...]:
    channels = named(document, ("channels",))
    return (
        *_scope(document),
        Column("requires", ("requires",), "choice", choices=channels, default=next(iter(channels), None)),
        Column("counts_from", ("spend_min",), "money", default=1, low=0),
        Column("each_campaign", ("each_campaign",), "flag", default=True),
    )


CHANGE_LIMITS = list_table(
    "change_limits",
    ("rules", "change_limits"),
    _scoped(
        Column("each", ("each",), "choice", default="cell", choices=words("each", "cell", "channel")),
        Column("decrease", ("decrease",), "percent", optional=True, default=0.5, low=0, high=100),
        Column("increase", ("increase",), "percent", optional=True, default=0.5, low=0),
        Column("bound_new", ("bound_new",), "flag", default=False),
    ),
)
COMMITMENTS = list_table(
    "commitments",
    ("rules", "commitments"),
    _scoped(Column("commitment", ("spend_min",), "money", default=1, low=0)),
)
PACKAGES = list_table(
    "packages",
    ("rules", "packages"),
    _scoped(
        Column("price", ("price",), "money", default=1, low=0),
        Column("at_most", ("at_most",), "integer", optional=True, low=1),
        Column("each", ("each",), "choice", default="cell", choices=words("each", "cell", "channel", "rule")),
    ),
)
EXCLUSIVE = list_table(
    "exclusive",
    ("rules", "exclusive"),
    _scoped(
        Column(
            "count",
            ("count",),
            "choice",
            default="channels",
            choices=words("count", "campaigns", "channels", "cells"),
        ),
        Column("at_most", ("at_most",), "integer", default=1, low=0),
        Column("each_campaign", ("each_campaign",), "flag", default=False),
    ),
)
REQUIRED = list_table("required", ("rules", "required"), _required_columns)
