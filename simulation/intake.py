"""How requests of open work come in: at once, or as far as their stream's limit allows (rule 29)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

from simulation.course import Course
from simulation.log import Kind, Note


class Intake:
    """Admits the requests of one stream.

    Args:
        limit: most requests in progress at once, if there is one.
        refuse: whether requests in excess are lost; else they wait in order of arrival.
        note: takes rows of the event log.
        admit: told which request begins.
    """

    def __init__(
        self, limit: int | None, *, refuse: bool, note: Note, admit: Callable[[Course], None]
    ) -> None:
        self._limit, self._refuse, self._note, self._admit = limit, refuse, note, admit
        self._waiting: deque[Course] = deque()
        self._in_progress = 0
        self.refused = 0
        """Requests lost."""

    def arrive(self, now: int, course: Course) -> None:
        """A request comes."""
        course.eligible = now
        self._note(now, Kind.ELIGIBLE, course.number)
        if self._limit is None or self._in_progress < self._limit:
            self._begin(course, now)
        elif self._refuse:
            self.refused += 1
            self._note(now, Kind.REFUSED, course.number)
        else:
            self._waiting.append(course)

    def leave(self, now: int) -> None:
        """A request is complete: the first of those that wait takes its place."""
        self._in_progress -= 1
        if self._waiting:
            self._begin(self._waiting.popleft(), now)

    def _begin(self, course: Course, now: int) -> None:
        self._in_progress += 1
        course.admission = now
        self._admit(course)
