"""The tables of channels: what they bring, what bounds them, whose hours they take."""

from __future__ import annotations

from ui.editing.choices import named, words
from ui.editing.columns import Column
from ui.editing.paths import Document
from ui.editing.tables import Table, list_table, nested_table

FAMILIES = words(
    "family", "hill", "logistic", "michaelis_menten", "negative_exponential", "power", "sigmoid", "tabulated"
)


def _channel_columns(_document: Document) -> tuple[Column, ...]:
    return (
        Column("name", ("name",), "label"),
        Column("id", ("id",), "text"),
        Column("group", ("group",), "text", default="other"),
        Column("lock", ("lock",), "money", optional=True, low=0),
        Column("spend_min", ("spend_min",), "money", default=0, low=0),
        Column("spend_max", ("spend_max",), "money", optional=True, low=0),
        Column("minimum_if_active", ("minimum_if_active",), "money", default=0, low=0),
        Column("retention", ("retention",), "percent", default=0, low=0, high=99.9),
        Column("duplicate_share", ("duplicate_share",), "percent", default=0, low=0, high=99.9),
        Column("observed_max", ("observed_max",), "money", optional=True, low=0),
        Column("long_term", ("long_term_multiplier",), "number", default=1.0, low=1),
        Column("family", ("curve", "family"), "choice", default="hill", choices=FAMILIES),
        *(_curve_parameter(name) for name in ("ceiling", "half_saturation", "slope", "rate")),
        *(_curve_parameter(name) for name in ("coefficient", "exponent", "midpoint")),
    )


def _curve_parameter(name: str) -> Column:
    return Column(f"curve.{name}", ("curve", name), "number", optional=True, low=0, erased_by=(None,))


def _hours_columns(document: Document) -> tuple[Column, ...]:
    return (
        Column("channel", ("channel",), "choice", choices=named(document, ("channels",))),
        Column("skill", ("skill",), "choice", choices=named(document, ("organisation", "skills"))),
        Column("hours", ("hours",), "number", default=1.0, low=0),
    )


CHANNELS = list_table("channels", ("channels",), _channel_columns)
HOURS_PER_PERIOD: Table = nested_table(
    "hours_per_period", ("channels",), "hours_per_active_period", "channel", _hours_columns
)
HOURS_PER_10K: Table = nested_table(
    "hours_per_10k", ("channels",), "hours_per_10k", "channel", _hours_columns
)
