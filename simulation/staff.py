"""The people of one replication: who is free and at work, and how much each has worked."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.network import Worker, work_minutes
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.absence import Absences
from simulation.presence import Presence, open_together

NO_JOB = -1


class Staff:
    """Free people, their timelines with absence taken out, and their minutes by the window's end and in all."""

    def __init__(
        self,
        people: Sequence[Worker],
        presence: Presence,
        absences: Absences,
        window: tuple[int, int],
        skills: Sequence[str],
        switching_loss: int = 0,
    ) -> None:
        self.free = (1 << len(people)) - 1
        self._people, self._presence, self._absences = people, presence, absences
        self._timelines: list[Timeline] = [worker.timeline for worker in people]
        for person in absences.people:
            self._timelines[person] = absences.timeline(person)
        self._window, self._switching_loss = window, switching_loss
        self._skill = {skill: position for position, skill in enumerate(skills)}
        self._last_job = [NO_JOB] * len(people)
        """The job of the step that each has taken up last."""
        self.worked = [0] * len(people)
        """Working minutes in all."""
        self.load = [0] * len(people)
        """Working minutes of the steps that each has taken up."""
        self.busy = [0] * len(people)
        """Working minutes in the window."""
        self.skill_busy = [0] * len(skills)
        """Working minutes in the window by the skill used."""

    def here(self, moment: int) -> int:
        """The people who are free and at work."""
        return self.free & self.at_work(moment)

    def at_work(self, moment: int) -> int:
        """The people who are at work, free or not."""
        return self._presence.at(moment) & ~self._absences.at(moment)

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

    def timeline(self, person: int) -> Timeline:
        """Working time of a person, absence taken out."""
        return self._timelines[person]

    def wait(self, people: Sequence[int], ready: int, start: int) -> tuple[int, int]:
        """The wait from ready to start in two parts: when all of them were at work, and when somebody was not."""
        if start == ready:
            return 0, 0
        present = open_together([self._timelines[person] for person in people], ready, start)
        return present, start - ready - present

    def work(self, people: Sequence[int], skill: str, job: int, start: int, effort: int) -> tuple[int, int]:
        """The people take up a step that takes ``effort`` minutes at normal speed.

        Returns:
            When the last of them is through, and that person's working minutes (the larger number where several
            end together).

        Raises:
            CalendarExhausted: somebody's calendar ends before; the people work on until then and are never free.
        """
        spells = [
            self._begin(one, skill, start, self.take_up(one, skill, job, start, effort)) for one in people
        ]
        return _longest(spells)

    def resume(self, person: int, skill: str, job: int, start: int, left: int) -> tuple[int, int]:
        """A person goes on with a step of which ``left`` minutes are left; as `work`.

        Raises:
            CalendarExhausted: as for `work`.
        """
        minutes = left + self._switch(person, job)
        self.load[person] += minutes
        return _longest([self._begin(person, skill, start, minutes)])

    def suspend(self, person: int, skill: str, moment: int, end: int) -> int:
        """The person leaves a step that was to end at ``end``; the working minutes that are left of it."""
        left = self._timelines[person].between(moment, end)
        self.load[person] -= left
        self.count(person, skill, moment, end, -left)
        self.free |= 1 << person
        return left

    def leave(self, people: Sequence[int]) -> None:
        """The people are free again."""
        for person in people:
            self.free |= 1 << person

    def take_up(self, person: int, skill: str, job: int, start: int, effort: int) -> int:
        """The working minutes that a step will take the person who takes it up (rules 7 and 25)."""
        worker = self._people[person]
        speed = worker.speed[skill]
        if start < worker.ramp_until:
            speed = max(1, speed * worker.ramp_speed // 100)
        minutes = work_minutes(effort, speed) + self._switch(person, job)
        self.load[person] += minutes
        return minutes

    def count(self, person: int, skill: str, start: int, end: int, minutes: int) -> None:
        """Add the ``minutes`` that a person works in [start, end); take them back if they are negative."""
        self.worked[person] += minutes
        opening, closing = self._window
        if start < opening or end > closing:
            first, last = max(start, opening), min(end, closing)
            inside = self._timelines[person].between(first, last) if first < last else 0
            minutes = inside if minutes > 0 else -inside
        self.busy[person] += minutes
        self.skill_busy[self._skill[skill]] += minutes

    def count_shared(self, person: int, skills: Sequence[str], start: int, end: int) -> int:
        """Add what a person works in [start, end) on several steps at once; the minutes.

        The minutes in the window are shared out among the ``skills`` of the steps, what cannot be to the first.
        """
        minutes = self._timelines[person].between(start, end)
        first, last = max(start, self._window[0]), min(end, self._window[1])
        inside = self._timelines[person].between(first, last) if first < last else 0
        self.worked[person] += minutes
        self.busy[person] += inside
        whole, rest = divmod(inside, len(skills))
        for place, skill in enumerate(skills):
            self.skill_busy[self._skill[skill]] += whole + (place < rest)
        return minutes

    def _switch(self, person: int, job: int) -> int:
        """Minutes lost by somebody who takes up a step of another job than before."""
        last, self._last_job[person] = self._last_job[person], job
        return self._switching_loss if last not in (NO_JOB, job) else 0

    def _begin(self, person: int, skill: str, start: int, minutes: int) -> tuple[int | None, int]:
        """When the person is through and the minutes worked; up to the calendar's end if that comes first."""
        timeline = self._timelines[person]
        self.free &= ~(1 << person)
        try:
            end = timeline.advance(start, minutes)
        except CalendarExhausted:
            minutes = timeline.total - timeline.open_before(start)
            self.count(person, skill, start, timeline.ends[-1], minutes)
            return None, minutes
        self.count(person, skill, start, end, minutes)
        return end, minutes


def _longest(spells: Sequence[tuple[int | None, int]]) -> tuple[int, int]:
    """The spell that ends last, if all of them end."""
    ended = [(end, minutes) for end, minutes in spells if end is not None]
    if len(ended) < len(spells):
        raise CalendarExhausted
    return max(ended)
