"""Who can do what in the relaxation: classes of work, offers of people, and groups that can do the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from optimizer.schedule.bounds import Earliest
from optimizer.schedule.problem import Problem, Task
from scenarios.worktime import Timeline

NORMAL = 100

Kind: TypeAlias = tuple[tuple[int, int], ...]
"""A class of work: everyone who can do it, each with a speed in percent."""
Offer: TypeAlias = tuple[int, int, int]
"""Class of work, line (calendar) and speed."""
Way: TypeAlias = tuple[int, int, int]
"""Offer, working minutes, and how many people there are."""


@dataclass(frozen=True)
class People:
    """Classes of work, calendars (``lines``, with what is settled taken out), and offers by number.

    ``ways`` by task; ``line_of`` by person.
    """

    kinds: tuple[Kind, ...]
    lines: tuple[Timeline, ...]
    line_of: tuple[int, ...]
    offers: tuple[Offer, ...]
    ways: dict[int, tuple[Way, ...]]

    def groups(self) -> list[tuple[tuple[tuple[int, int], ...], list[int]]]:
        """People by what they can do: (class, speed) pairs, and the people."""
        found: dict[tuple[tuple[int, int], ...], list[int]] = {}
        able: dict[int, list[tuple[int, int]]] = {}
        for number, kind in enumerate(self.kinds):
            for person, speed in kind:
                able.setdefault(person, []).append((number, speed))
        for person, skills in sorted(able.items()):
            found.setdefault(tuple(skills), []).append(person)
        return list(found.items())

    def busy_until(self, problem: Problem, tasks: Sequence[Task], times: Earliest) -> int:
        """About when ``tasks`` are over: each class shared evenly by its people, all from the first release on.

        An eighth is added for waiting. Time after it is free of charge in the relaxation, which is then weaker, and
        never wrong.
        """
        if not tasks:
            return 0
        begin = min(times.ready[task.index] for task in tasks)
        load = [0.0] * len(problem.people)
        for task in tasks:
            for person, minutes in task.minutes.items():
                load[person] += minutes * task.people / len(task.minutes)
        ends = [times.finish[task.index] for task in tasks]
        for person, share in enumerate(load):
            line = self.lines[self.line_of[person]]
            left = line.total - line.open_before(begin)
            ends.append(line.advance(begin, min(round(share), left)) if left else begin)
        return max(ends) + (max(ends) - begin) // 8


def people_of(problem: Problem, tasks: Sequence[Task]) -> People:
    """The people of a problem as far as ``tasks`` (work) are concerned."""
    lines: dict[Timeline, int] = {}
    line_of = []
    for worker in problem.people:
        busy = problem.fixed.busy.get(worker.index)
        timeline = worker.timeline.minus(busy) if busy else worker.timeline
        line_of.append(lines.setdefault(timeline, len(lines)))
    kinds: dict[Kind, int] = {}
    offers: dict[Offer, int] = {}
    ways = {}
    for task in tasks:
        kind = _kind(problem, task)
        number = kinds.setdefault(kind, len(kinds))
        counted = Counter(
            (offers.setdefault((number, line_of[person], speed), len(offers)), task.minutes[person])
            for person, speed in kind
        )
        ways[task.index] = tuple((offer, minutes, count) for (offer, minutes), count in counted.items())
    return People(tuple(kinds), tuple(lines), tuple(line_of), tuple(offers), ways)


def _kind(problem: Problem, task: Task) -> Kind:
    skill = problem.jobs[task.job].process.steps[task.step].skill or ""
    return tuple(sorted((person, problem.people[person].speed.get(skill, NORMAL)) for person in task.minutes))
