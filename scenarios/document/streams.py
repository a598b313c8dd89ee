"""Streams: open workloads that arrive by themselves, beside the planned campaigns."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from scenarios.document.base import Date, Id, Label, NonNegative, Positive, PositiveCount, Value


class Stream(Value):
    """Requests that come at a rate and go through a workflow; they have no target, no value and no plan."""

    id: Id
    name: Label
    workflow: Id
    per_week: NonNegative
    """Mean number of requests in seven days, nights and weekends included."""
    arrivals: Literal["poisson", "regular"] = "poisson"
    """Poisson: at random moments. Regular: at equal distances, the first after one distance."""
    lane: Literal["urgent", "express", "normal"] = "normal"
    """Class of dispatch; outside the WIP limit of the campaigns."""
    size: Annotated[Positive, Field(le=100)] = 1.0
    """Multiplies every effort of the workflow."""
    first: Date | None = None
    """First day with arrivals; the status date (or the horizon's start) by default."""
    last: Date | None = None
    """Last day with arrivals; the end of the horizon by default."""
    limit: PositiveCount | None = None
    """Most requests in progress at once."""
    overflow: Literal["wait", "refuse"] = "wait"
    """What becomes of a request that finds the limit reached: it waits its turn, or is lost."""
