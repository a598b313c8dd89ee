"""Cross checks of a document that has field errors: on what is left without the faulty items.

Faulty entries of lists (a campaign with a bad date) are set aside; where the rest is a whole document, its rules are
checked too, so that one reading reports as much as can be known. Rules that count or sum would mislead without the
missing items and are left for the next reading, and so are references to them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from typing import Any

from scenarios.checks.cycles import circular_dependencies
from scenarios.checks.dates import campaign_dates, horizon_dates, period_lists
from scenarios.checks.identifiers import duplicate_identifiers
from scenarios.checks.references import unknown_references, unknown_stages
from scenarios.checks.rules import Rule
from scenarios.checks.workflows import express_variants, repeated_approvers
from scenarios.document import Scenario
from scenarios.errors import Path, Problem
from scenarios.reading.fields import validate
from scenarios.reading.nodes import Node

RULES: tuple[Rule, ...] = (
    duplicate_identifiers,
    unknown_references,
    unknown_stages,
    circular_dependencies,
    repeated_approvers,
    express_variants,
    horizon_dates,
    campaign_dates,
    period_lists,
)


def check_rest(root: Node, problems: Collection[Problem]) -> list[Problem]:
    """Problems of the part of a document that has no field errors; paths are those of the whole document."""
    faulty = {_item(root, problem.path) for problem in problems}
    if () in faulty:
        return []
    rest, kept = _without(root, (), faulty)
    scenario, _ = validate(Scenario, rest)
    if scenario is None:
        return []
    absent = {identifier for path in faulty for identifier in _identifiers(root, path)}
    found = [problem for rule in RULES for problem in rule(scenario)]
    return [
        replace(problem, path=_original(problem.path, kept))
        for problem in found
        if problem.values.get("id") not in absent
    ]


def _item(root: Node, path: Path) -> Path:
    """The innermost list entry around ``path`` that is a mapping; empty if there is none."""
    node: Node | None = root
    found: Path = ()
    for depth, part in enumerate(path, start=1):
        node = node.get(part) if node else None
        if isinstance(part, int) and node and node.is_mapping:
            found = path[:depth]
    return found


def _identifiers(root: Node, path: Path) -> Iterator[Any]:
    """Identifiers of a faulty item and of everything within it."""
    node: Node | None = root
    for part in path:
        node = node.get(part) if node else None
    waiting = [node] if node else []
    while waiting:
        current = waiting.pop()
        for key in ("id", "channel", "group", "line"):
            child = current.get(key)
            if child is not None:
                yield child.scalar()
        if isinstance(current.value, dict | list):
            children = current.value.values() if isinstance(current.value, dict) else current.value
            waiting.extend(children)


def _without(node: Node, path: Path, faulty: Collection[Path]) -> tuple[Node, dict[Path, list[int]]]:
    """The tree without faulty items, and for each list (by its new path) the old positions of what is left."""
    kept: dict[Path, list[int]] = {}
    if isinstance(node.value, dict):
        members = {}
        for key, child in node.value.items():
            members[key], below = _without(child, (*path, key), faulty)
            kept.update(below)
        return Node(members, node.place, node.gaps), kept
    if not isinstance(node.value, list):
        return node, kept
    positions = [number for number in range(len(node.value)) if (*path, number) not in faulty]
    kept[path] = positions
    items = []
    for number in positions:
        item, below = _without(node.value[number], (*path, number), faulty)
        items.append(item)
        kept.update(below)
    return Node(items, node.place, node.gaps), kept


def _original(path: Path, kept: dict[Path, list[int]]) -> Path:
    """A path of the reduced document as a path of the whole one; ``kept`` is keyed by whole paths."""
    whole: Path = ()
    for part in path:
        whole = (*whole, kept[whole][part] if isinstance(part, int) and whole in kept else part)
    return whole
