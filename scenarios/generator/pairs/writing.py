"""The pairs as files: a scenario in full, and a variant with its declared changes."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.generator.examples import NOTICE
from scenarios.generator.pairs import registration, split
from scenarios.writing import dump_variant, dump_yaml, write_atomically


def pairs() -> dict[str, str]:
    """Text by file name, each before ahead of its after."""
    return {
        registration.BEFORE: NOTICE + dump_yaml(registration.before()),
        registration.AFTER: NOTICE + dump_variant(registration.after()),
        split.SHIFT_BEFORE: NOTICE + dump_yaml(split.shift_before()),
        split.SHIFT_AFTER: NOTICE + dump_variant(split.shift_after()),
        split.DUPLICATES_BEFORE: NOTICE + dump_yaml(split.duplicates_before()),
        split.DUPLICATES_AFTER: NOTICE + dump_variant(split.duplicates_after()),
    }


def write_pairs(folder: str | os.PathLike[str]) -> list[Path]:
    """Write all pairs into ``folder``, which is made if need be."""
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    return [write_atomically(place / name, text.encode()) for name, text in pairs().items()]
