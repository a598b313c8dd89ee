"""Who is at work when: sets of people as bit masks over the instants at which they change."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from scenarios.worktime import Span, Timeline


def mask_of(people: Iterable[int]) -> int:
    """The bit mask of a set of people."""
    mask = 0
    for person in people:
        mask |= 1 << person
    return mask


def open_together(timelines: Sequence[Timeline], start: int, end: int) -> int:
    """Minutes of [start, end) in which all timelines are open."""
    if len(timelines) == 1:
        return timelines[0].between(start, end)
    spans = [(start, end)]
    for timeline in timelines:
        spans = [part for span in spans for part in _open_parts(timeline, *span)]
    return sum(last - first for first, last in spans)


def _open_parts(timeline: Timeline, start: int, end: int) -> Iterator[Span]:
    position = bisect_right(timeline.ends, start)
    while position < len(timeline.starts) and timeline.starts[position] < end:
        yield max(start, timeline.starts[position]), min(end, timeline.ends[position])
        position += 1


class Presence:
    """The people at work at each moment by their timelines, absence left out.

    Attributes:
        instants: when anything changes, rising.
        masks: the people at work from each of them on.
        openings: those at which somebody's shift begins.
    """

    def __init__(self, timelines: Sequence[Timeline]) -> None:
        changes: dict[int, int] = {}
        for timeline, people in _sharers(timelines):
            for moment in (*timeline.starts, *timeline.ends):
                changes[moment] = changes.get(moment, 0) ^ people
        self.instants = sorted(changes)
        self.masks: list[int] = []
        self.openings: list[int] = []
        mask = 0
        for instant in self.instants:
            arriving = changes[instant] & ~mask
            mask ^= changes[instant]
            self.masks.append(mask)
            if arriving:
                self.openings.append(instant)
        self._crowds = frozenset(self.masks)
        """Each set of people that is ever at work together, once."""

    def at(self, moment: int) -> int:
        """The people at work in the minute that begins at ``moment``."""
        position = bisect_right(self.instants, moment)
        return self.masks[position - 1] if position else 0

    def next_opening(self, moment: int) -> int | None:
        """The first instant after ``moment`` at which somebody's shift begins."""
        position = bisect_right(self.openings, moment)
        return self.openings[position] if position < len(self.openings) else None

    def ever_together(self, able: int, number: int) -> bool:
        """Whether at some moment at least ``number`` of the people of ``able`` are at work."""
        return any((mask & able).bit_count() >= number for mask in self._crowds)


def _sharers(timelines: Sequence[Timeline]) -> list[tuple[Timeline, int]]:
    """Each distinct timeline with the people who share it."""
    groups: dict[int, tuple[Timeline, int]] = {}
    for person, timeline in enumerate(timelines):
        _, people = groups.get(id(timeline), (timeline, 0))
        groups[id(timeline)] = (timeline, people | 1 << person)
    return list(groups.values())
