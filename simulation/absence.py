"""Absence: spells of whole calendar days, drawn person by person and day by day, or known beforehand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.risks import Absence
from scenarios.network import Worker
from scenarios.worktime import Timeline
from simulation.draws import Identities, Purpose, Stream, identities
from simulation.shocks import Spell


class DailySpans:
    """A timeline's open intervals cut at midnight, so that days can be taken out."""

    def __init__(self, timeline: Timeline) -> None:
        starts, ends = np.array(timeline.starts, dtype=np.int64), np.array(timeline.ends, dtype=np.int64)
        first = starts // MINUTES_PER_DAY
        counts = (ends - 1) // MINUTES_PER_DAY - first + 1
        span = np.repeat(np.arange(len(starts)), counts)
        place = np.arange(len(span)) - np.repeat(np.cumsum(counts) - counts, counts)
        self.day: Ints = first[span] + place
        self.start: Ints = np.maximum(starts[span], self.day * MINUTES_PER_DAY)
        self.end: Ints = np.minimum(ends[span], (self.day + 1) * MINUTES_PER_DAY)
        self.days: Ints = np.unique(self.day)

    def without(self, spells: Sequence[tuple[int, int]]) -> Timeline:
        """The timeline without the days from ``first`` to ``last`` of each spell."""
        kept = np.ones(len(self.day), dtype=bool)
        for first, last in spells:
            kept[np.searchsorted(self.day, first) : np.searchsorted(self.day, last, side="right")] = False
        return _CutTimeline(self.start[kept], self.end[kept])


class _CutTimeline(Timeline):
    """A timeline of intervals known to be disjoint and rising (they may touch): nothing is sorted or merged."""

    __slots__ = ()

    def __init__(self, starts: Ints, ends: Ints) -> None:
        self.starts, self.ends = tuple(starts.tolist()), tuple(ends.tolist())
        self._cumulative = (0, *np.cumsum(ends - starts).tolist())


class Absences:
    """The absence of one replication.

    ``by_day`` holds the people absent on a day; ``returns`` the midnights after which somebody may be back.
    """

    def __init__(self, spells: dict[int, list[tuple[int, int]]], spans: Sequence[DailySpans]) -> None:
        self._spells, self._spans = spells, spans
        self.by_day: dict[int, int] = {}
        for person, own in spells.items():
            for first, last in own:
                for day in range(first, last + 1):
                    self.by_day[day] = self.by_day.get(day, 0) | 1 << person
        self.returns = sorted({(last + 1) * MINUTES_PER_DAY for own in spells.values() for _, last in own})

    @property
    def people(self) -> tuple[int, ...]:
        """Everyone who is absent at all."""
        return tuple(self._spells)

    def timeline(self, person: int) -> Timeline:
        """What is left of the working time of someone in `people`."""
        return self._spans[person].without(self._spells[person])

    def at(self, moment: int) -> int:
        """The people absent on the day of ``moment``."""
        return self.by_day.get(moment // MINUTES_PER_DAY, 0)

    def next_return(self, moment: int) -> int | None:
        """The first end of a spell after ``moment``."""
        position = bisect_right(self.returns, moment)
        return self.returns[position] if position < len(self.returns) else None


class AbsenceRisk:
    """The chance of absence of everyone, on each of their working days, beside the absence that is known.

    Attributes:
        rule: chance and lengths of spells.
        fixed: spells (first and last day) in every replication, by person; they may overlap.
    """

    def __init__(
        self, rule: Absence, people: Sequence[Worker], fixed: Mapping[int, Sequence[Spell]] | None = None
    ) -> None:
        self.rule = rule
        self.fixed = {} if fixed is None else {person: tuple(own) for person, own in fixed.items()}
        self._spans: list[DailySpans] = []
        self._who: Identities = np.empty(0, dtype=np.uint64)
        self._person = self._day = np.empty(0, dtype=np.int64)
        if not (rule.daily_probability or self.fixed) or not people:
            return
        shared: dict[int, DailySpans] = {}
        for worker in people:
            key = id(worker.timeline)
            if key not in shared:
                shared[key] = DailySpans(worker.timeline)
            self._spans.append(shared[key])
        if not rule.daily_probability:
            return
        counts = [len(spans.days) for spans in self._spans]
        self._person = np.repeat(np.arange(len(people)), counts)
        self._who = identities(worker.id for worker in people)[self._person]
        self._day = np.concatenate([spans.days for spans in self._spans])

    def draw(self, stream: Stream) -> Absences:
        """The absence of one replication."""
        starts = stream.uniforms(Purpose.ABSENCE, self._who, self._day) < self.rule.daily_probability
        people, days = self._person[starts], self._day[starts]
        lengths = self.rule.spell_days
        choices = (stream.uniforms(Purpose.SPELL, self._who[starts], days) * len(lengths)).astype(np.int64)
        spells = {person: list(own) for person, own in self.fixed.items()}
        for person, day, choice in zip(people.tolist(), days.tolist(), choices.tolist(), strict=True):
            spells.setdefault(person, []).append((day, day + lengths[choice] - 1))
        return Absences(spells, self._spans)
