"""When planned jobs may be admitted: released, and with all prerequisites launched (rule 2)."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.outcome import NEVER
from simulation.admission import Gate
from simulation.blueprint import Blueprint
from simulation.course import Course
from simulation.events import Clock
from simulation.log import Kind, Note


class Eligibility:
    """Brings planned jobs to the gate."""

    def __init__(
        self, env: Clock, blueprint: Blueprint, courses: Sequence[Course], gate: Gate, note: Note
    ) -> None:
        self._env, self._blueprint, self._courses, self._gate, self._note = (
            env,
            blueprint,
            courses,
            gate,
            note,
        )
        self._released = [False] * len(courses)

    def release(self, course: Course) -> None:
        """A job may be eligible from now on."""
        self._released[course.number] = True
        self._enter_if_possible(course)

    def launched(self, course: Course) -> None:
        """The jobs that depend on this one may be eligible from now on."""
        for other in self._blueprint.dependents[course.number]:
            self._enter_if_possible(self._courses[other])

    def _enter_if_possible(self, course: Course) -> None:
        prerequisites = self._blueprint.jobs[course.number].job.prerequisites
        ready = all(self._courses[other].launch != NEVER for other in prerequisites)
        if ready and self._released[course.number]:
            self._note(self._env.now, Kind.ELIGIBLE, course.number)
            self._gate.enter(course)
