"""A document as it was read: plain values that remember where they stand in their file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from scenarios.errors import Location, Path


@dataclass(frozen=True, slots=True)
class Node:
    """A mapping (``dict[str, Node]``), a list (``list[Node]``) or a scalar, with its place.

    ``gaps`` holds the places of keys that were left blank (the empty cells of a table's row).
    """

    value: Any
    place: Location | None = None
    gaps: Mapping[str, Location] = field(default_factory=dict)

    @property
    def is_mapping(self) -> bool:
        """Whether the value is a mapping."""
        return isinstance(self.value, dict)

    @property
    def is_list(self) -> bool:
        """Whether the value is a list."""
        return isinstance(self.value, list)

    def get(self, part: str | int) -> Node | None:
        """The child at a key or position, if there is one."""
        if isinstance(self.value, dict) and isinstance(part, str):
            return self.value.get(part)
        if isinstance(self.value, list) and isinstance(part, int) and 0 <= part < len(self.value):
            child: Node = self.value[part]
            return child
        return None

    def plain(self) -> Any:
        """The value without places: what a schema validates."""
        if isinstance(self.value, dict):
            return {key: child.plain() for key, child in self.value.items()}
        if isinstance(self.value, list):
            return [child.plain() for child in self.value]
        return self.value

    def scalar(self) -> Any:
        """The value if it is neither a mapping nor a list, else None."""
        return None if isinstance(self.value, dict | list) else self.value

    def locate(self, path: Path) -> Location | None:
        """The place of ``path``, or of the nearest enclosing part that has one."""
        node, place = self, self.place
        for part in path:
            gap = node.gaps.get(str(part))
            child = node.get(part)
            if child is None:
                return gap or place
            node, place = child, child.place or place
        return place


def from_plain(value: Any, place: Location | None = None) -> Node:
    """Plain data as nodes that all stand at ``place``."""
    if isinstance(value, dict):
        return Node({key: from_plain(child, place) for key, child in value.items()}, place)
    if isinstance(value, list | tuple):
        return Node([from_plain(child, place) for child in value], place)
    return Node(value, place)
