"""One part of a document under another.

The upper document wins: its values replace those below, mappings are merged key by key, and lists whose entries have
identifiers are merged entry by entry - those below keep their order, new ones follow. Other lists and curves or
distributions of another kind are replaced as a whole.
"""

from __future__ import annotations

from dataclasses import replace

from scenarios.items import identity
from scenarios.reading.nodes import Node

_KIND_KEYS = ("family", "distribution")


def merge(under: Node, over: Node) -> Node:
    """``under`` with everything that ``over`` says."""
    if under.is_mapping and over.is_mapping and not _of_other_kind(under, over):
        return _merge_mappings(under, over)
    names, others = _names(under), _names(over)
    if names is not None and others is not None:
        return _merge_lists(under, over, names, others)
    return over


def _merge_mappings(under: Node, over: Node) -> Node:
    members = dict(under.value)
    for key, child in over.value.items():
        members[key] = merge(members[key], child) if key in members else child
    return replace(over, value=members)


def _merge_lists(under: Node, over: Node, names: list[str], others: list[str]) -> Node:
    upper = dict(zip(others, over.value, strict=True))
    kept = [
        merge(item, upper[name]) if name in upper else item
        for name, item in zip(names, under.value, strict=True)
    ]
    added = [item for name, item in zip(others, over.value, strict=True) if name not in set(names)]
    return replace(over, value=[*kept, *added])


def _of_other_kind(under: Node, over: Node) -> bool:
    for key in _KIND_KEYS:
        below, above = under.get(key), over.get(key)
        if below is not None and above is not None and below.value != above.value:
            return True
    return False


def _names(node: Node) -> list[str] | None:
    """Identities of a list's entries; None unless all have one and no two the same."""
    if not node.is_list:
        return None
    found = [
        identity({key: child.scalar() for key, child in item.value.items()}) if item.is_mapping else None
        for item in node.value
    ]
    names = [name for name in found if name is not None]
    return names if len(set(names)) == len(found) else None
