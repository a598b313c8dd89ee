"""Who does a task, and when: the earliest finish that the bookings of the qualified people allow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

from optimizer.schedule.bookings import Bookings, WorkAxis
from optimizer.schedule.problem import Task
from scenarios.worktime import CalendarExhausted

Handicap: TypeAlias = Callable[[int], float]
"""Minutes by which a person has to finish sooner than another one to be preferred."""

Slot: TypeAlias = tuple[int, int, tuple[int, ...]]
"""Start, finish and people of a task."""


def earliest_slot(task: Task, ready: int, bookings: Sequence[Bookings], handicap: Handicap) -> Slot:
    """The slot of a work task, at or after ``ready``, that finishes first once handicaps are added.

    Raises:
        CalendarExhausted: the qualified people's calendars end before.
    """
    if task.people == 1:
        return _single(task, ready, bookings, handicap)
    return _Team(task, bookings, handicap).meet(ready)


def _single(task: Task, ready: int, bookings: Sequence[Bookings], handicap: Handicap) -> Slot:
    best: tuple[float, int, int, int] | None = None
    positions: dict[WorkAxis, int] = {}
    for person, minutes in task.minutes.items():
        booking = bookings[person]
        axis = booking.axis
        if axis not in positions:
            positions[axis] = axis.position(ready)
        start = booking.gap(positions[axis], minutes)
        if start + minutes > axis.total:
            continue
        finish = axis.closing(start + minutes)
        if best is None or finish <= best[0]:
            candidate = (finish + handicap(person), person, start, finish)
            best = candidate if best is None else min(best, candidate)
    if best is None:
        raise CalendarExhausted
    _, person, start, finish = best
    return bookings[person].axis.opening(start), finish, (person,)


class _Team:
    """Several people who start together and stay until the last of them is done."""

    def __init__(self, task: Task, bookings: Sequence[Bookings], handicap: Handicap) -> None:
        self._task = task
        self._bookings = bookings
        self._handicap = handicap
        self._earliest = dict.fromkeys(task.minutes, 0)
        """Position before which each person is known not to be available."""

    def meet(self, moment: int) -> Slot:
        """The first slot at or after ``moment``.

        Candidate moments rise: at each, either enough people are free, or one who could not stay to the end is put
        off until after the booking that takes him or her away.
        """
        while True:
            openings = sorted(
                (opening, person)
                for person in self._task.minutes
                if (opening := self._opening(person, moment)) is not None
            )
            if len(openings) < self._task.people:
                raise CalendarExhausted
            moment = openings[self._task.people - 1][0]
            free = [person for _, person in openings if self._opening(person, moment) == moment]
            if len(free) >= self._task.people:
                slot = self._slot(free, moment)
                if self._all_can_stay(slot):
                    return slot

    def _opening(self, person: int, moment: int) -> int | None:
        """First moment from ``moment`` on at which the person is free for his or her own share of the work."""
        booking, minutes = self._bookings[person], self._task.minutes[person]
        position = booking.gap(max(booking.axis.position(moment), self._earliest[person]), minutes)
        return booking.axis.opening(position) if position + minutes <= booking.axis.total else None

    def _slot(self, free: list[int], moment: int) -> Slot:
        finish = {person: self._finish(person, moment) for person in free}
        team = sorted(free, key=lambda person: (finish[person] + self._handicap(person), person))
        chosen = team[: self._task.people]
        return moment, max(finish[person] for person in chosen), tuple(sorted(chosen))

    def _finish(self, person: int, moment: int) -> int:
        axis = self._bookings[person].axis
        return axis.closing(axis.position(moment) + self._task.minutes[person])

    def _all_can_stay(self, slot: Slot) -> bool:
        start, finish, team = slot
        free = True
        for person in team:
            booking = self._bookings[person]
            end = booking.blocked_until(booking.axis.position(start), booking.axis.position(finish))
            if end is not None:
                self._earliest[person] = end
                free = False
        return free
