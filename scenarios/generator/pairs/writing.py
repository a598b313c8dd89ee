"""The pairs as files: a scenario in full, and a variant with its declared changes."""

from __future__ import annotations

import os
from pathlib import Path

from scenarios.generator.documents import texts_of, write_texts
from scenarios.generator.pairs import registration, split
from scenarios.generator.pairs.practices import practice_documents


def pairs() -> dict[str, str]:
    """Text by file name, each before ahead of its after."""
    return texts_of(
        {
            registration.BEFORE: registration.before(),
            registration.AFTER: registration.after(),
            split.SHIFT_BEFORE: split.shift_before(),
            split.SHIFT_AFTER: split.shift_after(),
            split.DUPLICATES_BEFORE: split.duplicates_before(),
            split.DUPLICATES_AFTER: split.duplicates_after(),
            **practice_documents(),
        }
    )


def write_pairs(folder: str | os.PathLike[str]) -> list[Path]:
    """Write all pairs into ``folder``, which is made if need be."""
    return write_texts(folder, pairs())
