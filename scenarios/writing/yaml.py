"""Plain data as readable YAML: blocks, with what is short on one line.

A text is left unquoted only where every YAML reader takes it for text; the rest is written as JSON writes it, which
YAML 1.2 includes.
"""

from __future__ import annotations

import json
import math
import re
import textwrap
from collections.abc import Iterator
from typing import Any

from scenarios.reading.scalars import resolve

WIDTH = 100
_PLAIN = re.compile(r"[^\W_]([\w .+/%()·-]*[\w.%)])?")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def dump(document: dict[str, Any]) -> str:
    """A mapping as a YAML document."""
    return "".join(f"{line}\n" for line in _mapping(document, 0, top=True))


def scalar(value: Any) -> str:
    """A scalar as it is written."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        whole = value.is_integer() and abs(value) < 1e15 and math.copysign(1, value) > 0
        return str(int(value)) if whole else repr(value)
    return str(value) if isinstance(value, int) else _text(value)


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and resolve(text) == text and text.lower() not in _WORDS:
        return text
    written = json.dumps(text, ensure_ascii=False)
    return _ESCAPED.sub(lambda match: f"\\u{ord(match.group()):04x}", written)


def _flow(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{scalar(key)}: {_flow(child)}" for key, child in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    return scalar(value)


def _depth(value: Any) -> int:
    if not isinstance(value, dict | list):
        return 0
    children = value.values() if isinstance(value, dict) else value
    return 1 + max(map(_depth, children), default=0)


def _on_one_line(value: Any, indent: int) -> str | None:
    """The flow form where it is short and shallow enough to read; a scalar has no other."""
    if _depth(value) == 0:
        return _flow(value)
    if _depth(value) > 2:
        return None
    line = _flow(value)
    return line if indent + len(line) <= WIDTH else None


def _mapping(mapping: dict[str, Any], indent: int, *, top: bool = False) -> Iterator[str]:
    space = " " * indent
    for key, value in mapping.items():
        name = f"{space}{scalar(key)}:"
        sections = top and isinstance(value, list) and value and isinstance(value[0], dict)
        line = None if sections else _on_one_line(value, len(name) + 1)
        if line is not None:
            yield f"{name} {line}"
        else:
            yield name
            yield from _block(value, indent + 2)


def _block(value: Any, indent: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _mapping(value, indent)
    elif _depth(value) == 1:
        yield from textwrap.wrap(
            _flow(value),
            WIDTH,
            initial_indent=" " * indent,
            subsequent_indent=" " * (indent + 1),
            break_long_words=False,
            break_on_hyphens=False,
        )
    else:
        for item in value:
            yield from _item(item, indent)


def _item(item: Any, indent: int) -> Iterator[str]:
    dash = " " * indent + "- "
    line = _on_one_line(item, len(dash))
    if line is not None:
        yield dash + line
        return
    first, *rest = _block(item, indent + 2)
    yield dash + first.lstrip(" ")
    yield from rest
