"""Identifiers for what other tools know by names only."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field

_UNDERSCORES = re.compile(r"_+")
_KEPT = ("L", "M", "Nd", "Pc")
"""Categories of characters that an identifier may have, besides point and hyphen."""
_LONGEST = 64


@dataclass(slots=True)
class Identifiers:
    """Hands out identifiers, each once: a name's letters and digits, numbered where they are taken."""

    fallback: str
    taken: set[str] = field(default_factory=set)

    def of(self, name: str) -> str:
        """A new identifier made from ``name``."""
        stem = slug(name) or self.fallback
        identifier, number = stem, 1
        while identifier in self.taken:
            number += 1
            identifier = f"{stem[: _LONGEST - 7]}_{number}"
        self.taken.add(identifier)
        return identifier


def slug(name: str) -> str:
    """The letters and digits of a name, in lower case; empty where it has none.

    >>> slug("Spring Sale: copy")
    'spring_sale_copy'
    """
    plain = unicodedata.normalize("NFKC", name).casefold()
    kept = (one if one in ".-" or unicodedata.category(one).startswith(_KEPT) else "_" for one in plain)
    return _UNDERSCORES.sub("_", "".join(kept)).strip("_.-")[:_LONGEST]
