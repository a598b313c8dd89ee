"""The team over time as values: load, work in progress, flow, lead times and queues."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from scenarios.document.base import Label, Value
from scenarios.statistics import Estimate

LEAD_QUANTILES = (0.5, 0.8, 0.9, 0.95)


class Series(Value):
    """A share of working time by time bin; None where nobody is there."""

    key: str
    label: Label
    values: tuple[Estimate | None, ...]
    overall: Estimate | None


class StageQueue(Value):
    """The queue before one stage: visits that asked for people, their mean wait, and how many waited on average."""

    workflow: str
    stage: str
    label: Label
    visits: Estimate
    """Per run."""
    wait_hours: Estimate
    """Elapsed hours from ready to start."""
    waiting: Estimate
    """Mean number over the horizon."""


class TeamProfile(Value):
    """The team over time. Shares are of open time with absence taken out; ``edges`` bound the bins."""

    replications: int
    confidence: float
    edges: tuple[dt.date, ...]
    people: tuple[Series, ...]
    skills: tuple[Series, ...]
    """Of the open time of those who have the skill, the share spent on it."""
    departments: tuple[Series, ...]
    load_hours: tuple[Estimate, ...]
    """Working hours by bin in which people were held by work."""
    capacity_hours: tuple[Estimate, ...]
    """Open hours by bin."""
    launches: tuple[Estimate, ...]
    """Campaigns launched by bin."""
    days: tuple[dt.date, ...]
    wip: tuple[Estimate, ...]
    """Campaigns admitted and not completed, mean over each day."""
    flow: Mapping[str, tuple[Estimate, ...]]
    """Campaigns eligible, admitted, launched and completed by the end of each day."""
    lead_days: Mapping[float, Estimate] | None
    """Elapsed days from admission to launch that a share of a run's campaigns does not exceed, averaged over runs."""
    queues: tuple[StageQueue, ...]
