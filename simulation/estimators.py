"""How well a mean is known."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from scipy.special import stdtrit


def half_width(samples: Sequence[float], confidence: float) -> float:
    """Half the width of the t-interval of the mean of independent samples; infinite for fewer than two."""
    count = len(samples)
    if count < 2:
        return float("inf")
    spread = float(np.std(np.asarray(samples, dtype=float), ddof=1))
    return float(stdtrit(count - 1, (1 + confidence) / 2)) * spread / math.sqrt(count)


def is_precise(samples: Sequence[float], confidence: float, precision: float) -> bool:
    """Whether the half-width is at most ``precision`` times the absolute mean.

    The sequential procedure for a wanted relative error (Law, Simulation Modeling and Analysis, 5th ed. 2015,
    section 9.4.1; Robinson, Simulation, 2nd ed. 2014, section 9.6.2).
    """
    return half_width(samples, confidence) <= precision * abs(float(np.mean(samples)))
