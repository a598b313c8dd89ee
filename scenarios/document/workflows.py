"""Workflows: the stages of a standard operating procedure as an activity network."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from scenarios.document.base import Fraction, Id, Label, NonNegative, PositiveCount, Value
from scenarios.document.durations import NO_TIME, Duration
from scenarios.money import Money

Level = Annotated[PositiveCount, Field(le=4)]


class Rework(Value):
    """At the end of its stage, with ``probability``, all work from stage ``target`` on is invalid and done again."""

    probability: Fraction
    target: Id
    """The stage itself or one of its ancestors."""
    repeat_effort: Fraction = 0.5
    """Share of the first effort that a repetition takes."""
    max_times: Annotated[PositiveCount, Field(le=10_000)] = 3
    probability_decay: Fraction = 1.0
    """Multiplies the probability after each rejection in the same job: what is mended once fails less often."""
    effort_decay: Fraction = 1.0
    """Multiplies ``repeat_effort`` after each rejection in the same job."""


class Reuse(Value):
    """Assets and templates: with ``probability`` a visit to the stage finds one and takes ``saving`` less effort."""

    probability: Fraction
    saving: Fraction


class Escape(Value):
    """Defects that pass a stage unseen and hold the job up later.

    When the stage's result is accepted, a defect has escaped with ``probability``. It comes to light when the stage
    ``found_at`` ends: that end is put off by ``repair``, and ``cost`` is due.
    """

    probability: Fraction
    """With one signature (or none)."""
    caught_by_second: Fraction = 0.6
    """Share of the remaining defects that each further signature catches."""
    found_at: Id | None = None
    """A later stage; the workflow's launch by default."""
    repair: Duration = NO_TIME
    """Working hours in the shared calendar."""
    cost: Money = 0


class Stage(Value):
    """One stage: work (has ``effort``), approval (has ``approvers``) or wait (has only ``latency``)."""

    id: Id
    name: Label
    effort: Duration | None = None
    """Work: working hours of each person at normal speed."""
    skill: Id | None = None
    level: Level = 1
    """Least level of the skill."""
    people: Annotated[PositiveCount, Field(le=20)] = 1
    """People who work on it together, from start to end."""
    department: Id | None = None
    """Restricts the people, and names the place for hand-offs; where left out it is inferred if it is unique."""
    approvers: tuple[Id, ...] = ()
    """Approval: one approver (single sign-off) or several who must all sign (dual, committee)."""
    latency: Duration | None = None
    """Wait: working hours. Approval: overrides the approvers' own latency."""
    predecessors: tuple[Id, ...] | None = None
    """Stages that must be finished; left out: the stage listed before; empty: none."""
    continues: Id | None = None
    """An earlier stage of work whose people had best do this one, too."""
    rework: Rework | None = None
    reuse: Reuse | None = None
    escape: Escape | None = None
    overlap: Fraction = 0.0
    """Share of each predecessor's duration that this stage may run beside it, on preliminary results."""
    overlap_penalty: NonNegative = 0.0
    """Share of further effort that a fully overlapping visit takes; it grows with the square of the overlap."""
    wip_limit: PositiveCount | None = None
    """Most visits to this stage under way at once, over all jobs."""

    @property
    def kind(self) -> Literal["work", "approval", "wait"]:
        """What the stage is, by what it has."""
        if self.effort is not None:
            return "work"
        return "approval" if self.approvers else "wait"

    @model_validator(mode="after")
    def _one_kind(self) -> Stage:
        if self.effort is not None and (self.skill is None or self.approvers or self.latency is not None):
            raise PydanticCustomError(
                "stage_work", "a stage with effort needs a skill, and no approvers or latency"
            )
        if self.effort is None and (self.skill is not None or self.people != 1 or self.level != 1):
            raise PydanticCustomError("stage_idle", "skill, level and people belong to a stage with effort")
        if self.effort is None and not self.approvers and self.latency is None:
            raise PydanticCustomError("stage_empty", "a stage has effort, approvers or latency")
        return self


class Workflow(Value):
    """A named activity network."""

    id: Id
    name: Label
    stages: Annotated[tuple[Stage, ...], Field(min_length=1, max_length=200)]
    launch: Id | None = None
    """The stage whose end is the launch; left out: the end of the last stage. Later stages are aftercare."""
    express: Id | None = None
    """The workflow that campaigns in the express lane use instead."""
    change_target: Id | None = None
    """The stage that a change request reopens; left out: the first stage with effort."""

    def predecessors(self, position: int) -> tuple[Id, ...]:
        """Predecessors of the stage at ``position``, with the default filled in."""
        stage = self.stages[position]
        if stage.predecessors is not None:
            return stage.predecessors
        return (self.stages[position - 1].id,) if position else ()
