"""When enough replications have been run."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.statistics import mean


def is_precise(samples: Sequence[float], confidence: float, precision: float) -> bool:
    """Whether the interval's half-width is at most ``precision`` times the absolute mean.

    The sequential procedure for a wanted relative error (Law, Simulation Modeling and Analysis, 5th ed. 2015,
    section 9.4.1; Robinson, Simulation, 2nd ed. 2014, section 9.6.2).
    """
    estimate = mean(samples, confidence)
    return estimate.half_width is not None and estimate.half_width <= precision * abs(estimate.value)
