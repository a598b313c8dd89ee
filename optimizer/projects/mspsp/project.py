"""A project whose tasks need several people with given skills at the same time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from graphlib import TopologicalSorter
from types import MappingProxyType

from optimizer.projects.mspsp.faults import faults
from scenarios.errors import DocumentError


@dataclass(frozen=True, slots=True)
class Need:
    """A number of people who have a skill at a level or above."""

    skill: str
    people: int = 1
    level: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """Work of ``duration`` slots that a whole team does from begin to end; it follows the tasks ``after``.

    Everyone in the team covers one of the needs.
    """

    id: str
    duration: int
    needs: tuple[Need, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """People in the team."""
        return sum(need.people for need in self.needs)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone with skills, each at a level; ``salary`` in minor units for each slot of work."""

    id: str
    skills: Mapping[str, int] = field(default_factory=dict)
    salary: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "skills", MappingProxyType(dict(self.skills)))

    def can(self, need: Need) -> bool:
        """Whether he or she may cover a need."""
        return need.skill in self.skills and self.skills[need.skill] >= need.level


@dataclass(frozen=True)
class SkillProject:
    """Tasks and people, consistent in themselves.

    Raises:
        DocumentError: with every fault: an identifier twice, unknown predecessors, cycles, negative numbers, a task
            for which no team exists.
    """

    name: str
    tasks: tuple[Task, ...]
    people: tuple[Person, ...]

    def __post_init__(self) -> None:
        if found := faults(self.tasks, self.people):
            raise DocumentError(found)

    @cached_property
    def by_id(self) -> Mapping[str, Task]:
        """The tasks by identifier."""
        return MappingProxyType({task.id: task for task in self.tasks})

    @cached_property
    def in_order(self) -> tuple[Task, ...]:
        """The tasks, each after all its predecessors."""
        order = TopologicalSorter({task.id: task.after for task in self.tasks}).static_order()
        return tuple(self.by_id[one] for one in order)

    @property
    def horizon(self) -> int:
        """Slots within which some shortest schedule ends: all durations together."""
        return sum(task.duration for task in self.tasks)
