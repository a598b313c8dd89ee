"""The translation catalogue: every string that a user sees, in English and Chinese.

Entries live in ``locale/<area>.json`` as ``{"key": {"en": "...", "zh": "..."}}``; a key belongs to one area only.
Texts are ``str.format`` templates with named fields. This module imports nothing heavy: the command line's help
goes through it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal, TypeGuard, get_args

Language = Literal["en", "zh"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


class MissingTranslation(KeyError):
    """A key that stands in no locale file."""


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All entries of all locale files, by key.

    Raises:
        ValueError: two files define the same key.
    """
    entries: dict[str, Mapping[str, str]] = {}
    folder = resources.files("scenarios") / "locale"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".json"):
            continue
        for key, texts in json.loads(file.read_text(encoding="utf-8")).items():
            if key in entries:
                message = f"translation key {key!r} is defined twice (again in {file.name})"
                raise ValueError(message)
            entries[key] = MappingProxyType(texts)
    return MappingProxyType(entries)


def translate(key: str, language: Language, /, **values: object) -> str:
    """The text of ``key`` in ``language`` with its named fields filled in.

    Values that are mappings from language to text, messages or labels are rendered in the same language.

    Raises:
        MissingTranslation: no locale file has the key.
    """
    try:
        template = catalogue()[key][language]
    except KeyError:
        raise MissingTranslation(key) from None
    return template.format(**{name: _render(value, language) for name, value in values.items()})


def _render(value: object, language: Language) -> object:
    if isinstance(value, Mapping):
        return value[language]
    render = getattr(value, "render", None)
    return render(language) if render else value


@dataclass(frozen=True, slots=True)
class Message:
    """A translatable sentence: a catalogue key and its values, rendered only where a language is known.

    A value that differs between languages (a channel's name) is a mapping from language to text, so that a message
    survives a round trip through JSON.
    """

    key: str
    values: Mapping[str, str | int | float | Mapping[str, str]] = field(default_factory=dict)

    def render(self, language: Language) -> str:
        """The sentence in ``language``."""
        return translate(self.key, language, **self.values)


def is_language(text: str) -> TypeGuard[Language]:
    """Whether ``text`` names a language of the catalogue."""
    return text in LANGUAGES


def preferred_language(environ: Mapping[str, str] = os.environ) -> Language:
    """The user's language: ``MEMS_LANG``, else the locale variables, else English."""
    for variable in ("MEMS_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        code = environ.get(variable, "")[:2].lower()
        if is_language(code):
            return code
    return "en"
