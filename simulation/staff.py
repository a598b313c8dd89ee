"""The people of one replication: who is free and at work, and how much each has worked."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.network import Worker, work_minutes
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.absence import Absences
from simulation.presence import Presence, open_together


class Staff:
    """Free people, their timelines with absence taken out, and their minutes by the window's end and in all."""

    def __init__(
        self,
        people: Sequence[Worker],
        presence: Presence,
        absences: Absences,
        window: tuple[int, int],
        skills: Sequence[str],
    ) -> None:
        self.free = (1 << len(people)) - 1
        self._people, self._presence, self._absences = people, presence, absences
        self._timelines: list[Timeline] = [worker.timeline for worker in people]
        for person in absences.people:
            self._timelines[person] = absences.timeline(person)
        self._window = window
        self._skill = {skill: position for position, skill in enumerate(skills)}
        self.worked = [0] * len(people)
        """Working minutes in all."""
        self.busy = [0] * len(people)
        """Working minutes in the window."""
        self.skill_busy = [0] * len(skills)
        """Working minutes in the window by the skill used."""

    def here(self, moment: int) -> int:
        """The people who are free and at work."""
        return self.free & self._presence.at(moment) & ~self._absences.at(moment)

    def absent(self, moment: int) -> int:
        """The people who are absent today."""
        return self._absences.at(moment)

    def next_change(self, moment: int) -> int | None:
        """The first instant after ``moment`` at which somebody may come to work."""
        shift, back = self._presence.next_opening(moment), self._absences.next_return(moment)
        return min((one for one in (shift, back) if one is not None), default=None)

    def available(self) -> list[int]:
        """Open minutes of everyone in the window."""
        return [timeline.between(*self._window) for timeline in self._timelines]

    def wait(self, people: Sequence[int], ready: int, start: int) -> tuple[int, int]:
        """The wait from ready to start in two parts: when all of them were at work, and when somebody was not."""
        if start == ready:
            return 0, 0
        present = open_together([self._timelines[person] for person in people], ready, start)
        return present, start - ready - present

    def work(self, people: Sequence[int], skill: str, start: int, effort: int) -> tuple[int, int]:
        """The people take up a step that takes ``effort`` minutes at normal speed.

        Returns:
            When the last of them is through, and that person's working minutes (the larger number where several
            end together).

        Raises:
            CalendarExhausted: somebody's calendar ends before; the people work on until then and are never free.
        """
        shares = [self._share(person, skill, start, effort) for person in people]
        for person, (end, minutes) in zip(people, shares, strict=True):
            self.free &= ~(1 << person)
            until = self._timelines[person].ends[-1] if end is None else end
            self._count(person, skill, start, until, minutes)
        if any(end is None for end, _ in shares):
            raise CalendarExhausted
        return max((end, minutes) for end, minutes in shares if end is not None)

    def leave(self, people: Sequence[int]) -> None:
        """The people are free again."""
        for person in people:
            self.free |= 1 << person

    def _share(self, person: int, skill: str, start: int, effort: int) -> tuple[int | None, int]:
        """When the person is through and the minutes worked; up to the calendar's end if that comes first."""
        timeline = self._timelines[person]
        minutes = work_minutes(effort, self._people[person].speed[skill])
        try:
            return timeline.advance(start, minutes), minutes
        except CalendarExhausted:
            return None, timeline.total - timeline.open_before(start)

    def _count(self, person: int, skill: str, start: int, end: int, minutes: int) -> None:
        self.worked[person] += minutes
        opening, closing = self._window
        if start < opening or end > closing:
            first, last = max(start, opening), min(end, closing)
            minutes = self._timelines[person].between(first, last) if first < last else 0
        self.busy[person] += minutes
        self.skill_busy[self._skill[skill]] += minutes
