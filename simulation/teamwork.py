"""People at work on steps: begun together, done when the last is through; one at a time may be called away."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.worktime import CalendarExhausted
from simulation.choosing import Team
from simulation.course import Course
from simulation.events import At, Clock, Rank
from simulation.log import Kind, Note
from simulation.previews import Previews
from simulation.requests import Request
from simulation.staff import Staff
from simulation.states import State
from simulation.waits import CALENDAR, PERSON, REWORK


@dataclass(eq=False, slots=True)
class Task:
    """A step that people are at work on until ``end``."""

    request: Request
    team: Team
    end: int


class Teamwork:
    """Everyone works on one step at a time. ``finished`` is told when people have left a step that is through."""

    def __init__(
        self,
        env: Clock,
        staff: Staff,
        previews: Previews,
        note: Note,
        finished: Callable[[Course, int], None],
    ) -> None:
        self._env, self._staff, self._previews, self._note = env, staff, previews, note
        self._finished = finished
        self._alone: dict[int, Task] = {}
        """By person, the step that only that person works on."""

    def sharing(self, _moment: int) -> int:
        """The people who may take up one more step beside what they are at: nobody."""
        return 0

    def begin(self, request: Request, team: Team) -> None:
        """A team takes up a step."""
        now, course, index = self._env.now, request.course, request.index
        effort, visit = course.effort(index), course.begin(index)
        for person in team:
            self._note(now, Kind.STARTED, course.number, index, visit, person)
        try:
            end, minutes = self._staff.work(team, request.step.skill, course.number, now, effort)
        except CalendarExhausted:
            self._strand(request)
            return
        self._go_on(request, team, end, minutes)
        self._previews.announce(course, index, end)

    def resume(self, request: Request) -> None:
        """Somebody goes on with a step that was suspended."""
        now, course, index = self._env.now, request.course, request.index
        person = request.wanted.bit_length() - 1
        course.halt(index, State.RUNNING, now)
        self._note(now, Kind.RESUMED, course.number, index, course.begun[index] - 1, person)
        try:
            end, minutes = self._staff.resume(person, request.step.skill, course.number, now, request.left)
        except CalendarExhausted:
            self._strand(request)
            return
        self._go_on(request, (person,), end, minutes)

    def may_be_suspended(self, person: int) -> Request | None:
        """The step that only this person works on and that counts, if there is one."""
        task = self._alone.get(person)
        if task is None or task.request.course.state[task.request.index] != State.RUNNING:
            return None
        return task.request

    def suspend(self, person: int) -> Request:
        """Call somebody away from a step; it then waits for that person."""
        task, now = self._alone.pop(person), self._env.now
        request, course, index = task.request, task.request.course, task.request.index
        left = self._staff.suspend(person, request.step.skill, now, task.end)
        course.waits[CALENDAR] -= task.end - now - left
        course.waits[REWORK] -= left if course.begun[index] > 1 else 0
        course.halt(index, State.SUSPENDED, now)
        self._note(now, Kind.SUSPENDED, course.number, index, course.begun[index] - 1, person)
        request.suspend(person, left, now)
        return request

    def close(self) -> None:
        """Nothing more will happen."""

    def _go_on(self, request: Request, team: Team, end: int, minutes: int) -> None:
        """People are at work on a step from now until ``end``."""
        now, course, index = self._env.now, request.course, request.index
        for_people, closed = self._staff.wait(team, request.since, now)
        course.waits[PERSON] += for_people
        course.waits[CALENDAR] += closed + end - now - minutes
        course.waits[REWORK] += minutes if course.begun[index] > 1 else 0
        task = Task(request, team, end)
        if request.people == 1:
            self._alone[team[0]] = task
        serial = course.serial[index]
        At(self._env, end, Rank.END, lambda: self._end(task, serial), course.number, index)

    def _end(self, task: Task, serial: int) -> None:
        course, index = task.request.course, task.request.index
        if course.serial[index] != serial:
            return
        self._staff.leave(task.team)
        if task.request.people == 1:
            del self._alone[task.team[0]]
        self._finished(course, index)

    def _strand(self, request: Request) -> None:
        course, index = request.course, request.index
        self._note(self._env.now, Kind.STRANDED, course.number, index, course.begun[index] - 1)
