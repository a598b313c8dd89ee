"""Sums, extremes and histograms in exact integers: merged in any order they are the same, to the last bit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.statistics import Estimate, mean_from_sums, quantile_ranks

LIMB = 20
"""Bits of the limbs of a number: products of two, summed over `MOST_ROWS`, fit into 64 bits."""
MOST_ROWS = 2**16
Row: TypeAlias = tuple[int, ...]


def products(left: Ints, right: Ints) -> Row:
    """(K,) exact sums of ``left * right`` over the rows of two (R, K) arrays, with R at most `MOST_ROWS`."""
    if len(left) > MOST_ROWS:
        message = f"at most {MOST_ROWS} rows at a time"
        raise ValueError(message)
    sums = np.zeros(left.shape[1], dtype=object)
    for high, one in enumerate(_limbs(left)):
        for low, other in enumerate(_limbs(right)):
            sums += (one * other).sum(axis=0).astype(object) << (LIMB * (high + low))
    return tuple(int(one) for one in sums)


def _limbs(values: Ints) -> tuple[Ints, Ints, Ints]:
    mask = (1 << LIMB) - 1
    return values & mask, (values >> LIMB) & mask, values >> (2 * LIMB)


def added(left: Row, right: Row) -> Row:
    """Two rows of sums as one."""
    return tuple(one + other for one, other in zip(left, right, strict=True))


@dataclass(frozen=True, slots=True)
class Moments:
    """Number of rows, and by column the sum, the sum of squares, the least and the largest value; all exact."""

    count: int
    total: Row
    squares: Row
    least: Row
    most: Row

    @classmethod
    def of(cls, samples: Ints) -> Moments:
        """The moments of an (R, K) array of integers, with R from 1 to `MOST_ROWS`."""
        return cls(
            count=len(samples),
            total=products(samples, np.ones_like(samples)),
            squares=products(samples, samples),
            least=tuple(samples.min(axis=0).tolist()),
            most=tuple(samples.max(axis=0).tolist()),
        )

    def merge(self, other: Moments) -> Moments:
        """Both as one."""
        return Moments(
            count=self.count + other.count,
            total=added(self.total, other.total),
            squares=added(self.squares, other.squares),
            least=tuple(map(min, self.least, other.least)),
            most=tuple(map(max, self.most, other.most)),
        )

    def estimate(
        self, column: int, confidence: float, within: tuple[float, float] = (-np.inf, np.inf)
    ) -> Estimate:
        """The mean of a column with Student's interval."""
        return mean_from_sums(self.count, self.total[column], self.squares[column], confidence, within)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Moments:
        """From JSON."""
        rows = {name: tuple(plain[name]) for name in ("total", "squares", "least", "most")}
        return cls(count=plain["count"], **rows)


@dataclass(frozen=True, slots=True)
class BinnedQuantile:
    """A quantile known to lie in a bin: ``low`` <= quantile < ``high``, in the unit of the histogram.

    None where the quantile is beyond everything that happened. The interval is that of order statistics, widened to
    the ends of their bins.
    """

    probability: float
    low: int | None
    high: int | None
    interval_low: int | None
    interval_high: int | None


@dataclass(frozen=True, slots=True)
class Histogram:
    """Counts by bin of ``width``, for each of K columns; bin b holds the integers from b * width on.

    ``count`` rows were seen; rows that no bin of a column holds did not happen (a launch that never came) and sort
    after all others.
    """

    width: int
    count: int
    bins: tuple[Mapping[int, int], ...]

    @classmethod
    def of(cls, samples: Ints, width: int, happened: NDArray[np.bool_] | None = None) -> Histogram:
        """The histogram of the columns of an (R, K) array."""
        there = np.ones_like(samples, dtype=bool) if happened is None else happened
        columns = range(samples.shape[1])
        bins = tuple(_counts(samples[there[:, column], column] // width) for column in columns)
        return cls(width, len(samples), bins)

    def merge(self, other: Histogram) -> Histogram:
        """Both as one."""
        if self.width != other.width:
            message = "histograms with other bins cannot be merged"
            raise ValueError(message)
        bins = tuple(_sum(*pair) for pair in zip(self.bins, other.bins, strict=True))
        return Histogram(self.width, self.count + other.count, bins)

    def quantile(self, column: int, probability: float, confidence: float) -> BinnedQuantile:
        """Between which bounds a quantile lies, and the distribution-free interval."""
        rank, low, high = quantile_ranks(self.count, probability, confidence)
        held = self._bin(column, rank)
        below, above = self._bin(column, low), self._bin(column, high)
        return BinnedQuantile(
            probability=probability,
            low=None if held is None else held * self.width,
            high=None if held is None else (held + 1) * self.width,
            interval_low=None if below is None else below * self.width,
            interval_high=None if above is None else (above + 1) * self.width,
        )

    def _bin(self, column: int, rank: int | None) -> int | None:
        """The bin of the sample with a rank; None beyond the last."""
        if rank is None:
            return None
        ordered = sorted(self.bins[column].items())
        upto = np.cumsum([number for _, number in ordered])
        place = int(np.searchsorted(upto, rank))
        return ordered[place][0] if place < len(ordered) else None

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Histogram:
        """From JSON, whose keys are texts."""
        bins: Sequence[Mapping[str, int]] = plain["bins"]
        return cls(
            width=plain["width"],
            count=plain["count"],
            bins=tuple({int(place): number for place, number in sorted_bins(one)} for one in bins),
        )


def sorted_bins(bins: Mapping[Any, int]) -> list[tuple[Any, int]]:
    """Bins in order of their place."""
    return sorted(bins.items(), key=lambda item: int(item[0]))


def _counts(places: Ints) -> dict[int, int]:
    found, numbers = np.unique(places, return_counts=True)
    return dict(zip(found.tolist(), numbers.tolist(), strict=True))


def _sum(left: Mapping[int, int], right: Mapping[int, int]) -> dict[int, int]:
    both = sorted(left.keys() | right.keys())
    return {place: left.get(place, 0) + right.get(place, 0) for place in both}
