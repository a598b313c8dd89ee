"""Curve tables in CSV: generic ones, and those that Meridian writes.

Columns by their meaning, whatever their spelling: channel, spend, outcome; and where they are there region, metric
(only the mean is read), spend_multiplier (1 is today), today, and group (one of them is read).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import numpy as np

from scenarios.i18n import Message
from scenarios.importing.columns import numbers, texts
from scenarios.importing.meridian import from_points, number_of_periods
from scenarios.importing.options import ImportOptions
from scenarios.importing.points import Points
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Imported
from scenarios.reading.csv import Table
from scenarios.suggestions import listing

SPELLINGS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "channel": frozenset({"channel", "channels", "渠道"}),
        "spend": frozenset({"spend", "投入"}),
        "outcome": frozenset({"outcome", "incremental_outcome", "response", "产出"}),
        "region": frozenset({"region", "geo", "地区", "区域"}),
        "metric": frozenset({"metric"}),
        "multiplier": frozenset({"spend_multiplier"}),
        "today": frozenset({"today", "current_spend", "当前投入"}),
        "group": frozenset({"group_id"}),
    }
)
_TOTALS = frozenset({"incremental_outcome"})
"""Spellings under which Meridian gives totals over all periods, not the outcome of one."""


def columns_of(table: Table) -> dict[str, str]:
    """The columns of a table by their meaning."""
    plain = {re.sub(r"\s+", "_", name.strip().lower()): name for name in table.header}
    return {
        meaning: plain[spelling]
        for meaning, spellings in SPELLINGS.items()
        for spelling in sorted(spellings)
        if spelling in plain
    }


def is_curve_table(table: Table) -> bool:
    """Whether a table holds curves."""
    return {"channel", "spend", "outcome"} <= set(columns_of(table))


def imported(table: Table, options: ImportOptions) -> Imported:
    """The channels of a table.

    Raises:
        DocumentError: a cell is no number, points are no response curve, or a choice is left open.
    """
    columns = columns_of(table)
    spelled = re.sub(r"\s+", "_", columns["outcome"].strip().lower())
    meridian = spelled in _TOTALS
    periods = number_of_periods(table.source, options) if meridian else options.periods or 1
    chosen = _of_group(_of_mean(table, columns), columns, options)
    notes = [Message("importing.note.totals", {"periods": periods})] if periods > 1 else []
    points = list(_points(chosen, columns, periods))
    return from_points(table.source, "meridian" if meridian else "table", points, options, notes)


def _of_mean(table: Table, columns: Mapping[str, str]) -> Table:
    if "metric" not in columns:
        return table
    metrics = texts(table, columns["metric"])
    if "mean" not in metrics:
        values = {"found": listing(dict.fromkeys(metrics)), "known": "mean"}
        raise refusal("unsupported", table.source, columns["metric"], **values)
    return table.where(metric == "mean" for metric in metrics)


def _of_group(table: Table, columns: Mapping[str, str], options: ImportOptions) -> Table:
    if "group" not in columns:
        return table
    groups = texts(table, columns["group"])
    known = list(dict.fromkeys(groups))
    wanted = options.group if options.group is not None or len(known) > 1 else known[0]
    if wanted not in known:
        raise refusal("group", table.source, columns["group"], found=wanted or "-", known=listing(known))
    return table.where(group == wanted for group in groups)


def _points(table: Table, columns: Mapping[str, str], periods: int) -> Iterator[Points]:
    spend, outcome = (numbers(table, columns[name]) for name in ("spend", "outcome"))
    channels = texts(table, columns["channel"])
    regions = texts(table, columns["region"]) if "region" in columns else [None] * len(channels)
    keys = list(zip(channels, regions, strict=True))
    for channel, region in dict.fromkeys(keys):
        if not channel:
            raise refusal("channel_blank", table.source, columns["channel"])
        at = np.array([key == (channel, region) for key in keys])
        lines = [line for line, one in zip(table.lines, at, strict=True) if one]
        today = _today(table.where(at), columns)
        yield Points(channel, spend[at], outcome[at], periods, today=today, region=region, lines=lines)


def _today(table: Table, columns: Mapping[str, str]) -> float | None:
    """Today's spend of one channel: its own column, or the spend at the multiplier 1."""
    if "today" in columns:
        values = np.unique(numbers(table, columns["today"]))
        if len(values) > 1:
            raise refusal("today_differs", table.source, columns["today"], line=table.lines[0])
        return float(values[0])
    if "multiplier" in columns:
        now = np.flatnonzero(np.isclose(numbers(table, columns["multiplier"]), 1.0))
        return float(numbers(table, columns["spend"])[now[0]]) if len(now) else None
    return None
