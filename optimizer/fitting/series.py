"""A weekly series of spend and outcome, in currency units."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """T consecutive weeks.

    ``outcome`` (T,); ``spend`` (T, C) in currency units; ``covariates`` (T, K), controls and event indicators.
    """

    source: str
    dates: tuple[dt.date, ...]
    outcome_name: str
    outcome: Floats
    channels: tuple[str, ...]
    """Names of the spend columns."""
    spend: Floats
    covariate_names: tuple[str, ...]
    covariates: Floats

    @property
    def weeks(self) -> int:
        """Number of weeks, T."""
        return len(self.dates)


def identifiers(names: Iterable[str]) -> tuple[str, ...]:
    """Different identifiers of a document for any column names: what may not stand in one becomes ``_``.

    >>> identifiers(["Paid search", "tv"])
    ('Paid_search', 'tv')
    """
    taken: list[str] = []
    for name in names:
        plain = re.sub(r"[^\w.\-]+", "_", name).lstrip(".-")[:60] or "channel"
        number = 1
        while (identifier := plain if number == 1 else f"{plain}_{number}") in taken:
            number += 1
        taken.append(identifier)
    return tuple(taken)
