"""Reading and replacing parts of a document, which is plain JSON data and never changed in place."""

from __future__ import annotations

from typing import Any, TypeAlias

Document: TypeAlias = dict[str, Any]
"""A scenario document as JSON values, possibly with faults that the user has yet to mend."""
Path: TypeAlias = tuple[str, ...]


def look(document: Document, path: Path) -> Any:
    """The value at ``path``; None where there is none."""
    value: Any = document
    for part in path:
        value = value.get(part) if isinstance(value, dict) else None
    return value


def put(document: Document, path: Path, value: Any) -> Document:
    """The document with ``value`` at ``path``; everything beside the path is shared with the original."""
    first, *rest = path
    child = document.get(first)
    inner = put(child if isinstance(child, dict) else {}, tuple(rest), value) if rest else value
    return {**document, first: inner}


def drop(document: Document, path: Path) -> Document:
    """The document without what stands at ``path``, and without a part that has become empty by that."""
    first, *rest = path
    child = document.get(first)
    if rest and isinstance(child, dict) and (remaining := drop(child, tuple(rest))):
        return {**document, first: remaining}
    return {key: value for key, value in document.items() if key != first}
