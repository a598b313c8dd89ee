"""How the entries of a document's lists are told apart."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KEYS = (("id",), ("channel",), ("group",), ("line",), ("skill",), ("source", "target"))
BETWEEN = "->"


def identity(item: Mapping[str, Any]) -> str | None:
    """What names an entry within its list: its ``id``, or what it refers to; None if nothing does.

    >>> identity({"source": "brand", "target": "growth", "delay": 2})
    'brand->growth'
    """
    for keys in _KEYS:
        parts = [item.get(key) for key in keys]
        if all(isinstance(part, str) for part in parts):
            return BETWEEN.join(map(str, parts))
    return None
