"""A file of numbers: its lines, the faults found in it so far, and the project made of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from optimizer.projects.rcpsp.faults import faults
from optimizer.projects.rcpsp.project import Project
from scenarios.errors import DocumentError, Location, Problem

NUMBER = re.compile(r"[+-]?[0-9]{1,18}")

Rows = tuple[tuple[int, ...], ...]


class Source:
    """The lines of a file, and what is wrong with them."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # Any byte is some character here: what does not belong into the file is reported with its line.
        self.lines = path.read_text(encoding="latin-1").splitlines()
        self._problems: list[Problem] = []

    def fail(self, code: str, line: int, **values: str | int) -> None:
        """Remember a fault of a line, counted from 1."""
        self._problems.append(Problem(code, values=values, location=self._location(line)))

    def numbers(self, line: int) -> tuple[int, ...]:
        """The whole numbers of a line; what is none is a fault."""
        words = self.lines[line - 1].split()
        for word in words:
            if not NUMBER.fullmatch(word):
                self.fail("project_number", line, word=word)
        return tuple(int(word) for word in words if NUMBER.fullmatch(word))

    def settle(self) -> None:
        """Go on only if nothing is wrong so far.

        Raises:
            DocumentError: with every fault.
        """
        if self._problems:
            raise DocumentError(self._problems)

    def project(
        self,
        capacities: tuple[int, ...],
        durations: tuple[int, ...],
        demands: Rows,
        successors: Rows,
        lines: Mapping[tuple[str, int], int],
    ) -> Project:
        """The project, named like the file; ``lines`` tells where an entry, named by its path's beginning, stands.

        Raises:
            DocumentError: with every fault and its line.
        """
        for one in faults(capacities, durations, demands, successors):
            line = lines[str(one.path[0]), int(one.path[1])]
            self._problems.append(replace(one, location=self._location(line)))
        self.settle()
        return Project(self._path.stem, capacities, durations, demands, successors)

    def _location(self, line: int) -> Location:
        return Location(source=self._path.name, line=line)
