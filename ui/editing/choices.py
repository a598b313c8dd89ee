"""What can be chosen in a column, and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ui.editing.paths import Document, Path, look


def named(document: Document, path: Path) -> dict[str, Mapping[str, str]]:
    """Identifiers of the entries at ``path`` with their names by language."""
    entries = (entry for entry in look(document, path) or () if entry.get("id"))
    return {entry["id"]: label(entry.get("name"), entry["id"]) for entry in entries}


def label(name: Any, identifier: str) -> Mapping[str, str]:
    """A document's name by language; the identifier where there is none yet."""
    texts = name if isinstance(name, dict) else {"en": name, "zh": name}
    return {language: texts.get(language) or identifier for language in ("en", "zh")}


def words(area: str, *values: str) -> dict[str, str]:
    """Values with their catalogue keys ``ui.choice.<area>.<value>``."""
    return {value: f"ui.choice.{area}.{value}" for value in values}


def seen(document: Document, path: Path, key: str, *always: str) -> dict[str, Mapping[str, str]]:
    """Values that ``key`` has in the entries at ``path``, called by themselves, and those that are always offered."""
    values = [*always, *(entry.get(key) for entry in look(document, path) or ())]
    return {value: {"en": value, "zh": value} for value in dict.fromkeys(values) if value}
