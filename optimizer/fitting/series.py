"""Weekly series of spend and outcome, in currency units: of one market, or of several regions."""

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

    ``outcome`` (T,); ``spend`` (T, C) in currency units; ``covariates`` (T, K), controls, prices (as logarithms of the
    ratio to their mean), and indicators of events and holidays. ``prices`` names those covariates that are prices.
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
    prices: tuple[str, ...] = ()

    @property
    def weeks(self) -> int:
        """Number of weeks, T."""
        return len(self.dates)


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """The same weeks, channels and covariates in each of G regions; one market is a panel of one without a name.

    ``sizes`` says how spend compares between regions: a curve saturates at twice the spend where the region is twice
    as large. Without them a region is as large as its mean outcome.
    """

    names: tuple[str, ...]
    regions: tuple[Series, ...]
    sizes: tuple[float, ...] | None = None

    @classmethod
    def of(cls, series: Series) -> Panel:
        """One market."""
        return cls(("",), (series,))

    @property
    def channels(self) -> tuple[str, ...]:
        """Names of the spend columns."""
        return self.regions[0].channels

    @property
    def total(self) -> Series:
        """All regions added up, covariates averaged."""
        first = self.regions[0]
        return Series(
            source=first.source,
            dates=first.dates,
            outcome_name=first.outcome_name,
            outcome=np.sum([region.outcome for region in self.regions], axis=0),
            channels=first.channels,
            spend=np.sum([region.spend for region in self.regions], axis=0),
            covariate_names=first.covariate_names,
            covariates=np.mean([region.covariates for region in self.regions], axis=0),
            prices=first.prices,
        )


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
