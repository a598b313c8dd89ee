"""Patterson files (``.rcp``), as PSPLIB, RG300 and many generators write them: numbers, with lines broken anywhere.

First the numbers of activities and resources, then the capacities, then for each activity its duration, demands,
number of successors and the successors, counted from 1 (Patterson 1984, Management Science 30).
"""

from __future__ import annotations

from pathlib import Path

from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.source import Source


def read_patterson(path: Path) -> Project:
    """The project of a file, named like it.

    Raises:
        DocumentError: with every fault and its line.
        OSError: the file cannot be read.
    """
    source = Source(path)
    words = _Words(source)
    activities, resources = words.take(2)
    capacities = words.take(resources)
    first = words.line
    durations, demands, successors, lines = [], [], [], []
    for _ in range(activities):
        duration, *own, count = words.take(resources + 2)
        lines.append(words.line)
        durations.append(duration)
        demands.append(tuple(own))
        successors.append(tuple(one - 1 for one in words.take(count)))
    words.finish()
    places = {("capacities", r): first for r in range(resources)}
    for name in ("durations", "demands", "successors"):
        places |= {(name, i): line for i, line in enumerate(lines)}
    return source.project(capacities, tuple(durations), tuple(demands), tuple(successors), places)


def to_patterson(project: Project) -> str:
    """The text of a Patterson file."""
    lines = [f"{project.size} {len(project.capacities)}", " ".join(map(str, project.capacities))]
    for length, demands, after in zip(project.durations, project.demands, project.successors, strict=True):
        row = (length, *demands, len(after), *(one + 1 for one in after))
        lines.append(" ".join(map(str, row)))
    return "\n".join(lines) + "\n"


class _Words:
    """The numbers of a file one after another; ``line`` is that of the last one taken."""

    def __init__(self, source: Source) -> None:
        self._source = source
        numbered = range(1, len(source.lines) + 1)
        self._words = [(number, line) for line in numbered for number in source.numbers(line)]
        source.settle()
        self._next = 0
        self.line = 1

    def take(self, count: int) -> tuple[int, ...]:
        """The next numbers."""
        if count < 0:
            self._source.fail("project_count", self.line, count=count)
        elif self._next + count > len(self._words):
            self._source.fail("project_short", len(self._source.lines) or 1)
        self._source.settle()
        taken = self._words[self._next : self._next + count]
        self._next += count
        if taken:
            self.line = taken[-1][1]
        return tuple(number for number, _ in taken)

    def finish(self) -> None:
        """Nothing may be left."""
        if self._next < len(self._words):
            number, line = self._words[self._next]
            self._source.fail("project_long", line, word=number)
        self._source.settle()
