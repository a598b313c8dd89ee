"""A project as the arrays that compiled code takes."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.projects.mspsp.project import Need, SkillProject, Task
from optimizer.projects.mspsp.team_kernel import WORD, Board, Ints

MOST_LINES = 7
"""Lines of a task up to which every set of them is a condition of its own; beyond, sets of one, two and all."""


@dataclass(frozen=True, slots=True)
class Line:
    """People needed who stand in one set: ``able`` has a bit for each person in it."""

    need: Need
    able: int

    @property
    def people(self) -> int:
        """How many are needed."""
        return self.need.people


@dataclass(frozen=True)
class Instance:
    """A project with its tasks in topological order and what each of them needs as sets of people."""

    project: SkillProject

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """The tasks, each after its predecessors."""
        return self.project.in_order

    @cached_property
    def links(self) -> tuple[tuple[int, ...], ...]:
        """Places of the predecessors of each task, each once."""
        place = {task.id: k for k, task in enumerate(self.tasks)}
        return tuple(tuple(sorted({place[one] for one in task.after})) for task in self.tasks)

    @cached_property
    def followers(self) -> tuple[tuple[int, ...], ...]:
        """Places of the successors of each task."""
        after: list[list[int]] = [[] for _ in self.tasks]
        for k, before in enumerate(self.links):
            for one in before:
                after[one].append(k)
        return tuple(tuple(one) for one in after)

    @cached_property
    def able(self) -> Mapping[tuple[str, int], int]:
        """Who can cover a skill at a level, for all that are needed: a bit for each person."""
        wanted = {(need.skill, need.level): need for task in self.tasks for need in task.needs}
        return {
            key: sum(1 << k for k, person in enumerate(self.project.people) if person.can(need))
            for key, need in wanted.items()
        }

    @cached_property
    def lines(self) -> tuple[tuple[Line, ...], ...]:
        """What each task needs, the scarcest first; nothing where it takes no time."""
        return tuple(
            tuple(
                sorted(
                    (Line(need, self.able[need.skill, need.level]) for need in task.needs if need.people),
                    key=lambda line: line.able.bit_count(),
                )
            )
            if task.duration
            else ()
            for task in self.tasks
        )

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """Slots before each task can start, with unlimited people."""
        heads: list[int] = []
        for before in self.links:
            heads.append(max((heads[one] + self.tasks[one].duration for one in before), default=0))
        return tuple(heads)

    @cached_property
    def tails(self) -> tuple[int, ...]:
        """Slots from each task's start to the project's end, with unlimited people."""
        tails = [0] * len(self.tasks)
        for k in reversed(range(len(self.tasks))):
            tails[k] = self.tasks[k].duration + max((tails[one] for one in self.followers[k]), default=0)
        return tuple(tails)

    @property
    def words(self) -> int:
        """Words of a set of people."""
        return max(1, -(-len(self.project.people) // WORD))

    @cached_property
    def board(self) -> Board:
        """The arrays."""
        people, words = len(self.project.people), self.words
        lines = list(itertools.chain.from_iterable(self.lines))
        tests = [conditions(one) for one in self.lines]
        flat = list(itertools.chain.from_iterable(tests))
        return Board(
            size=np.array([len(self.tasks), people, words]),
            duration=np.array([task.duration for task in self.tasks], np.int64),
            everyone=words_of([(1 << people) - 1], words),
            before_from=_starts(self.links),
            before=_flat(self.links),
            after_from=_starts(self.followers),
            after=_flat(self.followers),
            tail=np.array(self.tails, np.int64),
            line_from=_starts(self.lines),
            line_able=words_of((line.able for line in lines), words),
            line_people=np.array([line.people for line in lines], np.int64),
            test_from=_starts(tests),
            test_able=words_of((able for able, _ in flat), words),
            test_people=np.array([needed for _, needed in flat], np.int64),
            preference=np.array(self.preference, np.int64),
        )

    @cached_property
    def preference(self) -> tuple[int, ...]:
        """People by how much the work that they could do wants them, the least first.

        What a skill wants of each of its people is its work divided by their number.
        """
        work: dict[int, int] = {}
        for task, lines in zip(self.tasks, self.lines, strict=True):
            for line in lines:
                work[line.able] = work.get(line.able, 0) + task.duration * line.people
        share = {able: amount / able.bit_count() for able, amount in work.items()}
        wanted = [
            sum(value for able, value in share.items() if able >> person & 1)
            for person in range(len(self.project.people))
        ]
        return tuple(sorted(range(len(wanted)), key=wanted.__getitem__))


def conditions(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Sets of people and how many of them must be free, for a task with these lines (Hall 1935); the tightest first.

    With at most `MOST_LINES` lines they suffice. Conditions that follow from others are left out.
    """
    sizes: Iterable[int] = range(1, len(lines) + 1)
    if len(lines) > MOST_LINES:
        sizes = (1, 2, len(lines))
    tightest: dict[int, int] = {}
    for chosen in itertools.chain.from_iterable(itertools.combinations(lines, size) for size in sizes):
        able = 0
        for line in chosen:
            able |= line.able
        tightest[able] = max(tightest.get(able, 0), sum(line.people for line in chosen))
    return sorted(
        ((able, people) for able, people in tightest.items() if not _implied(able, people, tightest)),
        key=lambda one: one[0].bit_count() - one[1],
    )


def _implied(able: int, people: int, tightest: Mapping[int, int]) -> bool:
    """Whether a condition follows from one on fewer people, or from two on parts without anybody in common."""
    parts = [(one, count) for one, count in tightest.items() if one != able and one & ~able == 0]
    return any(count >= people for _, count in parts) or any(
        not one & other and count + more >= people
        for (one, count), (other, more) in itertools.combinations(parts, 2)
    )


def words_of(sets: Iterable[int], words: int) -> Ints:
    """(S W,) sets of people as words of `WORD` bits."""
    full = (1 << WORD) - 1
    return np.array([one >> (WORD * word) & full for one in sets for word in range(words)], np.int64)


def people_of(words: Ints) -> tuple[int, ...]:
    """The people of one set (W,)."""
    return tuple(
        place * WORD + bit for place, word in enumerate(words) for bit in range(WORD) if int(word) >> bit & 1
    )


def _starts(rows: Sequence[Sequence[object]]) -> Ints:
    return np.cumsum([0, *(len(row) for row in rows)]).astype(np.int64)


def _flat(rows: Sequence[Sequence[int]]) -> Ints:
    return np.array(list(itertools.chain.from_iterable(rows)), np.int64)
