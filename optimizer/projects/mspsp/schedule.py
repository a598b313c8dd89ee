"""When tasks start and who covers which need."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from optimizer.projects.mspsp.project import SkillProject
from scenarios.plan import Proof, Status


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

    ``makespan`` and ``bound`` in slots, ``cost`` in minor units; ``schedules`` that the search made.
    """

    schedule: Schedule
    makespan: int
    bound: int
    cost: int
    schedules: int

    @property
    def status(self) -> Status:
        """Optimal only where the makespan is proven to be as short as can be."""
        return Status.OPTIMAL if self.makespan <= self.bound else Status.FEASIBLE

    @property
    def gap(self) -> float:
        """By how much the makespan may be too long, as a share of itself."""
        return (self.makespan - self.bound) / max(1, self.makespan)

    @property
    def proof(self) -> Proof:
        """Status, value, bound and gap together."""
        return Proof(status=self.status, value=float(self.makespan), bound=float(self.bound), gap=self.gap)
