"""Where the steps of a plan stand at a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import Field

from scenarios.document.base import Fraction, Id, Value
from scenarios.document.horizon import Horizon
from scenarios.plan import Minute


class StepActual(Value):
    """A step that has begun, or of which less is left than its whole effort."""

    job: str
    """As in the schedule: a campaign, or a period of running it."""
    step: str
    started: Minute | None = None
    """None: to be begun (again)."""
    finished: Minute | None = None
    """None: under way, or to be begun."""
    people: tuple[Id, ...] = ()
    """Who did it or is at it; nobody for sign-offs and waits."""
    effort: Annotated[Minute, Field(ge=0)] | None = None
    """Work of this visit in all, minutes at normal speed, where it is not the step's mean: of a repetition."""
    left: Annotated[Minute, Field(ge=0)] | None = None
    """What is left to do at the status: minutes at normal speed for work, elapsing minutes for sign-offs and waits."""
    share_done: Fraction | None = None
    """In place of ``left``: the share of the whole effort that is done."""


class Actuals(Value):
    """What had happened by ``status`` (minutes since the start of the horizon); of the rest nothing has begun."""

    status: Minute
    steps: tuple[StepActual, ...] = ()
    admissions: Mapping[str, Minute] = {}
    """When jobs were admitted, where that is known; the first start of a step otherwise."""

    @cached_property
    def by_step(self) -> dict[tuple[str, str], StepActual]:
        """By job and step."""
        return {(one.job, one.step): one for one in self.steps}


def minute_of(moment: dt.datetime, horizon: Horizon) -> int:
    """A wall-clock time as minutes since the start of the horizon, seconds cut off."""
    return int((moment - horizon.moment(0)).total_seconds() // 60)
