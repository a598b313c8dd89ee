"""A document's durations as forecasts: sorted samples at evenly spaced levels."""

from __future__ import annotations

import numpy as np

from scenarios.document.durations import (
    Constant,
    Duration,
    Empirical,
    Exponential,
    LogNormal,
    ThreePoint,
)
from simulation.calibration.families import FAMILIES, Floats

LEVELS = (np.arange(1000) + 0.5) / 1000


def forecast(duration: Duration) -> Floats:
    """The quantiles (1000,) of a duration, hours."""
    match duration:
        case Constant():
            return np.full(len(LEVELS), duration.hours)
        case Empirical():
            return np.asarray(np.quantile(np.array(duration.values), LEVELS, method="inverted_cdf"))
        case ThreePoint() if duration.low == duration.high:
            return np.full(len(LEVELS), duration.low)
        case LogNormal() if duration.sigma == 0:
            return np.full(len(LEVELS), duration.hours)
        case ThreePoint():
            own = [duration.low, duration.mode, duration.high]
        case Exponential():
            own = [duration.hours]
        case LogNormal():
            own = [duration.hours, duration.sigma]
    return np.asarray(FAMILIES[duration.distribution].quantile(np.array([own]), LEVELS[None, :])[0])
