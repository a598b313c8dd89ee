"""Streams and urgent requests: when they come, how many, and what they may do."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.dates import planned_days
from scenarios.checks.rules import problem, warning
from scenarios.document import Scenario, Stream
from scenarios.errors import Path, Problem
from scenarios.network import URGENT

MOST_ARRIVALS = 5_000_000
"""Expected requests in one replication: more would not fit into memory."""


def stream_names(scenario: Scenario) -> Iterator[Problem]:
    """A stream is called neither like a campaign nor like the urgent requests."""
    campaigns = {campaign.id for campaign in scenario.campaigns}
    for number, stream in enumerate(scenario.streams):
        if stream.id in campaigns:
            yield problem("stream_like_campaign", ("streams", number, "id"), id=stream.id)
        if stream.id == URGENT:
            yield problem("stream_like_urgent", ("streams", number, "id"), id=stream.id)


def stream_days(scenario: Scenario) -> Iterator[Problem]:
    """A stream's first day comes before its last one, and some day of the horizon lies between them."""
    days = planned_days(scenario)
    for number, stream in enumerate(scenario.streams):
        if stream.first and stream.last and stream.last < stream.first:
            values = {"id": stream.id, "first": stream.first, "last": stream.last}
            yield problem("stream_backwards", ("streams", number, "last"), **values)
        elif days is not None and stream.per_week > 0 and not _days(scenario, stream):
            yield warning("stream_outside_horizon", ("streams", number), id=stream.id)


def bearable_arrivals(scenario: Scenario) -> Iterator[Problem]:
    """Requests are few enough to be simulated; the most frequent ones are named."""
    if planned_days(scenario) is None:
        return
    surge = _largest_surge(scenario)
    expected = {path: rate * surge for path, rate in _expected(scenario)}
    total = sum(expected.values())
    if total > MOST_ARRIVALS:
        path = max(expected, key=lambda one: expected[one])
        yield problem("arrivals_excessive", path, count=f"{total:,.0f}", limit=f"{MOST_ARRIVALS:,}")


def preemption(scenario: Scenario) -> Iterator[Problem]:
    """Who works on several things at once is not taken away from one of them."""
    if scenario.risks.urgent.preempts and scenario.organisation.multitasking > 1:
        path = ("risks", "urgent", "preempts")
        yield problem("preempts_multitasking", path, number=scenario.organisation.multitasking)


def _expected(scenario: Scenario) -> Iterator[tuple[Path, float]]:
    """Places of rates, and how many requests they stand for over the horizon."""
    yield ("risks", "urgent", "per_week"), scenario.risks.urgent.per_week / 7 * _days(scenario)
    for number, stream in enumerate(scenario.streams):
        yield ("streams", number, "per_week"), stream.per_week / 7 * _days(scenario, stream)


def _days(scenario: Scenario, stream: Stream | None = None) -> int:
    """Days of the horizon on which requests arrive."""
    first, end = scenario.status_date or scenario.horizon.start, scenario.horizon.end
    if stream and stream.first:
        first = max(first, stream.first)
    if stream and stream.last and stream.last < end:
        return max((stream.last - first).days + 1, 0)
    return max((end - first).days, 0)


def _largest_surge(scenario: Scenario) -> float:
    factors = [shock.factor or 0.0 for shock in scenario.risks.shocks if shock.kind == "surge"]
    return max([1.0, *factors])
