"""Where work stood when a schedule was made while it was under way."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from scenarios.document.base import Value
from scenarios.network import Worker

State: TypeAlias = Literal["done", "running", "frozen"]
"""Done and under way are facts, frozen is agreed: to be done as it was planned."""


class SettledStep(Value):
    """A step whose times and people in the schedule are given."""

    job: str
    step: str
    state: State


class EffortLeft(Value):
    """What is left of a step that was begun, and that is not settled: handed over, or to be repeated."""

    job: str
    step: str
    minutes: Annotated[int, Field(ge=0)]
    """At normal speed."""


class Standing(Value):
    """What of a schedule is settled. Nothing else starts, or is admitted, before ``status``."""

    status: int
    """Minutes since the start of the horizon."""
    admitted: tuple[str, ...] = ()
    """Jobs whose admission is given."""
    steps: tuple[SettledStep, ...] = ()
    left: tuple[EffortLeft, ...] = ()

    @cached_property
    def states(self) -> dict[tuple[str, str], State]:
        """By job and step."""
        return {(one.job, one.step): one.state for one in self.steps}

    @cached_property
    def efforts(self) -> dict[tuple[str, str], int]:
        """What is left, by job and step."""
        return {(one.job, one.step): one.minutes for one in self.left}


def settled_minutes(
    team: Sequence[Worker], planned: Mapping[int, int], start: int, finish: int
) -> dict[int, int]:
    """Working minutes by person (index) of a settled step.

    They are the ``planned`` ones if the step ends as they make it end, and otherwise the open minutes of everyone's
    calendar from start to finish: whoever began it was held until its end.
    """
    if team and all(worker.index in planned for worker in team):
        fits = all(
            worker.timeline.open_before(start) + planned[worker.index] <= worker.timeline.total
            for worker in team
        )
        if fits and finish == max(worker.timeline.advance(start, planned[worker.index]) for worker in team):
            return {worker.index: planned[worker.index] for worker in team}
    return {worker.index: worker.timeline.between(start, finish) for worker in team}
