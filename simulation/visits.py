"""The course of a step: hand-off, then sign-off, wait or work, then its end and what follows (rules 4 to 11)."""

from __future__ import annotations

from collections.abc import Callable, Generator

import simpy

from scenarios.document.durations import to_minutes
from scenarios.outcome import CAUSES, NEVER
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.course import Course, State
from simulation.dispatch import Desk
from simulation.events import At, Clock, Rank
from simulation.log import Kind, Note
from simulation.staff import Staff

HANDOFF, APPROVAL, PERSON, CALENDAR, REWORK, EXTERNAL = (
    CAUSES.index(cause) for cause in ("handoff", "approval", "person", "calendar", "rework", "external")
)


class Visits:
    """Runs the visits to the steps of all jobs. ``launched`` and ``completed`` are told when a job gets there."""

    def __init__(
        self,
        env: Clock,
        shared: Timeline,
        staff: Staff,
        desk: Desk,
        note: Note,
        launched: Callable[[Course], None],
        completed: Callable[[Course], None],
    ) -> None:
        self._env, self._shared, self._staff, self._desk, self._note = env, shared, staff, desk, note
        self._launched, self._completed = launched, completed

    def open(self, course: Course) -> None:
        """A job is admitted: the steps without predecessors are ready."""
        self._note(self._env.now, Kind.ADMITTED, course.number)
        for index, step in enumerate(course.steps):
            if not step.step.predecessors:
                self._enable(course, index)

    def reopen(self, course: Course, target: int, share: float) -> None:
        """A step and all that depends on it are invalid; the step is ready again at once, or when its run ends."""
        for index, state in course.invalidate(target, share):
            if state == State.WAITING:
                self._desk.withdraw(course, index)
            kind = Kind.REOPENED if state == State.DONE else Kind.RECALLED
            self._note(self._env.now, kind, course.number, index, course.begun[index])
        self._enable_if_possible(course, target)

    def _visit(
        self, course: Course, index: int, serial: int
    ) -> Generator[simpy.Event, tuple[int, ...], None]:
        """One visit to a step, from the end of its last predecessor to what follows from its own end."""
        enabled = self._env.now
        try:
            yield At(self._env, self._ready(course, index), Rank.READY, course.number, index)
            if course.serial[index] != serial:
                return
            course.waits[HANDOFF] += self._env.now - enabled
            yield from self._carry_out(course, index)
        except CalendarExhausted:
            self._note(self._env.now, Kind.STRANDED, course.number, index, course.begun[index])
            return
        self._end(course, index)

    def _ready(self, course: Course, index: int) -> int:
        """When every hand-off is through."""
        if course.reopened[index]:
            course.reopened[index] = False
            return self._env.now
        ready = self._env.now
        for handoff in course.steps[index].handoffs:
            delay = to_minutes(course.hours(handoff.variate, index))
            ready = max(ready, handoff.timeline.advance(course.finish[handoff.predecessor], delay))
        return ready

    def _carry_out(self, course: Course, index: int) -> Generator[simpy.Event, tuple[int, ...], None]:
        """From ready to the end of the visit."""
        env, ready = self._env, self._env.now
        self._note(ready, Kind.READY, course.number, index, course.begun[index])
        if course.steps[index].step.kind == "work" and course.effort(index):
            course.state[index] = State.WAITING
            team = yield self._desk.ask(course, index)
            yield At(env, self._work(course, index, team, ready), Rank.END, course.number, index)
            self._desk.leave(team)
        else:
            yield At(env, self._pass(course, index), Rank.END, course.number, index)

    def _work(self, course: Course, index: int, team: tuple[int, ...], ready: int) -> int:
        """The team begins; when it will be through."""
        start, effort = self._env.now, course.effort(index)
        visit = course.begin(index)
        for person in team:
            self._note(start, Kind.STARTED, course.number, index, visit, person)
        end, working = self._staff.work(team, course.steps[index].skill, start, effort)
        for_people, closed = self._staff.wait(team, ready, start)
        course.waits[PERSON] += for_people
        course.waits[CALENDAR] += closed + end - start - working
        if visit:
            course.waits[REWORK] += working
        return end

    def _pass(self, course: Course, index: int) -> int:
        """A step that needs nobody begins: sign-off, wait, or work of no minutes; when it will be through."""
        now, step = self._env.now, course.steps[index]
        end = max(
            (
                one.timeline.advance(now, to_minutes(course.hours(one.variate, index)))
                for one in step.latencies
            ),
            default=now,
        )
        self._note(now, Kind.STARTED, course.number, index, course.begin(index))
        if step.step.kind == "work":
            self._desk.skip(course, index)
        else:
            course.waits[APPROVAL if step.step.kind == "approval" else EXTERNAL] += end - now
        return end

    def _end(self, course: Course, index: int) -> None:
        now, visit = self._env.now, course.begun[index] - 1
        if course.state[index] == State.VOID:
            self._note(now, Kind.VOIDED, course.number, index, visit)
            course.state[index] = State.PENDING
            self._enable_if_possible(course, index)
            return
        course.end(index, now)
        self._note(now, Kind.ENDED, course.number, index, visit)
        rule = course.steps[index].step.rework
        if rule and course.is_rejected(index):
            course.rejections[index] += 1
            self._note(now, Kind.REJECTED, course.number, index, visit)
            self.reopen(course, rule.target, rule.repeat_effort)
        else:
            self._accept(course, index)

    def _accept(self, course: Course, index: int) -> None:
        """The result stands: launch, completion, and the steps that follow."""
        if index == course.process.launch and course.launch == NEVER:
            course.launch = self._env.now
            self._note(self._env.now, Kind.LAUNCHED, course.number)
            self._launched(course)
        if not course.undone:
            course.completion = self._env.now
            self._note(self._env.now, Kind.COMPLETED, course.number)
            self._completed(course)
        for other in course.steps[index].step.successors:
            self._enable_if_possible(course, other)

    def _enable_if_possible(self, course: Course, index: int) -> None:
        if course.can_start(index):
            self._enable(course, index)

    def _enable(self, course: Course, index: int) -> None:
        course.state[index] = State.HANDOFF
        course.serial[index] += 1
        self._note(self._env.now, Kind.ENABLED, course.number, index, course.begun[index])
        self._env.process(self._visit(course, index, course.serial[index]))
