"""Actual spend by channel against a plan: how much of it is traced, and how far brand has drifted."""

from __future__ import annotations

import os
from dataclasses import dataclass

from scenarios.control.alerts import Alerts
from scenarios.control.drift import drift_alerts
from scenarios.control.transparency import transparency_alerts
from scenarios.document import Scenario
from scenarios.errors import DocumentError, Problem
from scenarios.plan import Allocation
from scenarios.reading.cells import Column
from scenarios.reading.records import Record, once, read_records
from scenarios.suggestions import guess, listing

COLUMNS = (Column("channel"), Column("spent", "money"), Column("traced", "money", required=False))


@dataclass(frozen=True, slots=True)
class ChannelSpend:
    """What a channel has cost, and the part of it that can be traced to a registered use; minor units."""

    channel: str
    spent: int
    traced: int


def read_spend(path: str | os.PathLike[str], scenario: Scenario) -> tuple[ChannelSpend, ...]:
    """Rows of ``channel``, ``spent`` and, where not all of it is, ``traced`` (currency units).

    Raises:
        DocumentError: with every problem of the file; also channels that the scenario does not have.
    """
    records = read_records(path, COLUMNS)
    once(records, "channel")
    known = [channel.id for channel in scenario.channels]
    problems = [problem for record in records for problem in _problems(record, known)]
    if problems:
        raise DocumentError(problems)
    return tuple(
        ChannelSpend(row["channel"], row["spent"], row["spent"] if row["traced"] is None else row["traced"])
        for row in records
    )


def spend_alerts(scenario: Scenario, planned: Allocation, actual: tuple[ChannelSpend, ...]) -> Alerts:
    """Transparency of all spend, and drift of the brand group against the plan's share."""
    spent = {one.channel: one.spent for one in actual}
    traced = transparency_alerts(sum(one.traced for one in actual), sum(spent.values()))
    return traced + drift_alerts(scenario, planned.channel_spend, spent)


def _problems(record: Record, known: list[str]) -> list[Problem]:
    found = []
    channel, traced = record["channel"], record["traced"]
    if channel not in known:
        values = {"found": channel, "known": listing(known), "guess": guess(channel, known)}
        found.append(Problem("table_channel_unknown", ("channel",), values, record.place))
    if traced is not None and traced > record["spent"]:
        above = {"column": "traced", "found": traced / 100, "limit": record["spent"] / 100}
        found.append(Problem("table_above", ("traced",), above, record.place))
    return found
