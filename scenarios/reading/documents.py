"""From a tree of nodes to a checked scenario: version, kind, templates, fields, rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from scenarios.checks import check
from scenarios.document import Scenario
from scenarios.document.scenario import SCHEMA_VERSION
from scenarios.errors import DocumentError, Problem
from scenarios.reading.fields import shown, validate
from scenarios.reading.limits import MAX_PROBLEMS
from scenarios.reading.nodes import Node
from scenarios.reading.partial import check_rest
from scenarios.suggestions import guess, listing

KINDS = ("scenario", "variant")

BaseOf: TypeAlias = Callable[[str], Scenario]
"""Finds the base of a variant by what it calls it. Raises `DocumentError`."""


@dataclass(frozen=True, slots=True)
class Examination:
    """What reading a document gave: the scenario if it can be used, and every problem with its place."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """Problems that keep the document from being used."""
        return tuple(problem for problem in self.problems if problem.severity == "error")

    def accepted(self) -> Scenario:
        """The scenario.

        Raises:
            DocumentError: there are errors.
        """
        if self.scenario is None or self.errors:
            raise DocumentError(_first(self.errors))
        return self.scenario


def _first(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    if len(problems) <= MAX_PROBLEMS:
        return problems
    rest = Problem("further_problems", values={"count": len(problems) - MAX_PROBLEMS})
    return (*problems[:MAX_PROBLEMS], rest)


def examine_scenario(root: Node) -> Examination:
    """A whole scenario (not a variant) against fields and rules."""
    scenario, problems = validate(Scenario, root)
    if scenario is None:
        return Examination(None, located([*problems, *check_rest(root, problems)], root))
    found = located(check(scenario), root)
    failed = any(problem.severity == "error" for problem in found)
    return Examination(None if failed else scenario, found)


def located(problems: Iterable[Problem], root: Node) -> tuple[Problem, ...]:
    """Problems with the places of their paths in ``root``."""
    return tuple(
        problem if problem.location else replace(problem, location=root.locate(problem.path))
        for problem in problems
    )


def kind_of(root: Node) -> str:
    """Whether a document is a ``scenario`` or a ``variant``, after the checks without which nothing else counts.

    Raises:
        DocumentError: not a mapping, of another schema version, or of an unknown kind.
    """
    if not root.is_mapping:
        code = "document_empty" if root.value is None else "root_not_mapping"
        raise DocumentError([Problem(code, values={"found": shown(root)}, location=root.place)])
    version = root.get("mems")
    if version is not None:
        _check_version(version)
    written = root.get("kind")
    kind = "scenario" if written is None else written.scalar()
    if kind not in KINDS:
        values = {"found": shown(written or root), "choices": listing(KINDS), "guess": guess(kind, KINDS)}
        raise DocumentError([Problem("not_a_choice", ("kind",), values, root.locate(("kind",)))])
    return str(kind)


def body(root: Node) -> Node:
    """What of a document is the scenario itself."""
    members = {key: child for key, child in root.value.items() if key != "kind"}
    return Node(members, root.place, root.gaps)


def _check_version(version: Node) -> None:
    number = version.value
    values = {"found": shown(version), "version": SCHEMA_VERSION}
    if isinstance(number, bool) or not isinstance(number, int):
        raise DocumentError([Problem("schema_form", ("mems",), values, version.place)])
    if number != SCHEMA_VERSION:
        code = "schema_newer" if number > SCHEMA_VERSION else "schema_unknown"
        raise DocumentError([Problem(code, ("mems",), values, version.place)])
