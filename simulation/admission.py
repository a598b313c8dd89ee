"""Admission: which eligible jobs may begin, and how many are in progress (rules 2, 3 and 16)."""

from __future__ import annotations

from bisect import insort
from collections.abc import Callable
from operator import attrgetter

from simulation.course import Course
from simulation.events import At, Clock, Rank
from simulation.planned import PlannedWork
from simulation.priorities import Rule, rank_of

_ORDER = attrgetter("lane", "rank", "number")


class Gate:
    """Admits eligible jobs, once per instant after the events that make them eligible or free a place."""

    def __init__(
        self,
        env: Clock,
        limit: int | None,
        planned: PlannedWork | None,
        rule: Rule,
        admit: Callable[[Course], None],
    ) -> None:
        self._env, self._limit, self._planned, self._rule = env, limit, planned, rule
        self._admit = admit
        self._place = {job: place for place, job in enumerate(planned.limited)} if planned else {}
        self._admitted = bytearray(len(self._place) + 1)
        self._waiting: list[Course] = []
        self._limited = 0
        self._due: set[int] = set()

    def enter(self, course: Course) -> None:
        """A job is eligible."""
        now = self._env.now
        planned = self._planned.admissions[course.number] if self._planned else now
        course.eligible, course.rank = now, rank_of(course, self._rule, now, planned)
        insort(self._waiting, course, key=_ORDER)
        self._decide_at(now)
        if planned > now:
            self._decide_at(planned)

    def leave(self, course: Course) -> None:
        """A job is complete."""
        if course.terms.limited:
            self._limited -= 1
            self._decide_at(self._env.now)

    def sort(self) -> None:
        """Jobs have changed their lanes."""
        self._waiting.sort(key=_ORDER)

    def _decide_at(self, moment: int) -> None:
        if moment not in self._due:
            self._due.add(moment)
            At(self._env, moment, Rank.ADMISSION, self._decide)

    def _decide(self) -> None:
        self._due.discard(self._env.now)
        waiting, self._waiting = self._waiting, []
        for course in waiting:
            if course.terms.limited and not self._may_begin(course):
                self._waiting.append(course)
            else:
                self._begin(course)

    def _may_begin(self, course: Course) -> bool:
        if self._limit is not None and self._limited >= self._limit:
            return False
        return self._planned is None or self._in_turn(course, self._planned)

    def _in_turn(self, course: Course, planned: PlannedWork) -> bool:
        """Whether the planned admission has come, or all limited jobs planned before have been admitted."""
        if self._env.now >= planned.admissions[course.number]:
            return True
        return self._admitted.find(0) >= self._place[course.number]

    def _begin(self, course: Course) -> None:
        if course.terms.limited:
            self._limited += 1
            if self._planned:
                self._admitted[self._place[course.number]] = 1
        course.admission = self._env.now
        self._admit(course)


class Progress:
    """The integral of the number of campaigns in progress over a window, in campaign-minutes."""

    def __init__(self, window: tuple[int, int]) -> None:
        self._window = window
        self._number = 0
        self._since = window[0]
        self.minutes = 0

    def change(self, moment: int, difference: int) -> None:
        """The number changes by ``difference``."""
        moment = min(max(moment, self._window[0]), self._window[1])
        self.minutes += self._number * (moment - self._since)
        self._number, self._since = self._number + difference, moment

    def close(self) -> int:
        """The integral up to the end of the window."""
        self.change(self._window[1], 0)
        return self.minutes
