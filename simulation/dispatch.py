"""Dispatch: who does which step, decided once per instant after all else that happens at it (rules 14 to 17)."""

from __future__ import annotations

from bisect import insort
from operator import attrgetter

import simpy

from simulation.course import Course
from simulation.events import At, Clock, Rank
from simulation.planned import PlannedStep, Turns
from simulation.presence import mask_of
from simulation.processes import StepBlueprint
from simulation.staff import Staff

Team = tuple[int, ...]


class Request:
    """A step that is ready and wants people; ``granted`` happens with the team as its value."""

    __slots__ = ("able", "course", "granted", "index", "key", "planned", "step", "wanted")

    def __init__(self, course: Course, index: int, granted: simpy.Event) -> None:
        self.course, self.index, self.granted = course, index, granted
        self.step: StepBlueprint = course.steps[index]
        planned = course.planned[index] if course.planned else None
        # A step planned to take no time has nobody planned; if it takes time after all, anyone may do it.
        self.planned: PlannedStep | None = planned if planned and planned.mask else None
        self.wanted = self.planned.mask if self.planned else 0
        """The planned people."""
        self.able = self.step.able
        """Everybody who could do it."""
        order = planned.start if planned else course.order
        self.key = (course.lane, order, course.number, index)


class Desk:
    """Keeps the steps that wait for people, in order, and gives people to them."""

    def __init__(self, env: Clock, staff: Staff, turns: Turns | None, *, cover: bool) -> None:
        self._env, self._staff, self._turns, self._cover = env, staff, turns, cover
        self._queue: list[Request] = []
        self._due: set[int] = set()

    def ask(self, course: Course, index: int) -> simpy.Event:
        """Wait for people; the event's value is the team."""
        request = Request(course, index, self._env.event())
        insort(self._queue, request, key=attrgetter("key"))
        self.dispatch_at(self._env.now)
        if request.planned and request.planned.start > self._env.now:
            self.dispatch_at(request.planned.start)
        return request.granted

    def withdraw(self, course: Course, index: int) -> None:
        """The step waits no longer."""
        self._queue = [
            request for request in self._queue if request.course is not course or request.index != index
        ]

    def leave(self, team: Team) -> None:
        """The people have finished."""
        self._staff.leave(team)
        if self._queue:
            self.dispatch_at(self._env.now)

    def skip(self, course: Course, index: int) -> None:
        """The step takes no time and needs nobody: whoever was planned for it may go on to the next."""
        self._begun(course, index)
        if self._queue:
            self.dispatch_at(self._env.now)

    def dispatch_at(self, moment: int) -> None:
        """See to it that a dispatch takes place at ``moment``."""
        if moment not in self._due:
            self._due.add(moment)
            At(self._env, moment, Rank.DISPATCH).callbacks.append(self._dispatch)

    def _dispatch(self, _event: simpy.Event) -> None:
        now = self._env.now
        self._due.discard(now)
        if not self._queue:
            return
        self._assign(now)
        change = self._staff.next_change(now) if self._queue else None
        if change is not None:
            self.dispatch_at(change)

    def _assign(self, now: int) -> None:
        """Go through the waiting steps once, and give people to those that may start."""
        here = self._staff.here(now)
        absent = self._staff.absent(now) if self._cover else 0
        served = set()
        for request in self._queue if here else ():
            # Most steps wait for somebody who is busy or off duty, and need no closer look.
            if request.wanted & ~(here | absent) or not request.able & here:
                continue
            team = self._team(request, here, absent, now)
            if team:
                here &= ~mask_of(team)
                served.add(request)
                self._grant(request, team)
        if served:
            self._queue = [request for request in self._queue if request not in served]

    def _grant(self, request: Request, team: Team) -> None:
        self._begun(request.course, request.index)
        request.granted.succeed(team)

    def _begun(self, course: Course, index: int) -> None:
        if self._turns and course.planned:
            self._turns.start(course.planned[index])

    def _team(self, request: Request, here: int, absent: int, now: int) -> Team:
        """Who may start the step now; nobody where it has to wait. Colleagues cover for those who are ``absent``."""
        planned = request.planned
        if planned is None:
            return _anyone(request.step, request.step.step.people, here)
        if planned.mask & here == planned.mask:
            in_turn = now >= planned.start or (self._turns is not None and self._turns.has_come(planned))
            return planned.people if in_turn else ()
        if planned.mask & absent and now >= planned.start:
            return _covered(request.step, planned, here, absent)
        return ()


def _covered(step: StepBlueprint, planned: PlannedStep, here: int, absent: int) -> Team:
    """The planned people with colleagues in place of those who are absent; nobody if the others are not there."""
    present = planned.mask & ~absent
    if present & here != present:
        return ()
    colleagues = _anyone(step, (planned.mask & absent).bit_count(), here & ~planned.mask)
    return colleagues and tuple(one for one in planned.people if present >> one & 1) + colleagues


def _anyone(step: StepBlueprint, number: int, here: int) -> Team:
    """The first ``number`` qualified people of those who are here, least versatile first; nobody if too few."""
    able = step.able & here
    if able.bit_count() < number:
        return ()
    return tuple([person for person in step.step.qualified if able >> person & 1][:number])
