"""When tasks start and who covers which need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from optimizer.projects.mspsp.project import SkillProject


@dataclass(frozen=True, slots=True)
class Schedule:
    """``start`` slot of each task, and ``teams``: for each task the skill that each person of its team covers."""

    start: Mapping[str, int]
    teams: Mapping[str, Mapping[str, str]]

    def __post_init__(self) -> None:
        object.__setattr__(self, "start", MappingProxyType(dict(self.start)))
        teams = {task: MappingProxyType(dict(team)) for task, team in self.teams.items()}
        object.__setattr__(self, "teams", MappingProxyType(teams))

    def makespan(self, project: SkillProject) -> int:
        """The slot in which the last task has ended."""
        return max((self.start[task.id] + task.duration for task in project.tasks), default=0)

    def cost(self, project: SkillProject) -> int:
        """Salaries of everyone's slots at work, in minor units."""
        salary = {person.id: person.salary for person in project.people}
        return sum(
            task.duration * sum(salary[person] for person in self.teams[task.id]) for task in project.tasks
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """The shortest schedule found and what is proven: no schedule of the project ends before ``bound``.

    ``status`` is ``optimal`` where the schedule ends at the bound, else ``limit``: time or budget ended the search.
    ``makespan`` and ``bound`` in slots, ``cost`` in minor units; ``schedules`` that the search made.
    """

    schedule: Schedule
    makespan: int
    bound: int
    cost: int
    schedules: int

    @property
    def status(self) -> Literal["optimal", "limit"]:
        """Whether no schedule is shorter, as far as is proven."""
        return "optimal" if self.makespan <= self.bound else "limit"

    @property
    def gap(self) -> float:
        """(makespan - bound) / makespan; 0 where both are equal."""
        return (self.makespan - self.bound) / self.makespan if self.makespan else 0.0
