"""MSPSP instances as MiniZinc data (Young, Feydy and Schutt 2017), every fault with its line."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from optimizer.projects.mspsp.project import Need, Person, SkillProject, Task
from scenarios.errors import DocumentError, Location, Problem

TOKEN = re.compile(r"(?P<skip>\s+|%[^\n]*)|(?P<word>[A-Za-z_]\w*|-?\d+|\.\.|[=;\[\]|,{}])|(?P<bad>.)")
NUMBER = re.compile(r"-?[0-9]{1,18}")
PUNCTUATION = frozenset("[]|,{}")
BOOLEANS = {"true": 1, "false": 0}
COUNTS = ("nActs", "nSkills", "nResources", "nPrecs")
LISTS = ("dur", "sreq", "mastery", "pred", "succ")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of the file and its line."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Values:
    """The numbers of one definition, row by row, with their lines; ``line`` is that of the name."""

    line: int
    numbers: tuple[int, ...]
    lines: tuple[int, ...]


class _Reader:
    """One file on its way to a project."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.problems: list[Problem] = []

    def fault(self, code: str, line: int, **values: object) -> None:
        self.problems.append(Problem(code, (), values, Location(self.source, line)))

    def tokens(self, text: str) -> Iterator[Token]:
        line = 1
        for match in TOKEN.finditer(text):
            if match["word"]:
                yield Token(match["word"], line)
            elif match["bad"]:
                self.fault("dzn_character", line, character=match["bad"])
            line += match.group().count("\n")

    def definitions(self, text: str) -> dict[str, Values]:
        """All definitions that are read; others, as derived lists, are passed over."""
        found: dict[str, Values] = {}
        statement: list[Token] = []
        for token in self.tokens(text):
            if token.text != ";":
                statement.append(token)
                continue
            self.definition(statement, found)
            statement = []
        if statement:
            self.fault("dzn_end", statement[0].line, name=statement[0].text)
        return found

    def definition(self, statement: list[Token], found: dict[str, Values]) -> None:
        if not statement:
            return
        name = statement[0]
        if len(statement) < 2 or statement[1].text != "=":
            self.fault("dzn_statement", name.line, name=name.text)
        elif name.text in found:
            self.fault("dzn_twice", name.line, name=name.text)
        elif name.text in {*COUNTS, *LISTS}:
            found[name.text] = self.values(name, statement[2:])

    def values(self, name: Token, tokens: list[Token]) -> Values:
        entries = [token for token in tokens if token.text not in PUNCTUATION]
        wanted = BOOLEANS.__contains__ if name.text == "mastery" else NUMBER.fullmatch
        for token in entries:
            if not wanted(token.text):
                self.fault("dzn_value", token.line, name=name.text, value=token.text)
        numbers = (
            BOOLEANS.get(one.text, int(one.text) if NUMBER.fullmatch(one.text) else 0) for one in entries
        )
        return Values(name.line, tuple(numbers), tuple(one.line for one in entries))

    def complete(self, found: dict[str, Values]) -> bool:
        """Whether everything is there, as often as it has to be."""
        for name in (*COUNTS, *LISTS):
            if name not in found:
                self.fault("dzn_missing", 1, name=name)
        for name in COUNTS:
            if name in found and (len(found[name].numbers) != 1 or found[name].numbers[0] < 0):
                self.fault("dzn_count", found[name].line, name=name)
        if not self.problems:
            self.sizes(found)
        return not self.problems

    def sizes(self, found: dict[str, Values]) -> None:
        tasks, skills, people, links = (found[name].numbers[0] for name in COUNTS)
        wanted = (tasks, tasks * skills, people * skills, links, links)
        for name, count in zip(LISTS, wanted, strict=True):
            if len(found[name].numbers) != count:
                values = {"name": name, "count": len(found[name].numbers), "wanted": count}
                self.fault("dzn_size", found[name].line, **values)
        for name in ("pred", "succ"):
            for number, line in zip(found[name].numbers, found[name].lines, strict=True):
                if not 1 <= number <= tasks:
                    self.fault("dzn_task", line, name=name, value=number, tasks=tasks)


def read_dzn(path: str | os.PathLike[str]) -> SkillProject:
    """The project in a ``.dzn`` file; tasks, people and skills are called by their numbers, from 1.

    Raises:
        OSError: the file cannot be read.
        DocumentError: with every fault of the file and its line.
    """
    file = Path(path)
    reader = _Reader(file.name)
    # Any byte is some character here: what does not belong into the file is reported with its line.
    found = reader.definitions(file.read_text(encoding="latin-1"))
    if not reader.complete(found):
        raise DocumentError(reader.problems)
    try:
        return SkillProject(file.stem, _tasks(found), _people(found))
    except DocumentError as error:
        raise DocumentError(_located(one, found, file.name) for one in error.problems) from None


def _tasks(found: dict[str, Values]) -> tuple[Task, ...]:
    skills = found["nSkills"].numbers[0]
    needed = found["sreq"].numbers
    after: dict[int, list[str]] = {}
    for first, second in zip(found["pred"].numbers, found["succ"].numbers, strict=True):
        after.setdefault(second, []).append(str(first))
    return tuple(
        Task(
            str(place + 1),
            duration,
            tuple(
                Need(str(skill + 1), people)
                for skill, people in enumerate(needed[place * skills : (place + 1) * skills])
                if people
            ),
            tuple(after.get(place + 1, ())),
        )
        for place, duration in enumerate(found["dur"].numbers)
    )


def _people(found: dict[str, Values]) -> tuple[Person, ...]:
    skills, count = found["nSkills"].numbers[0], found["nResources"].numbers[0]
    has = found["mastery"].numbers
    return tuple(
        Person(str(row + 1), {str(k + 1): 1 for k in range(skills) if has[row * skills + k]})
        for row in range(count)
    )


def _located(problem: Problem, found: dict[str, Values], source: str) -> Problem:
    """The line of what a fault is about: a task's duration, needs or links."""
    place = int(problem.path[1])
    if problem.path[-1] == "duration":
        line = found["dur"].lines[place]
    elif problem.code == "skill_cycle":
        links = found["succ"]
        line = links.lines[links.numbers.index(place + 1)]
    else:
        skills = found["nSkills"].numbers[0]
        line = found["sreq"].lines[place * skills] if skills else found["sreq"].line
    return replace(problem, location=Location(source, line))
