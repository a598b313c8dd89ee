"""One replication: the jobs of a workload on their way through the team, as a SimPy model."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scenarios.outcome import NEVER
from simulation.admission import Gate, Progress
from simulation.blueprint import Blueprint
from simulation.changes import Change
from simulation.choosing import Choice
from simulation.course import Course
from simulation.dispatch import Desk, Manner
from simulation.draws import Stream
from simulation.eligibility import Eligibility
from simulation.events import At, Clock, Rank
from simulation.intake import Intake
from simulation.jobs import planned_courses, request_courses
from simulation.limits import Limits
from simulation.log import NOBODY, Kind, Note
from simulation.planned import Turns
from simulation.previews import Previews
from simulation.results import Results
from simulation.sharing import Sharing
from simulation.staff import Staff
from simulation.states import NO_STREAM, UNDER_WAY, Lane, State
from simulation.teamwork import Teamwork
from simulation.visits import Visits


class Model:
    """The team at work; `run` carries everything to its end.

    Attributes:
        courses: the planned jobs, in the order of the workload.
        arrivals: the arrivals of each stream.
        requests: the requests of each stream, in order of arrival.
        intakes: how they come in, by stream.
        staff: the people, with what they worked.
    """

    def __init__(self, blueprint: Blueprint, stream: Stream, note: Note) -> None:
        self._env, self._blueprint, self._note = Clock(), blueprint, note
        workload = blueprint.workload
        self.staff = Staff(
            workload.people,
            blueprint.presence,
            blueprint.absence.draw(stream),
            blueprint.window,
            workload.skills,
            workload.switching_loss,
        )
        self.courses = planned_courses(blueprint, stream)
        self.arrivals = [one.arrivals(stream) for one in blueprint.streams]
        self.requests = request_courses(blueprint, self.arrivals, stream)
        self.intakes = [
            Intake(one.limit, refuse=one.refuse, note=note, admit=self._admit) for one in blueprint.streams
        ]
        self._changes = blueprint.changes.draw(stream)
        self._progress = Progress(blueprint.window)
        self._gate = Gate(self._env, workload.wip_limit, blueprint.planned, blueprint.dispatch, self._begin)
        self._eligibility = Eligibility(self._env, blueprint, self.courses, self._gate, note)
        self._teamwork = self._people_at_work()
        self._desk = self._dispatcher()
        self._visits = self._beginnings()
        self._results = self._endings()

    def run(self) -> None:
        """Let everything happen, until nothing is left that can."""
        for course, blueprint in zip(self.courses, self._blueprint.jobs, strict=True):
            self._at(blueprint.job.release, Rank.RELEASE, self._eligibility.release, course)
            if blueprint.escalates is not None:
                self._at(blueprint.escalates, Rank.ESCALATE, self._escalate, course)
        for change in self._changes:
            action = partial(self._change, change)
            At(self._env, change.moment, Rank.CHANGE, action, change.job, change.number)
        for courses, intake in zip(self.requests, self.intakes, strict=True):
            for course in courses:
                self._at(
                    course.terms.arrival, Rank.ARRIVAL, partial(intake.arrive, course.terms.arrival), course
                )
        self._env.run()
        self._teamwork.close()

    def campaign_minutes(self) -> int:
        """The integral of campaigns in progress over the window."""
        return self._progress.close()

    def _people_at_work(self) -> Teamwork:
        workload, parts = self._blueprint.workload, (self._env, self.staff, self._previews(), self._note)
        if workload.multitasking == 1:
            return Teamwork(*parts, self._finish)
        return Sharing(*parts, self._finish, len(workload.people), workload.multitasking)

    def _previews(self) -> Previews:
        return Previews(self._env, self._enable_if_possible)

    def _dispatcher(self) -> Desk:
        blueprint = self._blueprint
        return Desk(
            self._env,
            self.staff,
            self._teamwork,
            Choice(self.staff, by_load=blueprint.people_choice == "least_loaded"),
            Limits(blueprint.limits),
            Turns(blueprint.planned.lengths) if blueprint.planned else None,
            Manner(
                blueprint.dispatch,
                cover=blueprint.cover,
                preempts=blueprint.preempts and blueprint.workload.multitasking == 1,
            ),
        )

    def _beginnings(self) -> Visits:
        return Visits(
            self._env,
            self._blueprint.workload.shared,
            self._desk,
            self._previews(),
            self._note,
            self._through,
            approval_factor=self._blueprint.approval_factor,
        )

    def _endings(self) -> Results:
        workload = self._blueprint.workload
        return Results(
            self._env,
            workload.shared,
            workload.updates,
            self._desk,
            self._visits,
            self._note,
            self._launch,
            self._complete,
        )

    def _change(self, change: Change) -> None:
        """A change request takes effect, unless it comes before admission or after the launch."""
        course = self.courses[change.job]
        if not course.in_progress or self._env.now < course.opening:
            return
        target = course.process.change_target
        self._note(self._env.now, Kind.CHANGED, course.number, target, change.number, NOBODY)
        course.extra += course.work(change.hours)
        if course.state[target] == State.DONE or course.state[target] in UNDER_WAY:
            self._results.reopen(course, target, self._blueprint.changes.rule.repeat_effort)

    def _escalate(self, course: Course) -> None:
        """A preparation that has not launched goes with the express lane from now on."""
        if course.launch != NEVER:
            return
        self._note(self._env.now, Kind.ESCALATED, course.number)
        course.escalated, course.lane = True, Lane.EXPRESS
        self._gate.sort()
        self._desk.sort()

    def _begin(self, course: Course) -> None:
        """A planned job is admitted."""
        if self._is_preparation(course):
            self._progress.change(self._env.now, 1)
        self._admit(course)

    def _admit(self, course: Course) -> None:
        self._visits.open(course)

    def _finish(self, course: Course, index: int) -> None:
        """People have left a step that is through."""
        self._desk.leave(course, index)
        self._through(course, index)

    def _enable_if_possible(self, course: Course, index: int) -> None:
        self._visits.enable_if_possible(course, index)

    def _through(self, course: Course, index: int) -> None:
        self._results.through(course, index)

    def _launch(self, course: Course) -> None:
        if course.terms.stream == NO_STREAM:
            self._eligibility.launched(course)

    def _complete(self, course: Course) -> None:
        if course.terms.stream != NO_STREAM:
            self.intakes[course.terms.stream].leave(self._env.now)
            return
        if self._is_preparation(course):
            self._progress.change(self._env.now, -1)
        self._gate.leave(course)

    def _is_preparation(self, course: Course) -> bool:
        return self._blueprint.jobs[course.number].job.kind == "preparation"

    def _at(self, moment: int, rank: Rank, action: Callable[[Course], None], course: Course) -> None:
        At(self._env, moment, rank, partial(action, course), course.number)
