"""Risks: what makes the real course differ from the plan. Every default is neutral."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Count, Flag, Fraction, Id, NonNegative, Positive, PositiveCount, Value
from scenarios.document.durations import NO_TIME, Duration
from scenarios.money import Money


class Absence(Value):
    """Unplanned absence: on each working day a spell starts with ``daily_probability``."""

    daily_probability: Fraction = 0.0
    spell_days: tuple[Annotated[PositiveCount, Field(le=365)], ...] = (1, 2, 3)
    """Lengths in calendar days, equally likely."""
    cover: Flag = True
    """Whether a colleague may take over a planned task whose start has come while its person is absent."""


class ChangeRequests(Value):
    """Changes of mind: each of ``at_most`` requests a campaign occurs with ``probability``, at a uniform moment
    between the start of work and the target launch, adds effort and reopens the workflow's change target.
    """

    at_most: Annotated[Count, Field(le=20)] = 0
    probability: Fraction = 0.0
    extra_effort: Duration = NO_TIME
    repeat_effort: Fraction = 0.5
    """Share of a fresh effort that reopened steps take."""


class UrgentRequests(Value):
    """An open stream of urgent requests (Poisson) that go through a workflow of their own, ahead of planned work."""

    per_week: NonNegative = 0.0
    workflow: Id | None = None
    promise_hours: Positive = 72.0
    """Elapsed hours (nights and weekends included) from request to launch that are promised."""
    value: Money = 0
    """Revenue of a request that is launched within the promise."""

    @model_validator(mode="after")
    def _workflow_named(self) -> UrgentRequests:
        if self.per_week > 0 and self.workflow is None:
            raise PydanticCustomError("urgent_workflow", "urgent requests need a workflow")
        return self


class Risks(Value):
    """All mechanisms of disturbance."""

    absence: Absence = Absence()
    change_requests: ChangeRequests = ChangeRequests()
    urgent: UrgentRequests = UrgentRequests()
    approval_latency_factor: NonNegative = 1.0
    handoff_factor: NonNegative = 1.0
    rework_factor: NonNegative = 1.0
    """Multiplies every rework probability (capped at 1)."""
    varying_durations: Flag = True
    """False: every effort and delay takes its mean."""
