"""What studies look at: whole numbers by replication, and the factor that makes them readable."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from scenarios.arrays import Ints
from scenarios.document import Campaign, Scenario
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.outcome import NEVER, Outcome
from scenarios.worktime import working_timeline

Unit: TypeAlias = Literal["days", "working_days", "working_hours", "share", "money"]
Selection: TypeAlias = Callable[[Campaign], bool]
HOUR, WORKING_DAY = 60, 480
"""Minutes; a working day has eight hours."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A level by replication: ``count`` gives whole numbers (R,) which, divided by ``per``, are in ``unit``."""

    id: str
    unit: Unit
    count: Callable[[Scenario, Outcome], Ints]
    per: Callable[[Scenario, Outcome], int]


def everyone(_campaign: Campaign) -> bool:
    """All campaigns."""
    return True


def lead_days(identifier: str = "lead_days", chosen: Selection = everyone) -> Measure:
    """Mean calendar days from the opening of the release day to the launch."""
    return Measure(
        identifier,
        "days",
        lambda scenario, outcome: _leads(scenario, outcome, chosen, working=False).sum(axis=1),
        lambda scenario, outcome: MINUTES_PER_DAY * _size(scenario, outcome, chosen),
    )


def lead_working_days(identifier: str = "lead_working_days", chosen: Selection = everyone) -> Measure:
    """Mean working days of the shared calendar from release to launch."""
    return Measure(
        identifier,
        "working_days",
        lambda scenario, outcome: _leads(scenario, outcome, chosen, working=True).sum(axis=1),
        lambda scenario, outcome: WORKING_DAY * _size(scenario, outcome, chosen),
    )


def lead_quantile(identifier: str, probability: float, chosen: Selection = everyone) -> Measure:
    """The quantile over campaigns of the working hours from release to launch, as an order statistic."""

    def count(scenario: Scenario, outcome: Outcome) -> Ints:
        leads = np.sort(_leads(scenario, outcome, chosen, working=True), axis=1)
        return np.asarray(leads[:, math.ceil(probability * leads.shape[1]) - 1])

    return Measure(identifier, "working_hours", count, lambda _scenario, _outcome: HOUR)


def within(identifier: str, hours: float, chosen: Selection = everyone) -> Measure:
    """The share of campaigns launched within so many working hours of their release."""
    return Measure(
        identifier,
        "share",
        lambda scenario, outcome: (_leads(scenario, outcome, chosen, working=True) <= hours * HOUR).sum(
            axis=1
        ),
        lambda scenario, outcome: _size(scenario, outcome, chosen),
    )


def late_share(identifier: str = "late_share", chosen: Selection = everyone) -> Measure:
    """The share of campaigns launched after their target, or never."""

    def count(scenario: Scenario, outcome: Outcome) -> Ints:
        launch = _launches(scenario, outcome, chosen)
        target = outcome.target[_places(scenario, outcome, chosen)]
        return np.asarray((launch > target).sum(axis=1))

    return Measure(identifier, "share", count, lambda scenario, outcome: _size(scenario, outcome, chosen))


def lost_share(identifier: str = "lost_share", chosen: Selection = everyone) -> Measure:
    """Revenue lost by lateness as a share of that of launching on time."""

    def per(scenario: Scenario, outcome: Outcome) -> int:
        full = (outcome.revenue + outcome.lateness_loss)[0]
        return int(full[_places(scenario, outcome, chosen)].sum())

    return Measure(
        identifier,
        "share",
        lambda scenario, outcome: outcome.lateness_loss[:, _places(scenario, outcome, chosen)].sum(axis=1),
        per,
    )


def _places(scenario: Scenario, outcome: Outcome, chosen: Selection) -> list[int]:
    """Columns of the campaigns that are looked at."""
    wanted = {campaign.id for campaign in scenario.campaigns if chosen(campaign)}
    return [place for place, campaign in enumerate(outcome.campaigns) if campaign in wanted]


def _size(scenario: Scenario, outcome: Outcome, chosen: Selection) -> int:
    return len(_places(scenario, outcome, chosen))


def _launches(scenario: Scenario, outcome: Outcome, chosen: Selection) -> Ints:
    """(R, chosen) launches; what was never launched counts as launched when all calendars ended."""
    launch = outcome.launch[:, _places(scenario, outcome, chosen)]
    last = working_timeline(scenario.horizon, scenario.calendar).ends[-1]
    return np.where(launch == NEVER, last, launch)


def _leads(scenario: Scenario, outcome: Outcome, chosen: Selection, *, working: bool) -> Ints:
    """(R, chosen) minutes from the first open minute of the release day to the launch."""
    timeline = working_timeline(scenario.horizon, scenario.calendar)
    releases = {
        campaign.id: timeline.next_open(scenario.horizon.minute(campaign.release or scenario.horizon.start))
        for campaign in scenario.campaigns
    }
    names = [outcome.campaigns[place] for place in _places(scenario, outcome, chosen)]
    start = np.array([releases[name] for name in names])
    launch = _launches(scenario, outcome, chosen)
    if not working:
        return np.asarray(launch - start)
    opened = np.vectorize(timeline.open_before, otypes=[np.int64])
    return np.asarray(opened(launch) - opened(start))
