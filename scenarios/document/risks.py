"""Risks: what makes the real course differ from the plan. Every default is neutral."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import (
    Count,
    DateSpan,
    Flag,
    Fraction,
    Id,
    NonNegative,
    Positive,
    PositiveCount,
    Value,
)
from scenarios.document.durations import NO_TIME, Duration
from scenarios.money import Money


class Absence(Value):
    """Unplanned absence: on each working day a spell starts with ``daily_probability``."""

    daily_probability: Fraction = 0.0
    spell_days: tuple[Annotated[PositiveCount, Field(le=365)], ...] = (1, 2, 3)
    """Lengths in calendar days, equally likely."""
    cover: Flag = True
    """Whether a colleague may take over a planned task whose start has come while its person is absent."""


class ChangeControl(Value):
    """A request is reviewed before it counts; some are declined."""

    accepted: Fraction = 1.0
    """Share of the requests that pass."""
    review: Duration = NO_TIME
    """Working hours in the shared calendar from the request to its effect."""


class ChangeRequests(Value):
    """Changes of mind: each of ``at_most`` requests a campaign occurs with ``probability``, at a uniform moment
    between the start of work and the target launch, adds effort and reopens the workflow's change target.
    """

    at_most: Annotated[Count, Field(le=20)] = 0
    probability: Fraction = 0.0
    extra_effort: Duration = NO_TIME
    repeat_effort: Fraction = 0.5
    """Share of a fresh effort that reopened steps take."""
    control: ChangeControl | None = None


class UrgentRequests(Value):
    """An open stream of urgent requests (Poisson) that go through a workflow of their own, ahead of planned work."""

    per_week: NonNegative = 0.0
    workflow: Id | None = None
    promise_hours: Positive = 72.0
    """Elapsed hours (nights and weekends included) from request to launch that are promised."""
    value: Money = 0
    """Revenue of a request that is launched within the promise."""
    limit: PositiveCount | None = None
    """Most requests in progress at once; further ones wait for admission in order of arrival."""
    preempts: Flag = False
    """Whether an urgent step may take a person away from a step that only that person works on."""

    @model_validator(mode="after")
    def _workflow_named(self) -> UrgentRequests:
        if self.per_week > 0 and self.workflow is None:
            raise PydanticCustomError("urgent_workflow", "urgent requests need a workflow")
        return self


ShockKind: TypeAlias = Literal["away", "frozen", "approvals", "surge", "supplier", "budget", "platform"]


class Shock(Value):
    """Something that happens on given days.

    ``away``: the ``person`` is absent. ``frozen``: nobody of the ``role`` works. ``approvals``: sign-offs that begin
    (all, or those of ``approver``) take ``factor`` times their latency. ``surge``: urgent requests and streams arrive
    ``factor`` times as often. ``supplier``: waits that begin (all, or those at stages called ``stage``) take ``delay``
    longer. ``budget``: media spend of these days, and what it brings, is multiplied by ``factor``. ``platform``: what
    media brings on ``channel`` in these days is multiplied by ``factor``.
    """

    id: Id
    kind: ShockKind
    days: DateSpan
    factor: NonNegative | None = None
    person: Id | None = None
    role: Id | None = None
    approver: Id | None = None
    stage: Id | None = None
    channel: Id | None = None
    delay: Duration | None = None

    @model_validator(mode="after")
    def _complete(self) -> Shock:
        needed, allowed = SHOCK_KEYS[self.kind]
        given = {key for key in SHOCK_VALUES if getattr(self, key) is not None}
        if not given.issuperset(needed) or given.difference(needed, allowed):
            raise PydanticCustomError(
                "shock_keys",
                "a shock of kind {kind} has {needed}",
                {"kind": self.kind, "needed": ", ".join((*needed, *(f"({key})" for key in allowed)))},
            )
        return self


SHOCK_VALUES = ("factor", "person", "role", "approver", "stage", "channel", "delay")
SHOCK_KEYS: dict[ShockKind, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "away": (("person",), ()),
    "frozen": (("role",), ()),
    "approvals": (("factor",), ("approver",)),
    "surge": (("factor",), ()),
    "supplier": (("delay",), ("stage",)),
    "budget": (("factor",), ()),
    "platform": (("factor", "channel"), ()),
}
"""By kind of shock: the keys that it needs, and those that it may have."""


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
    shocks: Annotated[tuple[Shock, ...], Field(max_length=200)] = ()
