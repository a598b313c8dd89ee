"""How well forecasts of hours were: coverage of intervals, CRPS and the histogram of PIT values.

Forecasts are sorted samples. The continuous ranked probability score is the mean distance between a forecast's value
and what came, less half the mean distance between two values of the forecast (Gneiting and Raftery 2007, section 4.2),
in hours and smaller when better. A value's probability integral transform (PIT) is its place in the forecast, from 0 to
1; over many cases of a right forecast they are uniform (Dawid 1984).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from scenarios.statistics import Estimate, proportion
from simulation.calibration.families import Floats

LEVELS = (0.5, 0.8, 0.95)
"""Central intervals whose coverage is counted."""
BINS = 10
"""Of the PIT histogram."""
Forecast: TypeAlias = tuple[Floats, float]
"""A sorted sample of what was forecast, and what came."""


@dataclass(frozen=True, slots=True)
class Scores:
    """Of many forecasts of hours."""

    count: int
    coverage: tuple[Estimate, ...]
    """Share of the outcomes within the central intervals of `LEVELS`, with Wilson's intervals."""
    crps: float
    """Mean, hours."""
    pit: tuple[int, ...]
    """Number of PIT values in each of `BINS` equal parts of (0, 1)."""


def scored(forecasts: Iterable[Forecast], confidence: float) -> Scores | None:
    """The scores; None without forecasts."""
    listed = list(forecasts)
    if not listed:
        return None
    places = np.array([pit(sample, came) for sample, came in listed])
    inside = [int(np.count_nonzero(np.abs(places - 0.5) <= level / 2)) for level in LEVELS]
    return Scores(
        count=len(listed),
        coverage=tuple(proportion(count, len(listed), confidence) for count in inside),
        crps=float(np.mean([crps(sample, came) for sample, came in listed])),
        pit=tuple(np.histogram(places, BINS, (0, 1))[0].tolist()),
    )


def pit(sample: Floats, came: float) -> float:
    """The place of a value in a forecast: the middle of its ties, one case of which is the value itself."""
    below, upto = np.searchsorted(sample, came, "left"), np.searchsorted(sample, came, "right")
    return float((below + upto + 1) / (2 * (len(sample) + 1)))


def crps(sample: Floats, came: float) -> float:
    """The continuous ranked probability score of a forecast."""
    count = len(sample)
    ranks = 2 * np.arange(1, count + 1) - count - 1
    spread = float(ranks @ sample) / count**2
    return float(np.abs(sample - came).mean()) - spread
