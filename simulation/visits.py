"""The beginning of a visit to a step: hand-off, then sign-off, wait or work (rules 5 to 9, 20, 32 and 33)."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from scenarios.document.durations import to_minutes
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.begun import Given
from simulation.course import Course
from simulation.dispatch import Desk
from simulation.events import At, Clock, Rank
from simulation.log import Kind, Note
from simulation.previews import Previews
from simulation.processes import Latency
from simulation.states import State
from simulation.waits import APPROVAL, CALENDAR, EXTERNAL, HANDOFF, REWORK


class Visits:
    """Brings the steps of all jobs on their way.

    Args:
        env: the clock.
        shared: the shared calendar.
        desk: gives people to steps.
        previews: lets successors begin beside a step.
        note: takes rows of the event log.
        through: told when a visit that needs nobody has nothing left to do.
        approval_factor: what sign-offs of escalated jobs take longer.
    """

    def __init__(
        self,
        env: Clock,
        shared: Timeline,
        desk: Desk,
        previews: Previews,
        note: Note,
        through: Callable[[Course, int], None],
        *,
        approval_factor: float = 1.0,
    ) -> None:
        self._env, self._shared, self._desk, self._previews = env, shared, desk, previews
        self._note, self._through, self._approval_factor = note, through, approval_factor

    def open(self, course: Course) -> None:
        """A job is admitted: the steps without predecessors are ready."""
        self._note(self._env.now, Kind.ADMITTED, course.number)
        for index, step in enumerate(course.steps):
            if not step.step.predecessors:
                self._enable(course, index)

    def enable_if_possible(self, course: Course, index: int) -> None:
        """The step is enabled if it is pending and its predecessors allow it."""
        if course.can_start(index):
            self._enable(course, index)

    def _enable(self, course: Course, index: int) -> None:
        now = self._env.now
        course.state[index] = State.HANDOFF
        course.serial[index] += 1
        self._note(now, Kind.ENABLED, course.number, index, course.begun[index])
        try:
            ready = self._ready(course, index)
        except CalendarExhausted:
            self._strand(course, index)
            return
        action = partial(self._arrive, course, index, course.serial[index], now)
        At(self._env, ready, Rank.READY, action, course.number, index)

    def _ready(self, course: Course, index: int) -> int:
        """When every hand-off is through. One from a predecessor that is not done counts from now."""
        now = self._env.now
        if course.reopened[index]:
            course.reopened[index] = False
            return now
        given = course.given(index)
        if given is not None:
            return max(now, given.start)
        ready = max(now, course.opening)
        for handoff in course.steps[index].handoffs:
            other = handoff.predecessor
            since = course.finish[other] if course.state[other] == State.DONE else now
            delay = to_minutes(course.hours(handoff.variate, index))
            ready = max(ready, handoff.timeline.advance(since, delay))
        return ready

    def _arrive(self, course: Course, index: int, serial: int, enabled: int) -> None:
        """The step is ready, unless it was recalled."""
        if course.serial[index] != serial:
            return
        now, step = self._env.now, course.steps[index]
        course.waits[HANDOFF] += now - enabled
        self._note(now, Kind.READY, course.number, index, course.begun[index])
        given = course.given(index)
        if given is not None:
            self._take_over(course, index, given)
        elif step.step.kind == "work" and course.effort(index) and not step.unlimited:
            course.state[index] = State.WAITING
            self._desk.ask(course, index)
        else:
            self._pass(course, index)

    def _take_over(self, course: Course, index: int, given: Given) -> None:
        """A visit that is given begins: whoever is at it is not asked."""
        now, end = self._env.now, max(self._env.now, given.finish)
        visit = course.begin(index)
        self._note(now, Kind.STARTED, course.number, index, visit)
        if course.steps[index].step.kind == "work":
            self._desk.skip(course, index)
        At(self._env, end, Rank.END, partial(self._through, course, index), course.number, index)
        self._previews.announce(course, index, end)

    def _pass(self, course: Course, index: int) -> None:
        """A step that needs nobody begins: sign-off, wait, work of no minutes or of a skill without limit."""
        now, kind = self._env.now, course.steps[index].step.kind
        try:
            effort = course.effort(index) if kind == "work" else 0
            end = self._shared.advance(now, effort) if kind == "work" else self._elapsed(course, index)
        except CalendarExhausted:
            self._strand(course, index)
            return
        visit = course.begin(index)
        self._note(now, Kind.STARTED, course.number, index, visit)
        if kind == "work":
            self._desk.skip(course, index)
            course.waits[CALENDAR] += end - now - effort
            course.waits[REWORK] += effort if visit else 0
        else:
            course.waits[APPROVAL if kind == "approval" else EXTERNAL] += end - now
        At(self._env, end, Rank.END, partial(self._through, course, index), course.number, index)
        self._previews.announce(course, index, end)

    def _elapsed(self, course: Course, index: int) -> int:
        """When all sign-offs are there, or the wait is over."""
        now, step = self._env.now, course.steps[index]
        factor = self._approval_factor if course.escalated and step.step.kind == "approval" else 1.0
        return max(
            (
                one.timeline.advance(now, to_minutes(_hours(course, index, one, now) * factor))
                for one in step.latencies
            ),
            default=now,
        )

    def _strand(self, course: Course, index: int) -> None:
        self._note(self._env.now, Kind.STRANDED, course.number, index, course.begun[index])


def _hours(course: Course, index: int, latency: Latency, now: int) -> float:
    """Hours of a sign-off or wait that begins now."""
    hours = course.hours(latency.variate, index)
    for slowdown in latency.slowdowns:
        if slowdown.start <= now < slowdown.end:
            hours *= slowdown.factor
    for slip in latency.slips:
        if slip.start <= now < slip.end:
            hours += course.hours(slip.variate, index)
    return hours
