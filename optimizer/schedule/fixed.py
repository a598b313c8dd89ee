"""What of a schedule is settled: work that is done or under way, and a frozen window. It never moves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from scenarios.worktime import Span, Timeline

LONG_AGO = -(10**12)
"""Before every moment."""


@dataclass(frozen=True, slots=True)
class Settled:
    """A task whose times (minutes) and people (indices) are given, whatever its work takes by the rules."""

    ready: int
    start: int
    finish: int
    people: tuple[int, ...] = ()
    minutes: Mapping[int, int] = field(default_factory=dict)
    """Working minutes by person."""


@dataclass(frozen=True)
class Fixed:
    """The settled part of a problem.

    Predecessors of a settled task are settled, unless the two overlapped. What is settled may break the rules: people
    did two things at once, worked at night, or did what they are not qualified for.
    """

    moment: int = LONG_AGO
    """The status: nothing that is not settled starts or is admitted before."""
    tasks: Mapping[int, Settled] = field(default_factory=dict)
    """By task index; also of tasks that a part of the problem leaves out (`Problem.preparations`)."""
    admissions: Mapping[int, int] = field(default_factory=dict)
    """By job index. Such a job holds its place under the WIP limit from the status on, until it is completed."""

    @cached_property
    def busy(self) -> Mapping[int, tuple[Span, ...]]:
        """By person, what settled tasks hold from the status on: disjoint spans, rising."""
        held: dict[int, list[Span]] = {}
        for task in self.tasks.values():
            for person in task.people:
                held.setdefault(person, []).append((max(task.start, self.moment), task.finish))
        return {person: tuple(spans) for person, given in held.items() if (spans := Timeline(given).spans())}


NOTHING_FIXED = Fixed()
