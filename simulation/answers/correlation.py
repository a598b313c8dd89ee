"""Correlation with its interval."""

from __future__ import annotations

import math

import numpy as np
from scipy.special import ndtri

from scenarios.arrays import Ints
from scenarios.statistics import Estimate

FEWEST = 4
"""Pairs that an interval needs."""


def correlation(left: Ints, right: Ints, confidence: float) -> Estimate | None:
    """Pearson's correlation of pairs with Fisher's interval (1921, z = artanh r, standard error 1 / sqrt(n - 3)).

    None where either side does not vary.
    """
    x, y = left - left.mean(), right - right.mean()
    scale = math.sqrt(float(x @ x) * float(y @ y))
    if not scale:
        return None
    value = float(np.clip(x @ y / scale, -1, 1))
    count = len(left)
    if count < FEWEST or abs(value) == 1:
        return Estimate(value=value, replications=count, confidence=confidence)
    reach = float(ndtri(0.5 + confidence / 2)) / math.sqrt(count - 3)
    centre = math.atanh(value)
    return Estimate(
        value=value,
        low=math.tanh(centre - reach),
        high=math.tanh(centre + reach),
        replications=count,
        confidence=confidence,
    )
