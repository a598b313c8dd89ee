"""Changes carried out on a tree of nodes. Each gives a new tree and leaves the old one as it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypeAlias

from scenarios.errors import DocumentError, Location, Problem
from scenarios.items import identity
from scenarios.reading.nodes import Node
from scenarios.suggestions import guess, listing
from scenarios.variants.changes import AddItem, RemoveItem, SetValue
from scenarios.variants.paths import Step, Steps, parse, written

Edit: TypeAlias = Callable[[Node], Node]


def apply(root: Node, change: SetValue | AddItem | RemoveItem, value: Node) -> Node:
    """The tree after one change; ``value`` is what it sets or adds, and its place that of the change.

    Raises:
        DocumentError: the path is none, leads nowhere, or to what cannot be changed so.
    """
    steps = parse(change.path)
    if steps is None:
        raise _refusal("change_path_form", path=change.path)
    if isinstance(change, AddItem):
        before = change.before
        return _at(root, steps, (), lambda node: _added(node, value, before, change.path))
    parent, last = steps[:-1], steps[-1]
    if isinstance(change, SetValue):
        return _at(root, parent, (), lambda node: _set(node, last, value, parent))
    return _at(root, parent, (), lambda node: _removed(node, last, value.place, parent))


def _at(node: Node, steps: Steps, behind: Steps, edit: Edit) -> Node:
    """The tree with ``edit`` carried out where ``steps`` lead from ``node``."""
    if not steps:
        return edit(node)
    place = _place(node, steps[0], behind)
    child = _at(node.value[place], steps[1:], (*behind, steps[0]), edit)
    return _with(node, place, child)


def _with(node: Node, place: Any, child: Node) -> Node:
    copy = node.value.copy()
    copy[place] = child
    return replace(node, value=copy)


def _place(node: Node, step: Step, behind: Steps) -> Any:
    """The key or position of an existing child."""
    known = _names(node)
    if step.name not in known:
        shown = written(behind) or "."
        raise _refusal(
            "change_path_unknown",
            part=step.name,
            within=shown,
            known=listing(known),
            guess=guess(step.name, known),
        )
    return step.name if node.is_mapping else known.index(step.name)


def _names(node: Node) -> list[str]:
    if node.is_mapping:
        return list(node.value)
    if not node.is_list:
        return []
    return [str(_name(item)) for item in node.value]


def _name(item: Node) -> Any:
    """What names an entry of a list."""
    if not item.is_mapping:
        return item.scalar()
    return identity({key: child.scalar() for key, child in item.value.items()})


def _set(node: Node, step: Step, value: Node, behind: Steps) -> Node:
    # A key that the base does not have yet is set all the same: the schema says whether it may be there.
    place = step.name if node.is_mapping else _place(node, step, behind)
    return _with(node, place, value)


def _added(node: Node, value: Node, before: str | None, path: str) -> Node:
    if not node.is_list:
        raise _refusal("change_no_list", path=path)
    name = _name(value)
    if name is not None and str(name) in _names(node):
        raise _refusal("change_exists", path=path, id=name)
    place = len(node.value) if before is None else _place(node, Step(before), parse(path) or ())
    return replace(node, value=[*node.value[:place], value, *node.value[place:]])


def _removed(node: Node, step: Step, written_at: Location | None, behind: Steps) -> Node:
    place = _place(node, step, behind)
    rest = node.value.copy()
    del rest[place]
    gaps = {**node.gaps, step.name: written_at} if written_at and node.is_mapping else node.gaps
    return replace(node, value=rest, gaps=gaps)


def _refusal(code: str, **values: object) -> DocumentError:
    return DocumentError([Problem(code, values=values)])
