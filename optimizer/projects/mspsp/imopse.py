"""iMOPSE instances (Myszkowski et al.): one person a task, skill levels and salaries; every fault with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path

from optimizer.projects.mspsp.project import Need, Person, SkillProject, Task
from scenarios.errors import DocumentError, Location, Problem

RULE = re.compile(r"\s*={5,}\s*")
COUNT = re.compile(r"\s*(Tasks|Resources|Precedence relations):\s*(\d+)\s*")
PERSON = re.compile(
    r"\s*(?P<id>\w+)\s+(?P<salary>[0-9]{1,15}(\.[0-9]{1,2})?)\s+(?P<skills>(\w+:\s*[0-9]{1,15}\s*)*)"
)
TASK = re.compile(
    r"\s*(?P<id>\w+)\s+(?P<duration>[0-9]{1,15})\s+(?P<skills>\w+:\s*[0-9]{1,15})(?P<after>(\s+\w+)*)\s*"
)
SKILL = re.compile(r"(\w+):\s*(\d+)")
MINOR_UNITS = 100
"""Of a currency unit, in which salaries are written."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a table and its place in the file."""

    text: str
    line: int


class _Reader:
    """One file on its way to a project."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []
        self.counts: dict[str, _Row] = {}
        self.people: list[_Row] = []
        self.tasks: list[_Row] = []

    def fault(self, code: str, line: int, **values: object) -> None:
        self.problems.append(Problem(code, (), values, Location(self.source, line)))

    def sort(self, text: str) -> None:
        """Counts and rows of both tables; a table begins with its heading and ends with a rule."""
        table: list[_Row] | None = None
        for number, line in enumerate(text.splitlines(), start=1):
            heading = line.split()[:1]
            if match := COUNT.fullmatch(line):
                self.counts[match[1]] = _Row(match[2], number)
            elif heading == ["ResourceID"]:
                table = self.people
            elif heading == ["TaskID"]:
                table = self.tasks
            elif RULE.fullmatch(line):
                table = None
            elif table is not None and heading:
                table.append(_Row(line, number))

    def compare(self) -> None:
        """The counts that the header promises."""
        for name, rows in (("Tasks", self.tasks), ("Resources", self.people)):
            if name not in self.counts:
                self.fault("imopse_missing", 1, name=name)
            elif len(rows) != int(self.counts[name].text):
                row = self.counts[name]
                self.fault("imopse_count", row.line, name=name, count=len(rows), wanted=int(row.text))

    def matches(self, rows: list[_Row], form: re.Pattern[str], code: str) -> Iterator[re.Match[str]]:
        for row in rows:
            match = form.fullmatch(row.text)
            if match:
                yield match
            else:
                self.fault(code, row.line, text=row.text.strip())


def read_def(path: str | os.PathLike[str]) -> SkillProject:
    """The project in a ``.def`` file; salaries in hundredths of the file's unit.

    Raises:
        OSError: the file cannot be read.
        DocumentError: with every fault of the file and its line.
    """
    file = Path(path)
    reader = _Reader(file.name)
    # Any byte is some character here: what does not belong into the file is reported with its line.
    reader.sort(file.read_text(encoding="latin-1"))
    reader.compare()
    people = tuple(_person(match) for match in reader.matches(reader.people, PERSON, "imopse_person"))
    tasks = tuple(_task(match) for match in reader.matches(reader.tasks, TASK, "imopse_task"))
    if reader.problems:
        raise DocumentError(reader.problems)
    try:
        return SkillProject(file.stem, tasks, people)
    except DocumentError as error:
        raise DocumentError(_located(one, reader) for one in error.problems) from None


def _person(match: re.Match[str]) -> Person:
    salary = int(Decimal(match["salary"]) * MINOR_UNITS)
    return Person(match["id"], {name: int(level) for name, level in SKILL.findall(match["skills"])}, salary)


def _task(match: re.Match[str]) -> Task:
    needs = tuple(Need(name, 1, int(level)) for name, level in SKILL.findall(match["skills"]))
    return Task(match["id"], int(match["duration"]), needs, tuple(match["after"].split()))


def _located(problem: Problem, reader: _Reader) -> Problem:
    rows = reader.people if problem.path[0] == "people" else reader.tasks
    return replace(problem, location=Location(reader.source, rows[int(problem.path[1])].line))
