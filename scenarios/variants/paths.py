"""Paths as people write them: entries of lists by identifier, ``campaigns[spring].channels[tv].lock``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from scenarios.items import identity


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: a key, or in brackets an entry of a list or of a mapping by identifier."""

    name: str
    bracketed: bool = False

    def __str__(self) -> str:
        return f"[{self.name}]" if self.bracketed else self.name


Steps: TypeAlias = tuple[Step, ...]

_PATH = re.compile(r"[^.\[\]\s]+(\[[^\[\]]+\])*(\.[^.\[\]\s]+(\[[^\[\]]+\])*)*")
_STEP = re.compile(r"\[([^\[\]]+)\]|([^.\[\]]+)")


def parse(text: str) -> Steps | None:
    """The steps of a written path; None if it is none.

    >>> [str(step) for step in parse("organisation.people[p7].skills")]
    ['organisation', 'people', '[p7]', 'skills']
    """
    if not _PATH.fullmatch(text):
        return None
    return tuple(Step(entry or key, bool(entry)) for entry, key in _STEP.findall(text))


def written(steps: Iterable[Step]) -> str:
    """Steps as text; the inverse of `parse`."""
    text = ""
    for step in steps:
        text += str(step) if step.bracketed or not text else f".{step}"
    return text


def position(items: Iterable[Any], name: str) -> int | None:
    """Where an entry stands in a list of plain values: by its identity, or by itself if it is a plain text."""
    for number, item in enumerate(items):
        if (identity(item) if isinstance(item, dict) else item) == name:
            return number
    return None


def value_at(document: Any, steps: Steps) -> Any:
    """The plain value that a path leads to.

    Raises:
        KeyError: it leads nowhere.
    """
    for step in steps:
        if isinstance(document, dict):
            document = document[step.name]
        else:
            found = position(document, step.name) if isinstance(document, list) else None
            if found is None:
                raise KeyError(step.name)
            document = document[found]
    return document
