"""Dispatch: who does which step, decided once per instant after all else that happens at it (rules 14 to 17 and 26)."""

from __future__ import annotations

from bisect import insort
from dataclasses import dataclass
from operator import attrgetter

from simulation.choosing import Choice, Team
from simulation.course import Course
from simulation.events import At, Clock, Rank
from simulation.limits import Limits
from simulation.planned import Turns
from simulation.priorities import Rule
from simulation.requests import Request
from simulation.staff import Staff
from simulation.states import Lane
from simulation.teamwork import Teamwork


@dataclass(frozen=True, slots=True)
class Manner:
    """How people are given to steps."""

    rule: Rule
    """Who goes first."""
    cover: bool
    """Whether colleagues take over what is planned for somebody who is absent."""
    preempts: bool
    """Whether urgent steps may take people away from others."""


class Desk:
    """Keeps the steps that wait for people, in order, and gives people to them."""

    def __init__(
        self,
        env: Clock,
        staff: Staff,
        teamwork: Teamwork,
        choice: Choice,
        limits: Limits,
        turns: Turns | None,
        manner: Manner,
    ) -> None:
        self._env, self._staff, self._teamwork, self._choice = env, staff, teamwork, choice
        self._limits, self._turns, self._manner = limits, turns, manner
        self._queue: list[Request] = []
        self._due: set[int] = set()

    def ask(self, course: Course, index: int) -> None:
        """A step is ready and waits for people."""
        request = Request(course, index, self._manner.rule, self._env.now)
        insort(self._queue, request, key=attrgetter("key"))
        self.dispatch_at(self._env.now)
        if request.planned and request.planned.start > self._env.now:
            self.dispatch_at(request.planned.start)

    def withdraw(self, course: Course, index: int) -> None:
        """The step waits no longer."""
        self._queue = [
            request for request in self._queue if request.course is not course or request.index != index
        ]

    def leave(self, course: Course, index: int) -> None:
        """The people of a step have left it."""
        self._limits.give_back(course.steps[index].groups)
        if self._queue:
            self.dispatch_at(self._env.now)

    def skip(self, course: Course, index: int) -> None:
        """The step needs nobody: whoever was planned for it may go on to the next."""
        self._begun(course, index)
        if self._queue:
            self.dispatch_at(self._env.now)

    def sort(self) -> None:
        """Jobs have changed their lanes."""
        self._queue.sort(key=attrgetter("key"))

    def dispatch_at(self, moment: int) -> None:
        """See to it that a dispatch takes place at ``moment``."""
        if moment not in self._due:
            self._due.add(moment)
            At(self._env, moment, Rank.DISPATCH, self._dispatch)

    def _dispatch(self) -> None:
        now = self._env.now
        self._due.discard(now)
        if not self._queue:
            return
        self._assign(now)
        if self._manner.preempts:
            self._preempt(now)
        change = self._staff.next_change(now) if self._queue else None
        if change is not None:
            self.dispatch_at(change)

    def _assign(self, now: int) -> None:
        """Go through the waiting steps once, and give people to those that may start."""
        absent = self._staff.absent(now) if self._manner.cover else 0
        idle, sharing = self._staff.here(now), self._teamwork.sharing(now)
        if not idle | sharing:
            return
        waiting, self._queue = self._queue, []
        for request in waiting:
            team = self._team(request, idle, sharing if request.people == 1 else 0, absent, now)
            if team:
                self._grant(request, team)
                idle, sharing = self._staff.here(now), self._teamwork.sharing(now)
            else:
                self._queue.append(request)

    def _preempt(self, now: int) -> None:
        """Let the urgent steps that still wait take people away from others; another round follows if one does."""
        for request in [one for one in self._queue if one.course.lane == Lane.URGENT and one.people == 1]:
            person = self._victim(request, now)
            if person is not None:
                suspended = self._teamwork.suspend(person)
                self._limits.give_back(suspended.step.groups)
                self._queue.remove(request)
                insort(self._queue, suspended, key=attrgetter("key"))
                self._grant(request, (person,))
                self.dispatch_at(now)

    def _victim(self, request: Request, now: int) -> int | None:
        """The first who can do the step, is at work on one of another lane, and may leave that."""
        if not self._limits.has_room(request.step.groups):
            return None
        able = request.able & self._staff.at_work(now)
        for person in self._choice.order(request.step):
            other = self._teamwork.may_be_suspended(person) if able >> person & 1 else None
            if other is not None and other.course.lane != Lane.URGENT:
                return person
        return None

    def _grant(self, request: Request, team: Team) -> None:
        self._limits.take(request.step.groups)
        if request.left:
            self._teamwork.resume(request)
        else:
            self._begun(request.course, request.index)
            self._teamwork.begin(request, team)

    def _begun(self, course: Course, index: int) -> None:
        if self._turns and course.terms.planned:
            self._turns.start(course.terms.planned[index])

    def _team(self, request: Request, idle: int, sharing: int, absent: int, now: int) -> Team:
        """Who may start the step now; nobody where it has to wait. Colleagues cover for those who are ``absent``."""
        here = idle | sharing
        # Most steps wait for somebody who is busy or off duty, and need no closer look.
        if request.wanted & ~(here | absent) or not request.able & here:
            return ()
        if not self._limits.has_room(request.step.groups):
            return ()
        planned, step = request.planned, request.step
        if planned is None:
            return self._choice.first(step, request.people, idle & request.able) or self._choice.first(
                step, request.people, sharing & request.able
            )
        if planned.mask & here == planned.mask:
            in_turn = now >= planned.start or (self._turns is not None and self._turns.has_come(planned))
            return planned.people if in_turn else ()
        if planned.mask & absent and now >= planned.start:
            return self._choice.cover(step, planned.people, idle, absent)
        return ()
