"""Over-estimates of a cell's revenue that are proven, not fitted: piecewise-linear hulls above the true curve.

g(X) = sum_t w_t f(A_t X) is neither convex nor concave in general, because every period of a flight has an inflection
of its own. On a fine grid that holds all inflections, each term has a line above it on each segment
(`optimizer.allocation.tangents`), and the sum of the lines lies above g. The upper concave hull of the segments' ends
then lies above g on the whole range (McCormick 1976, in one dimension); a range that is cut in two gets two hulls,
which are tighter (Falk and Soland 1969).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.allocation.tangents import inflection, line_above, line_below
from scenarios.document.curves import Curve, TabulatedCurve
from scenarios.response import CellResponse

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fineness:
    """How finely responses are drawn at first: points of the first grid and at most, and the wanted ``error``.

    ``error`` is the largest height of the lines above the curve, relative to the curve at the upper end.
    """

    coarse: int
    finest: int
    error: float


FINE = Fineness(coarse=90, finest=400, error=2e-4)
ROUGH = Fineness(coarse=24, finest=60, error=5e-3)
"""For thousands of responses, so that the first answer is there in time; they are refined where it matters."""
NOTHING = 1e-10
"""Turns below this share of the range lie within the first segment, where the curve is past them at its middle."""
SMALLEST_SHARE = 1e-7
"""Where the geometric grid begins, as a share of the range."""


@dataclass(frozen=True, slots=True, eq=False)
class Facets:
    """Lines value <= intercept + slope * spend that bound a hull, from the steepest to the flattest.

    ``slope`` and ``intercept`` (m,); ``knots`` (m + 1,) spends between which each is the lowest.
    """

    slope: Floats
    intercept: Floats
    knots: Floats

    def value(self, spend: Floats | float) -> Floats:
        """Height of the hull (currency units) at spends within its range."""
        at = self.position(spend)
        return np.asarray(self.intercept[at] + self.slope[at] * spend)

    def line(self, facet: int) -> tuple[float, float]:
        """Slope and intercept of a facet."""
        return float(self.slope[facet]), float(self.intercept[facet])

    def position(self, spend: Floats | float) -> NDArray[np.int64]:
        """The facet that is lowest at each spend."""
        inner = np.searchsorted(self.knots, spend, side="right") - 1
        return np.clip(inner, 0, len(self.slope) - 1)

    def coarse(self, tolerance: float, most: int) -> list[int]:
        """Few facets whose lower envelope is within ``tolerance`` (currency units) of the hull, or ``most`` of them.

        The first and the last are always among them; the next is the one at the knot that is worst represented.
        """
        heights = self.value(self.knots)
        chosen = {0, len(self.slope) - 1}
        lowest = self._lines(sorted(chosen)).min(axis=0)
        while len(chosen) < most:
            excess = lowest - heights
            worst = int(np.argmax(excess))
            if excess[worst] <= tolerance:
                break
            added = min(worst, len(self.slope) - 1)
            added = worst - 1 if added in chosen else added
            chosen.add(added)
            lowest = np.minimum(lowest, self._lines([added])[0])
        return sorted(chosen)

    def _lines(self, facets: list[int]) -> Floats:
        return self.intercept[facets, None] + self.slope[facets, None] * self.knots


@dataclass(frozen=True, eq=False)
class OverEstimate:
    """Lines above one cell's revenue on the segments of a grid from 0 to the most that the cell may get.

    ``grid`` (n,) rising spends; ``slope`` and ``intercept`` (n - 1,) of the line on each segment.
    """

    response: CellResponse
    grid: Floats
    slope: Floats
    intercept: Floats

    @property
    def upper(self) -> float:
        """End of the range, currency units."""
        return float(self.grid[-1])

    @cached_property
    def true(self) -> Floats:
        """(n,) revenue on the grid."""
        return self.response.value(self.grid)

    @cached_property
    def begins(self) -> Floats:
        """(n - 1,) heights of the lines where their segments begin."""
        return self.intercept + self.slope * self.grid[:-1]

    @cached_property
    def ends(self) -> Floats:
        """(n - 1,) heights of the lines where their segments end."""
        return self.intercept + self.slope * self.grid[1:]

    def hull(self, lower: float, upper: float) -> Facets:
        """The concave hull over [lower, upper]; both are grid points, but for rounding."""
        first, last = self._segments(lower, upper)
        begins, ends = self.begins[first:last], self.ends[first:last]
        # Where a tier begins the curve may jump up: the height there belongs to the next range, if there is one.
        end = self.true[-1] if last == len(self.grid) - 1 else ends[-1]
        heights = np.maximum(np.append(begins, end), np.append(begins[0], ends))
        return upper_hull(self.grid[first : last + 1], heights)

    def floor(self, lower: float, upper: float) -> Facets:
        """The convex hull below the response over [lower, upper], upside down: minus revenue lies below its lines."""
        first, last = self._segments(lower, upper)
        spends = self.grid[first : last + 1]
        slope, intercept = lines_below(self.response, spends[:-1], spends[1:])
        begins, ends = intercept + slope * spends[:-1], intercept + slope * spends[1:]
        heights = np.minimum(np.append(begins, ends[-1]), np.append(begins[0], ends))
        return upper_hull(spends, -heights)

    def _segments(self, lower: float, upper: float) -> tuple[int, int]:
        """The first segment of a range and the one after its last: one at least, where its ends differ by rounding."""
        first, last = (int(place) for place in np.searchsorted(self.grid, [lower, upper]))
        last = min(max(last, 1), len(self.grid) - 1)
        return min(first, last - 1), last

    def with_points(self, spends: Floats) -> OverEstimate:
        """The same on a finer grid. Lines of segments that stay as they are are kept."""
        inside = spends[(spends > 0) & (spends < self.upper)]
        grid = merge(self.grid, inside)
        old = np.searchsorted(self.grid, grid[:-1], side="right") - 1
        new = np.flatnonzero((self.grid[old] != grid[:-1]) | (self.grid[old + 1] != grid[1:]))
        slope, intercept = self.slope[old], self.intercept[old]
        if not len(new):
            return self
        slope[new], intercept[new] = lines_above(self.response, grid[new], grid[new + 1])
        return OverEstimate(self.response, grid, slope, intercept)

    def refined_near(self, *spends: float) -> OverEstimate:
        """A grid that is fine where solutions lie: within a quarter, to a part in a thousand."""
        return self.with_points(np.outer(spends, 1 + NEAR).ravel())


NEAR = np.array([-0.25, -0.06, -0.015, -0.004, -0.001, 0.0, 0.001, 0.004, 0.015, 0.06, 0.25])


def lines_above(response: CellResponse, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Slopes and intercepts of lines above ``response`` on segments without an inflection of any term inside."""
    return _summed(line_above, response, left, right)


def lines_below(response: CellResponse, left: Floats, right: Floats) -> tuple[Floats, Floats]:
    """Slopes and intercepts of lines below ``response``; segments as for `lines_above`."""
    return _summed(line_below, response, left, right)


def _summed(
    line: Callable[[Curve, Floats, Floats], tuple[Floats, Floats]],
    response: CellResponse,
    left: Floats,
    right: Floats,
) -> tuple[Floats, Floats]:
    """The sums of the lines of all terms.

    Nor does a tier of the rate card begin inside: media are linear in spend there, so lines stay lines. At the right
    end the tier that ends there counts; the next one may begin higher, as the next segment knows.
    """
    exposure = response.exposure[:, None]
    if response.rates is None:
        slopes, intercepts = line(response.curve, exposure * left, exposure * right)
        return (response.weight * response.exposure) @ slopes, response.weight @ intercepts
    tier = response.rates.tier(left)
    rate = response.rates.rate[tier]
    first = response.rates.base[tier] + rate * (left - response.rates.start[tier])
    last = first + rate * (right - left)
    slopes, intercepts = line(response.curve, exposure * first, exposure * last)
    slope = (response.weight * response.exposure) @ slopes
    return slope * rate, response.weight @ intercepts + slope * (first - rate * left)


def over_estimate(response: CellResponse, grid: Floats) -> OverEstimate:
    """Lines above ``response`` on the segments of ``grid`` (rising from 0, with all inflections)."""
    return OverEstimate(response, grid, *lines_above(response, grid[:-1], grid[1:]))


def bound_response(response: CellResponse, upper: float, fineness: Fineness = FINE) -> OverEstimate:
    """An over-estimate on [0, upper] whose lines are close to the curve everywhere.

    Segments are halved (the first one is cut near zero) where they lie highest above the curve.
    """
    turns = _turns(response)
    grid = np.append(0.0, np.geomspace(SMALLEST_SHARE * upper, upper, fineness.coarse))
    current = over_estimate(response, merge(grid, turns[(turns > NOTHING * upper) & (turns < upper)]))
    while len(current.grid) < fineness.finest:
        excess = np.maximum(current.begins - current.true[:-1], current.ends - current.true[1:])
        coarse = np.flatnonzero(excess > fineness.error * current.true[-1])
        if not len(coarse):
            break
        left, right = current.grid[coarse], current.grid[coarse + 1]
        middle = np.where(left > 0, np.sqrt(left * right), right / 16)
        finer = current.with_points(middle[(middle > left) & (middle < right)])
        if len(finer.grid) == len(current.grid):
            break
        current = finer
    return current


def _turns(response: CellResponse) -> Floats:
    """Spends at which a term of the response changes its curvature, or has its corners; and where tiers begin."""
    media = _media_turns(response)
    if response.rates is None:
        return media
    return np.concatenate([response.rates.spends(media), response.rates.start])


def _media_turns(response: CellResponse) -> Floats:
    turn = inflection(response.curve)
    if turn > 0:
        return turn / response.exposure
    if (
        isinstance(response.curve, TabulatedCurve)
        and len(response.curve.spend) * len(response.exposure) <= 200
    ):
        return (np.asarray(response.curve.spend)[:, None] / response.exposure).ravel()
    return np.empty(0)


def merge(grid: Floats, points: Floats) -> Floats:
    """Both in rising order, without points that differ by rounding alone."""
    together = np.union1d(grid, points)
    keep = np.append(np.diff(together) > 1e-13 * together[1:], True)
    keep[0] = True
    return np.asarray(together[keep])


def upper_hull(spends: Floats, heights: Floats) -> Facets:
    """The upper concave hull of points in rising order of spend.

    All points on or below the chord of their neighbours are dropped at once, until none is left: each of them lies
    under a chord of points that are there, so the hull stays the same.
    """
    x, y = spends, heights
    while True:
        slope = np.diff(y) / np.diff(x)
        reflex = slope[1:] >= slope[:-1]
        if not reflex.any():
            return Facets(slope=slope, intercept=y[:-1] - slope * x[:-1], knots=x)
        keep = np.concatenate([[True], ~reflex, [True]])
        x, y = x[keep], y[keep]
