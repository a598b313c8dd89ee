"""Changes applied to a scenario: every change must be possible, have an effect, and leave a right document."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from scenarios.document import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.reading.documents import Examination, examine_scenario
from scenarios.reading.nodes import Node, from_plain
from scenarios.variants import edit
from scenarios.variants.changes import AddItem, RemoveItem, SetValue
from scenarios.variants.paths import parse, value_at


@dataclass(frozen=True, slots=True)
class PlacedChange:
    """A change with the node of its value and the place where it is written."""

    change: SetValue | AddItem | RemoveItem
    value: Node
    place: Location | None


def placed(change: SetValue | AddItem | RemoveItem, place: Location | None = None) -> PlacedChange:
    """A change whose value is plain data."""
    plain = {SetValue: "to", AddItem: "value"}.get(type(change))
    return PlacedChange(change, from_plain(getattr(change, plain) if plain else None, place), place)


def apply_changes(base: Scenario, changes: Iterable[SetValue | AddItem | RemoveItem]) -> Scenario:
    """The scenario that ``base`` becomes by ``changes``, one after another.

    Raises:
        DocumentError: a path leads nowhere, a change changes nothing, or the result is no right document.
    """
    return examine_changes(base, [placed(change) for change in changes]).accepted()


def examine_changes(base: Scenario, changes: Sequence[PlacedChange]) -> Examination:
    """What comes of a base and changes, with every problem at the place of the change that it comes from."""
    root = from_plain(base.model_dump(mode="json"))
    problems = _repetitions(changes)
    for one in changes:
        try:
            root = edit.apply(root, one.change, one.value)
        except DocumentError as error:
            problems += [replace(problem, location=one.place) for problem in error.problems]
    if problems:
        return Examination(None, tuple(problems))
    found = examine_scenario(root)
    if found.scenario is None:
        return Examination(None, tuple(_blamed(problem, changes) for problem in found.problems))
    idle = _without_effect(base, found.scenario, changes)
    return Examination(None, (*idle, *found.problems)) if idle else found


def _blamed(problem: Problem, changes: Iterable[PlacedChange]) -> Problem:
    """A problem of unchanged parts at the only change in its section of the document, if there is just one."""
    section = (
        [one for one in changes if one.change.path.startswith(str(problem.path[0]))] if problem.path else []
    )
    if problem.location or len(section) != 1:
        return problem
    return replace(problem, location=section[0].place)


def _repetitions(changes: Iterable[PlacedChange]) -> list[Problem]:
    seen: set[str] = set()
    problems = []
    for one in changes:
        if isinstance(one.change, SetValue):
            if one.change.path in seen:
                problems.append(Problem("change_twice", (), {"path": one.change.path}, one.place))
            seen.add(one.change.path)
    return problems


def _without_effect(base: Scenario, result: Scenario, changes: Iterable[PlacedChange]) -> list[Problem]:
    before, after = base.model_dump(mode="json"), result.model_dump(mode="json")
    return [
        Problem("change_without_effect", (), {"path": one.change.path}, one.place)
        for one in changes
        if not isinstance(one.change, AddItem) and _same(before, after, one.change.path)
    ]


def _same(before: Any, after: Any, path: str) -> bool:
    steps = parse(path) or ()
    try:
        return bool(value_at(before, steps) == value_at(after, steps))
    except KeyError:
        return False
