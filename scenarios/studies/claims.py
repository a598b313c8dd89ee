"""Figures in circulation: what a text claims, where it says so. They are shown beside findings and feed nothing."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from scenarios.document import Label


@dataclass(frozen=True, slots=True)
class Claim:
    """A relative change of a measure as a source states it, unverified."""

    study: str
    measure: str
    change: float
    quote: Label
    source: Label


def claims(study: str) -> tuple[Claim, ...]:
    """The claims that a study can be compared with."""
    return tuple(claim for claim in _all() if claim.study == study)


@cache
def _all() -> tuple[Claim, ...]:
    text = (resources.files(__package__) / "claims.csv").read_text(encoding="utf-8")
    return tuple(
        Claim(
            row["study"],
            row["measure"],
            float(row["change"]),
            Label(en=row["quote_en"], zh=row["quote_zh"]),
            Label(en=row["source_en"], zh=row["source_zh"]),
        )
        for row in csv.DictReader(text.splitlines())
    )
