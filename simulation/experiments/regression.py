"""Control variates by regression: what is known about the luck of a run sharpens what it says.

With R replications y and q controls c of known mean, the intercept of the regression of y on c - E c is the controlled
mean, with the interval of least squares (Lavenberg and Welch, Management Science 27, 1981; Law, Simulation Modeling
and Analysis, 5th ed. 2015, section 11.4). A control whose mean was itself estimated, from m further draws, adds
coefficient^2 * s^2 / m to the variance (Pasupathy, Schmeiser, Taaffe and Wang, IIE Transactions 44, 2012).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from scenarios.arrays import Ints
from scenarios.statistics import Estimate, Floats, mean

GAIN = 1.1
"""A control is taken up if it makes the variance smaller by this factor at least; less than that is chance."""
FEWEST = 10
"""Replications that each control needs beside the first two."""


@dataclass(frozen=True, slots=True, eq=False)
class Controls:
    """R samples of q controls; ``errors`` are the variances of estimated means, 0 where the mean is exact."""

    names: tuple[str, ...]
    samples: Floats
    """(R, q)"""
    means: Floats
    """(q,)"""
    errors: Floats
    """(q,)"""

    def only(self, columns: Sequence[int]) -> Controls:
        """Some of the controls."""
        chosen = list(columns)
        return Controls(
            names=tuple(self.names[one] for one in chosen),
            samples=self.samples[:, chosen],
            means=self.means[chosen],
            errors=self.errors[chosen],
        )


@dataclass(frozen=True, slots=True)
class Controlled:
    """A mean with controls, beside the plain one."""

    estimate: Estimate
    plain: Estimate
    variance_ratio: float
    """Variance of the plain mean over that of the controlled one: 2 is worth twice the replications."""
    used: tuple[str, ...]
    """The controls that paid; none where none did, and the estimate is then the plain one."""


def controlled_mean(samples: Ints | Floats, controls: Controls, confidence: float) -> Controlled:
    """The mean of (R,) samples, sharpened by those controls that pay.

    Controls are taken up one by one, the best first, as long as each makes the variance smaller by `GAIN`, the loss by
    having to estimate its coefficient, (R - 2) / (R - q - 2), included.
    """
    plain = mean(samples, confidence)
    count = len(samples)
    values = samples.astype(float)
    chosen: tuple[int, ...] = ()
    found = _Fit(plain.value, float(np.var(values, ddof=1) / count) if count > 1 else 0.0, 0)
    while len(chosen) < len(controls.names) and count > FEWEST * (len(chosen) + 1) + 2:
        better, further = min(_extensions(values, controls, chosen), key=lambda one: one[0].expected(count))
        if better.expected(count) * GAIN >= found.expected(count):
            break
        found, chosen = better, (*chosen, further)
    if not chosen:
        return Controlled(plain, plain, 1.0, ())
    reach = float(stdtrit(count - 1 - len(chosen), 0.5 + confidence / 2)) * math.sqrt(found.variance)
    estimate = plain.model_copy(
        update={"value": found.centre, "low": found.centre - reach, "high": found.centre + reach}
    )
    ratio = float(np.var(values, ddof=1)) / count / found.variance if found.variance > 0 else math.inf
    return Controlled(estimate, plain, ratio, tuple(controls.names[one] for one in chosen))


@dataclass(frozen=True, slots=True)
class _Fit:
    centre: float
    variance: float
    """Of the centre."""
    number: int
    """Of controls."""

    def expected(self, count: int) -> float:
        """The variance with the loss by estimated coefficients."""
        return self.variance * (count - 2) / (count - self.number - 2)


def _extensions(values: Floats, controls: Controls, chosen: tuple[int, ...]) -> list[tuple[_Fit, int]]:
    left = [one for one in range(len(controls.names)) if one not in chosen]
    return [(_fit(values, controls.only((*chosen, one))), one) for one in left]


def _fit(values: Floats, controls: Controls) -> _Fit:
    """Least squares of the samples on the centred controls; the intercept is the mean."""
    count, number = controls.samples.shape
    centred = controls.samples - controls.means
    spread = centred.std(axis=0)
    # Columns of one size keep the equations well conditioned; one that never varies explains nothing.
    scaled = centred / np.where(spread > 0, spread, 1.0)
    design = np.column_stack([np.ones(count), scaled])
    inverse = np.linalg.pinv(design.T @ design)
    coefficients = inverse @ design.T @ values
    residuals = values - design @ coefficients
    variance = float(residuals @ residuals) / (count - 1 - number) * float(inverse[0, 0])
    slopes = coefficients[1:] / np.where(spread > 0, spread, 1.0)
    return _Fit(float(coefficients[0]), variance + float(slopes**2 @ controls.errors), number)
