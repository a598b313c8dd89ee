"""Steps that want people."""

from __future__ import annotations

from simulation.course import Course
from simulation.planned import PlannedStep
from simulation.priorities import Rule, rank_of
from simulation.processes import StepBlueprint


class Request:
    """A step that is ready, or suspended, and wants people."""

    __slots__ = ("_rank", "able", "course", "index", "left", "people", "planned", "since", "step", "wanted")

    def __init__(self, course: Course, index: int, rule: Rule, now: int) -> None:
        self.course, self.index, self.since = course, index, now
        self.step: StepBlueprint = course.steps[index]
        self.people = self.step.step.people
        planned = course.terms.planned[index] if course.terms.planned else None
        # A step planned to take no time has nobody planned; if it takes time after all, anyone may do it.
        self.planned: PlannedStep | None = planned if planned and planned.mask else None
        self.wanted = self.planned.mask if self.planned else 0
        """The people who must do it."""
        self.able = self.step.able
        """Everybody who could do it."""
        self.left = 0
        """Working minutes that are left of it, if it was suspended."""
        self._rank = rank_of(course, rule, now, planned.start if planned else 0)

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Place in the order of candidates."""
        return self.course.lane, self._rank, self.course.number, self.index

    def suspend(self, person: int, left: int, now: int) -> None:
        """From now on the step waits for ``person``, who has ``left`` minutes to go."""
        self.planned, self.left, self.since = None, left, now
        self.wanted = self.able = 1 << person
