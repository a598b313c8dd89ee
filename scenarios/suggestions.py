"""Did you mean: the known word that is closest to an unknown one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from scenarios.i18n import Message


def closest(word: str, known: Iterable[str]) -> str | None:
    """The closest of ``known``, if any is close."""
    by_case = {candidate.casefold(): candidate for candidate in known}
    found = difflib.get_close_matches(word.casefold(), by_case, n=1, cutoff=0.6)
    return by_case[found[0]] if found else None


def guess(word: object, known: Iterable[str]) -> Message | str:
    """A sentence that proposes the closest of ``known``, or nothing."""
    found = closest(word, known) if isinstance(word, str) else None
    return Message("problem.did_you_mean", {"guess": found}) if found else ""


def listing(words: Iterable[str], limit: int = 30) -> str:
    """Words with commas between, cut short where there are very many."""
    shown = list(words)
    rest = ", ..." if len(shown) > limit else ""
    return ", ".join(shown[:limit]) + rest if shown else "-"
