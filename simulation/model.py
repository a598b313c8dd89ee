"""One replication: the jobs of a workload on their way through the team, as a SimPy model."""

from __future__ import annotations

from collections.abc import Generator

import simpy

from scenarios.network import Job
from simulation.admission import Gate, Progress
from simulation.blueprint import Blueprint
from simulation.changes import Change
from simulation.course import Course, Lane, State
from simulation.dispatch import Desk
from simulation.draws import Stream
from simulation.events import At, Clock, Rank
from simulation.log import NOBODY, Kind, Note
from simulation.planned import Turns
from simulation.staff import Staff
from simulation.visits import Visits


class Model:
    """The team at work; `run` carries everything to its end.

    Attributes:
        courses: the planned jobs, in the order of the workload.
        urgent: the urgent requests, in order of arrival.
        staff: the people, with what they worked.
    """

    def __init__(self, blueprint: Blueprint, stream: Stream, note: Note) -> None:
        self._env, self._blueprint, self._note = Clock(), blueprint, note
        workload, planned = blueprint.workload, blueprint.planned
        self.staff = Staff(
            workload.people,
            blueprint.presence,
            blueprint.absence.draw(stream),
            blueprint.window,
            workload.skills,
        )
        desk = Desk(self._env, self.staff, Turns(planned.lengths) if planned else None, cover=blueprint.cover)
        self._visits = Visits(
            self._env, workload.shared, self.staff, desk, note, self._launch, self._complete
        )
        self._gate = Gate(self._env, workload.wip_limit, planned, self._begin)
        self._progress = Progress(blueprint.window)
        self.courses = self._planned_courses(stream)
        self._launches = [self._env.event() for _ in self.courses]
        self.arrivals = blueprint.urgent.arrivals(stream) if blueprint.urgent else []
        self.urgent = self._urgent_courses(stream)
        self._changes = blueprint.changes.draw(stream)

    def run(self) -> None:
        """Let everything happen, until nothing is left that can."""
        for course, blueprint in zip(self.courses, self._blueprint.jobs, strict=True):
            self._env.process(self._job(course, blueprint.job))
        for change in self._changes:
            self._env.process(self._change(change))
        self._env.process(self._stream())
        self._env.run()

    def campaign_minutes(self) -> int:
        """The integral of campaigns in progress over the window."""
        return self._progress.close()

    def _planned_courses(self, stream: Stream) -> list[Course]:
        return [
            Course(
                blueprint.job.index,
                blueprint.process,
                draws,
                Lane.EXPRESS if blueprint.job.express else Lane.NORMAL,
                blueprint.order,
                size=blueprint.job.size,
                planned=blueprint.planned,
                limited=blueprint.job.limited,
            )
            for blueprint, draws in zip(
                self._blueprint.jobs, self._blueprint.draws.draws(stream), strict=True
            )
        ]

    def _urgent_courses(self, stream: Stream) -> list[Course]:
        urgent = self._blueprint.urgent
        if urgent is None:
            return []
        first = len(self.courses)
        draws = urgent.draws(self.arrivals, stream)
        return [
            Course(first + place, urgent.process, draws[place], Lane.URGENT, arrival.moment)
            for place, arrival in enumerate(self.arrivals)
        ]

    def _job(self, course: Course, job: Job) -> Generator[simpy.Event, None, None]:
        """A planned job becomes eligible."""
        yield At(self._env, job.release, Rank.RELEASE, course.number)
        for other in job.prerequisites:
            yield self._launches[other]
        self._note(self._env.now, Kind.ELIGIBLE, course.number)
        self._gate.enter(course)

    def _stream(self) -> Generator[simpy.Event, None, None]:
        """Urgent requests come, and are admitted at once."""
        for arrival, course in zip(self.arrivals, self.urgent, strict=True):
            yield At(self._env, arrival.moment, Rank.ARRIVAL, course.number)
            course.eligible = course.admission = self._env.now
            self._note(self._env.now, Kind.ELIGIBLE, course.number)
            self._visits.open(course)

    def _change(self, change: Change) -> Generator[simpy.Event, None, None]:
        """A change request takes effect, unless it comes before admission or after the launch."""
        course = self.courses[change.job]
        yield At(self._env, change.moment, Rank.CHANGE, course.number, change.number)
        if not course.in_progress:
            return
        target = course.process.change_target
        self._note(self._env.now, Kind.CHANGED, course.number, target, change.number, NOBODY)
        course.extra += course.work(change.hours)
        if course.state[target] in (State.RUNNING, State.DONE):
            self._visits.reopen(course, target, self._blueprint.changes.rule.repeat_effort)

    def _begin(self, course: Course) -> None:
        if self._is_preparation(course):
            self._progress.change(self._env.now, 1)
        self._visits.open(course)

    def _launch(self, course: Course) -> None:
        if course.lane != Lane.URGENT:
            self._launches[course.number].succeed()

    def _complete(self, course: Course) -> None:
        if course.lane == Lane.URGENT:
            return
        if self._is_preparation(course):
            self._progress.change(self._env.now, -1)
        self._gate.leave(course)

    def _is_preparation(self, course: Course) -> bool:
        return self._blueprint.jobs[course.number].job.kind == "preparation"
