"""Estimates from independent replications, with their intervals.

Intervals of means are Student's (Gosset 1908), of differences with unequal variances Welch's (1947), of shares
Wilson's (1927), of quantiles distribution-free by order statistics (David and Nagaraja 2003, section 7.1), of ratios
linearised (Cochran 1977, section 6). One replication gives a value and no interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray
from pydantic import Field
from scipy.special import bdtr, ndtri, stdtrit

from scenarios.document.base import Value
from scenarios.rounding import exact_sum

Floats: TypeAlias = NDArray[np.float64]


class Estimate(Value):
    """A value with its interval at ``confidence``; ``low`` and ``high`` are None where no interval can be given."""

    value: float
    low: float | None = None
    high: float | None = None
    replications: Annotated[int, Field(ge=1)]
    confidence: float

    @property
    def half_width(self) -> float | None:
        """Half the width of the interval."""
        return None if self.low is None or self.high is None else (self.high - self.low) / 2

    def scaled(self, factor: float) -> Estimate:
        """The estimate in another unit; ``factor`` is positive."""
        return self.model_copy(
            update={
                "value": self.value * factor,
                "low": None if self.low is None else self.low * factor,
                "high": None if self.high is None else self.high * factor,
            }
        )


def mean(
    samples: ArrayLike, confidence: float, within: tuple[float, float] = (-math.inf, math.inf)
) -> Estimate:
    """The mean of R samples with Student's interval.

    Args:
        samples: (R,)
        confidence: coverage of the interval.
        within: where the true mean is known to lie; the interval is cut there, which costs no coverage.

    Raises:
        ValueError: no samples.
    """
    values = _vector(samples)
    count = len(values)
    found = _around(_centre(values), _variance(values) / count, count - 1, count, confidence)
    return _within(found, within)


def _within(found: Estimate, within: tuple[float, float]) -> Estimate:
    if found.low is None or found.high is None:
        return found
    return found.model_copy(update={"low": max(found.low, within[0]), "high": min(found.high, within[1])})


def mean_from_sums(
    count: int,
    total: int | Fraction,
    squares: int | Fraction,
    confidence: float,
    within: tuple[float, float] = (-math.inf, math.inf),
) -> Estimate:
    """`mean` of whole or rational samples of which only the number, the sum and the sum of squares are known.

    Raises:
        ValueError: no samples.
    """
    if count < 1:
        message = "an estimate needs at least one sample"
        raise ValueError(message)
    spread = count * squares - total * total
    variance = float(Fraction(spread) / (count * count * (count - 1))) if count > 1 else 0.0
    return _within(_around(float(Fraction(total) / count), variance, count - 1, count, confidence), within)


@dataclass(frozen=True, slots=True)
class RatioSums:
    """Exact sums over R pairs of integers: numerator y and denominator x."""

    count: int
    above: int
    below: int
    above_squares: int
    below_squares: int
    products: int

    def estimate(
        self, confidence: float, within: tuple[float, float] = (-math.inf, math.inf)
    ) -> Estimate | None:
        """Sum of y over sum of x with the interval of `ratio_terms`; None where x adds up to zero."""
        if self.below == 0:
            return None
        ratio = Fraction(self.above, self.below)
        # The residuals y - ratio * x add up to zero, so that their squares are their variance.
        residuals = self.above_squares - 2 * ratio * self.products + ratio**2 * self.below_squares
        variance = 0.0
        if self.count > 1:
            variance = float(residuals * self.count / ((self.count - 1) * Fraction(self.below) ** 2))
        found = _around(float(ratio), variance, self.count - 1, self.count, confidence)
        return _within(found, within)


def paired_difference(other: ArrayLike, base: ArrayLike, confidence: float) -> Estimate:
    """The mean of ``other - base``, replication by replication.

    Raises:
        ValueError: different numbers of samples, or none.
    """
    left, right = _vector(other), _vector(base)
    if len(left) != len(right):
        message = "pairs need as many samples on either side"
        raise ValueError(message)
    return mean(left - right, confidence)


def independent_difference(other: ArrayLike, base: ArrayLike, confidence: float) -> Estimate:
    """The difference of two means of independent samples with Welch's interval.

    ``replications`` is the smaller number of samples. A single sample on one side leaves no interval.
    """
    left, right = _vector(other), _vector(base)
    fewest = min(len(left), len(right))
    centre = _centre(left) - _centre(right)
    if fewest < 2:
        return Estimate(value=centre, replications=fewest, confidence=confidence)
    parts = [_variance(values) / len(values) for values in (left, right)]
    variance = sum(parts)
    spread = sum(part**2 / (len(values) - 1) for part, values in zip(parts, (left, right), strict=True))
    degrees = variance**2 / spread if spread else math.inf
    return _around(centre, variance, degrees, fewest, confidence)


def ratio_terms(numerators: ArrayLike, denominators: ArrayLike) -> Floats | None:
    """R terms whose mean is sum(numerators) / sum(denominators) and whose spread is that of the ratio.

    Term i is r + (y_i - r x_i) / mean(x), the linearised ratio estimator; with constant denominators it is y_i / x.
    None where the denominators add up to zero.
    """
    above, below = _vector(numerators), _vector(denominators)
    if not below.any():
        return None
    centre = _centre(below)
    ratio = _centre(above) / centre
    return np.asarray(ratio + (above - ratio * below) / centre)


def proportion(successes: int, trials: int, confidence: float) -> Estimate:
    """A share of independent trials with Wilson's interval.

    Raises:
        ValueError: no trials, or more successes than trials.
    """
    if not 0 <= successes <= trials or trials == 0:
        message = f"{successes} successes in {trials} trials are no proportion"
        raise ValueError(message)
    z = float(ndtri(0.5 + confidence / 2))
    share = successes / trials
    centre = (share + z * z / (2 * trials)) / (1 + z * z / trials)
    reach = z * math.sqrt(share * (1 - share) / trials + (z / (2 * trials)) ** 2) / (1 + z * z / trials)
    # At the ends the interval touches the end itself; rounding must not push it past.
    low = 0.0 if successes == 0 else centre - reach
    high = 1.0 if successes == trials else centre + reach
    return Estimate(value=share, low=low, high=high, replications=trials, confidence=confidence)


def quantile_ranks(count: int, probability: float, confidence: float) -> tuple[int, int | None, int | None]:
    """Ranks (1 is the smallest) of the order statistics that estimate and enclose a quantile.

    The estimate is the smallest value that a share ``probability`` of the samples does not exceed. The ranks below and
    above enclose the true quantile with at least ``confidence``, whatever the distribution; None where even the extreme
    sample does not.
    """
    rank = min(count, max(1, math.ceil(probability * count - 1e-9)))
    tail = (1 - confidence) / 2
    ranks = np.arange(count)
    below = np.asarray(bdtr(ranks, count, probability))
    low = int(np.searchsorted(below, tail, side="right"))
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return rank, low or None, high if high <= count else None


def quantile(samples: ArrayLike, probability: float, confidence: float) -> Estimate:
    """A quantile (``probability`` strictly between 0 and 1) with its distribution-free interval."""
    values = np.sort(_vector(samples))
    rank, low, high = quantile_ranks(len(values), probability, confidence)
    return Estimate(
        value=float(values[rank - 1]),
        low=None if low is None else float(values[low - 1]),
        high=None if high is None else float(values[high - 1]),
        replications=len(values),
        confidence=confidence,
    )


def _vector(samples: ArrayLike) -> NDArray[Any]:
    values = np.asarray(samples)
    if values.ndim != 1 or values.size == 0:
        message = "an estimate needs a vector of at least one sample"
        raise ValueError(message)
    return values


def _centre(values: NDArray[Any]) -> float:
    # Integers are summed exactly, so that an expectation shown to the cent is the one that the totals have.
    if np.issubdtype(values.dtype, np.integer):
        return exact_sum(values.astype(np.int64)) / len(values)
    first = float(values[0])
    return first + float(np.mean(values.astype(float) - first))


def _variance(values: NDArray[Any]) -> float:
    return float(np.var((values - values[0]).astype(float), ddof=1)) if len(values) > 1 else 0.0


def _around(centre: float, variance: float, degrees: float, count: int, confidence: float) -> Estimate:
    if count < 2:
        return Estimate(value=centre, replications=count, confidence=confidence)
    quantile_t = float(stdtrit(degrees, 0.5 + confidence / 2)) if math.isfinite(degrees) else 0.0
    reach = quantile_t * math.sqrt(variance)
    return Estimate(
        value=centre, low=centre - reach, high=centre + reach, replications=count, confidence=confidence
    )
