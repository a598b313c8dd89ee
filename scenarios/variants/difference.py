"""In what two scenarios differ: the changes that turn one into the other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scenarios.document import Scenario
from scenarios.items import identity
from scenarios.variants.changes import AddItem, RemoveItem, SetValue
from scenarios.variants.paths import Step, Steps, written

_WHOLE = (
    "name",
    "description",
    "curve",
    "effort",
    "latency",
    "delay",
    "default",
    "extra_effort",
    "per_period",
)
"""Keys whose values have several forms and are therefore compared and set as a whole."""
_BY_NAME = ("skills", "per_10k", "week")
"""Keys of mappings from identifiers or weekdays."""


def difference(a: Scenario, b: Scenario) -> tuple[SetValue | AddItem | RemoveItem, ...]:
    """The changes that turn ``a`` into ``b``: ``apply_changes(a, difference(a, b)) == b``."""
    return tuple(_mappings(a.model_dump(mode="json"), b.model_dump(mode="json"), ()))


def _mappings(
    a: Mapping[str, Any], b: Mapping[str, Any], path: Steps
) -> Iterator[SetValue | AddItem | RemoveItem]:
    by_name = bool(path) and path[-1].name in _BY_NAME
    for key in (*a, *(key for key in b if key not in a)):
        steps = (*path, Step(key, by_name))
        if key not in b:
            yield RemoveItem(remove=written(steps))
        elif key not in a:
            yield SetValue(set=written(steps), to=b[key])
        elif a[key] != b[key]:
            yield from _values(a[key], b[key], steps)


def _values(a: Any, b: Any, path: Steps) -> Iterator[SetValue | AddItem | RemoveItem]:
    if path[-1].name not in _WHOLE and isinstance(a, dict) and isinstance(b, dict):
        yield from _mappings(a, b, path)
    elif isinstance(a, list) and isinstance(b, list) and _in_order(_names(a), _names(b)):
        yield from _lists(a, b, path)
    else:
        yield SetValue(set=written(path), to=b)


def _names(items: Sequence[Any]) -> list[str]:
    """Identities of a list's entries; empty unless all have one and no two the same."""
    names = [identity(item) if isinstance(item, dict) else None for item in items]
    known = [name for name in names if name is not None]
    return known if len(set(known)) == len(names) else []


def _in_order(a: list[str], b: list[str]) -> bool:
    """Whether two lists can be told apart entry by entry: what they share stands in the same order."""
    shared = [name for name in a if name in set(b)]
    return bool(shared) and shared == [name for name in b if name in set(a)]


def _lists(
    a: Sequence[dict[str, Any]], b: Sequence[dict[str, Any]], path: Steps
) -> Iterator[SetValue | AddItem | RemoveItem]:
    old, new = dict(zip(_names(a), a, strict=True)), dict(zip(_names(b), b, strict=True))
    for name in old:
        if name not in new:
            yield RemoveItem(remove=written((*path, Step(name, bracketed=True))))
    names = list(new)
    for number, (name, item) in enumerate(new.items()):
        if name not in old:
            before = next((later for later in names[number:] if later in old), None)
            yield AddItem(add=written(path), value=item, before=before)
        elif item != old[name]:
            yield from _mappings(old[name], item, (*path, Step(name, bracketed=True)))
