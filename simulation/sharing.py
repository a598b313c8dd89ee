"""Multitasking: people share their time equally among the steps that they alone work on (rule 27).

Processor sharing (Kleinrock, Queueing Systems, volume 2, 1976, chapter 4) in whole units: of k steps under way each
advances by 60 / k sixtieths in every open minute, so that nothing is rounded but the ends.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios.outcome import NEVER
from scenarios.worktime import CalendarExhausted
from simulation.choosing import Team
from simulation.course import Course
from simulation.events import At, Clock, Rank
from simulation.log import Kind, Note
from simulation.presence import mask_of
from simulation.previews import Previews
from simulation.requests import Request
from simulation.staff import Staff
from simulation.teamwork import Teamwork
from simulation.waits import CALENDAR, PERSON, REWORK

UNITS = 60
"""In a minute; every number of tasks that one person may have divides it."""


@dataclass(eq=False, slots=True)
class Share:
    """A step that somebody works on beside others: ``left`` units of its ``minutes`` are to do."""

    request: Request
    start: int
    minutes: int
    left: int
    end: int


class Sharing(Teamwork):
    """Everyone works on up to ``most`` steps at once, if each of them needs one person only."""

    def __init__(
        self,
        env: Clock,
        staff: Staff,
        previews: Previews,
        note: Note,
        finished: Callable[[Course, int], None],
        number: int,
        most: int,
    ) -> None:
        super().__init__(env, staff, previews, note, finished)
        self._most = most
        self._shares: list[list[Share]] = [[] for _ in range(number)]
        self._since = [NEVER] * number
        """Until when the work of each person has been counted."""

    def sharing(self, moment: int) -> int:
        """The people at work who may take up one more step beside what they are at."""
        able = mask_of(person for person, shares in enumerate(self._shares) if 0 < len(shares) < self._most)
        return able & self._staff.at_work(moment)

    def begin(self, request: Request, team: Team) -> None:
        """People take up a step; somebody alone does so beside what that person is at."""
        if request.people > 1:
            super().begin(request, team)
            return
        now, course, index, person = self._env.now, request.course, request.index, team[0]
        self._settle(person)
        effort, visit = course.effort(index), course.begin(index)
        self._note(now, Kind.STARTED, course.number, index, visit, person)
        minutes = self._staff.take_up(person, request.step.skill, course.number, now, effort)
        for_people, closed = self._staff.wait(team, request.since, now)
        course.waits[PERSON] += for_people
        course.waits[CALENDAR] += closed
        self._staff.free &= ~(1 << person)
        share = Share(request, now, minutes, minutes * UNITS, now)
        self._shares[person].append(share)
        self._plan(person)
        if share.end != NEVER:
            self._previews.announce(course, index, share.end)

    def close(self) -> None:
        """Count what those work until their calendars end who are never through."""
        for person, shares in enumerate(self._shares):
            if shares:
                self._settle(person, self._staff.timeline(person).ends[-1])

    def _settle(self, person: int, until: int | None = None) -> None:
        """Bring what a person has done up to date."""
        now, since = self._env.now if until is None else until, self._since[person]
        self._since[person] = now
        shares = self._shares[person]
        if shares and since < now:
            skills = [share.request.step.skill for share in shares]
            minutes = self._staff.count_shared(person, skills, since, now)
            for share in shares:
                share.left -= minutes * (UNITS // len(shares))

    def _plan(self, person: int) -> None:
        """Work out anew when everything that the person is at will be through."""
        shares = self._shares[person]
        for share in shares:
            end = self._through(person, share, UNITS // len(shares))
            if end != share.end:
                share.end = end
                self._schedule(person, share)

    def _through(self, person: int, share: Share, pace: int) -> int:
        minutes = -(-max(0, share.left) // pace)
        try:
            return self._staff.timeline(person).advance(self._env.now, minutes)
        except CalendarExhausted:
            return NEVER

    def _schedule(self, person: int, share: Share) -> None:
        if share.end == NEVER:
            self._strand(share.request)
            return
        course, index = share.request.course, share.request.index
        At(self._env, share.end, Rank.END, lambda: self._end_share(person, share), course.number, index)

    def _end_share(self, person: int, share: Share) -> None:
        """A step is through, unless it takes longer by now."""
        now, shares = self._env.now, self._shares[person]
        if share.end != now or share not in shares:
            return
        self._settle(person)
        shares.remove(share)
        if not shares:
            self._staff.leave((person,))
        self._plan(person)
        course, index = share.request.course, share.request.index
        at_work = self._staff.timeline(person).between(share.start, now)
        course.waits[PERSON] += at_work - share.minutes
        course.waits[CALENDAR] += now - share.start - at_work
        course.waits[REWORK] += share.minutes if course.begun[index] > 1 else 0
        self._finished(course, index)
