"""Dates lie where the plan can act on them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from scenarios.checks.rules import problem
from scenarios.document import Scenario
from scenarios.errors import Problem

_LAST_END = dt.date(9000, 1, 1)
"""Working time is laid out to several times the horizon, and dates end with the year 9999."""


def planned_days(scenario: Scenario) -> tuple[dt.date, dt.date] | None:
    """First day of the horizon and first day after it; None if that is too late for the calendar."""
    try:
        end = scenario.horizon.end
    except (OverflowError, ValueError):
        return None
    return (scenario.horizon.start, end) if end <= _LAST_END else None


def horizon_dates(scenario: Scenario) -> Iterator[Problem]:
    """The horizon ends before the year 9000 and after the day on which the plan is made."""
    days = planned_days(scenario)
    if days is None:
        yield problem("horizon_beyond_calendar", ("horizon", "periods"))
    elif scenario.status_date is not None and scenario.status_date >= scenario.horizon.end:
        yield problem(
            "status_after_horizon",
            ("status_date",),
            date=scenario.status_date,
            last=scenario.horizon.end - dt.timedelta(days=1),
        )


def campaign_dates(scenario: Scenario) -> Iterator[Problem]:
    """Campaigns are due within the horizon and released before their last possible launch."""
    days = planned_days(scenario)
    for number, campaign in enumerate(scenario.campaigns):
        if days is not None and not scenario.horizon.start <= campaign.due < scenario.horizon.end:
            yield problem(
                "due_outside_horizon",
                ("campaigns", number, "due"),
                id=campaign.id,
                date=campaign.due,
                first=scenario.horizon.start,
                last=scenario.horizon.end - dt.timedelta(days=1),
            )
        latest = campaign.window.latest if campaign.window else campaign.due
        if campaign.release is not None and campaign.release > latest:
            path = ("campaigns", number, "release")
            yield problem("release_after_due", path, id=campaign.id, date=campaign.release, last=latest)


def period_lists(scenario: Scenario) -> Iterator[Problem]:
    """Lists by period have as many entries as there are periods; a pattern has some weight."""
    periods = scenario.horizon.periods
    limits = scenario.budget.per_period
    if isinstance(limits, tuple) and len(limits) != periods:
        yield problem("per_period_length", ("budget", "per_period"), count=len(limits), periods=periods)
    for number, channel in enumerate(scenario.channels):
        if len(channel.season) > periods:
            path = ("channels", number, "season")
            yield problem("season_length", path, id=channel.id, count=len(channel.season), periods=periods)
        if isinstance(channel.pattern, tuple) and sum(channel.pattern) == 0:
            yield problem("pattern_zero", ("channels", number, "pattern"), id=channel.id)
        benchmarks = channel.benchmarks
        if benchmarks is not None and benchmarks == type(benchmarks)():
            yield problem("benchmarks_empty", ("channels", number, "benchmarks"), id=channel.id)


def absence_spells(scenario: Scenario) -> Iterator[Problem]:
    """Where absence occurs, it has a length."""
    absence = scenario.risks.absence
    if absence.daily_probability > 0 and not absence.spell_days:
        yield problem("absence_spells", ("risks", "absence", "spell_days"))
