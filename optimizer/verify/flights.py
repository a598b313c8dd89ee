"""Whether spend that is decided period by period keeps the bounds on single periods, without any solver."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from optimizer.verify.violation import Violation, over, violation
from scenarios.document import Channel, Scenario
from scenarios.plan import Allocation

Cell = tuple[str, str]


def flight_violations(scenario: Scenario, allocation: Allocation) -> tuple[Violation, ...]:
    """Spend in a blackout, too little or too much in a period, and flights that are too short."""
    channels = {channel.id: channel for channel in scenario.channels if channel.pattern == "optimised"}
    spend: dict[Cell, dict[int, int]] = {}
    for line in allocation.spend:
        if line.channel in channels and line.amount:
            spend.setdefault((line.campaign, line.channel), {})[line.period] = line.amount
    found: list[Violation] = []
    for (campaign, channel), amounts in spend.items():
        found += _periods((campaign, channel), channels[channel], amounts)
    return tuple(found)


def _periods(cell: Cell, channel: Channel, amounts: dict[int, int]) -> Iterator[Violation]:
    bounds = channel.flighting
    for period, amount in sorted(amounts.items()):
        subject = (*cell, str(period + 1))
        if period + 1 in bounds.blackout:
            yield violation("flight_blackout", *subject)
        if amount < bounds.spend_min:
            yield over("flight_least", *subject, level=amount, limit=bounds.spend_min)
        if bounds.spend_max is not None and amount > bounds.spend_max:
            yield over("flight_most", *subject, level=amount, limit=bounds.spend_max)
    for first, length in _runs(sorted(amounts)):
        if length < bounds.periods_min:
            subject = (*cell, str(first + 1))
            yield violation("flight_short", *subject, periods=length, least=bounds.periods_min)


def _runs(periods: list[int]) -> Iterator[tuple[int, int]]:
    """First period and length of each run of consecutive periods."""
    for _, group in groupby(enumerate(periods), key=lambda item: item[1] - item[0]):
        run = [period for _, period in group]
        yield run[0], len(run)
