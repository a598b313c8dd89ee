"""A document in the making: nodes put in their places one by one, as the cells of a workbook give them."""

from __future__ import annotations

from scenarios.errors import Location, Path
from scenarios.items import identity
from scenarios.reading.nodes import Node


def mapping(place: Location | None = None) -> Node:
    """An empty mapping that may be filled."""
    return Node({}, place, {})


def put(root: Node, path: Path, value: Node) -> None:
    """Hang ``value`` at ``path`` below the mapping ``root``; mappings on the way are made."""
    inner(root, path[:-1], value.place).value[path[-1]] = value


def inner(root: Node, path: Path, place: Location | None) -> Node:
    """The mapping at ``path``, made if there is none."""
    node = root
    for part in path:
        node = node.value.setdefault(part, mapping(place))
    return node


def leave_blank(root: Node, path: Path, place: Location) -> None:
    """Note where the value at ``path`` would stand, in the innermost mapping on the way to it."""
    node, depth = root, 0
    for part in path[:-1]:
        child = node.get(part)
        if child is None or not child.is_mapping:
            break
        node, depth = child, depth + 1
    if isinstance(node.gaps, dict):
        node.gaps.setdefault(str(path[depth]), place)


def open_list(root: Node, path: Path, place: Location) -> Node:
    """What stands at ``path``: a list, made if there is nothing."""
    found: Node = inner(root, path[:-1], place).value.setdefault(path[-1], Node([], place))
    return found


def named_entries(root: Node, path: Path) -> dict[str, Node]:
    """The entries of the list at ``path`` by what names them; the first of equal names."""
    node: Node | None = root
    for part in path:
        node = node.get(part) if node else None
    entries: dict[str, Node] = {}
    for item in node.value if node and node.is_list else ():
        name = identity({key: child.scalar() for key, child in item.value.items()})
        if name is not None:
            entries.setdefault(name, item)
    return entries
