"""Maximum likelihood where both bounds are unknown: triangular and PERT samples, many at once.

For given bounds the most likely mode of a triangular sample is one of its points (Kotz and van Dorp 2004, *Beyond
Beta*, section 1.3), and that of a PERT sample solves one monotone equation. What is left is a search over two bounds,
made by a compass search (Kolda, Lewis and Torczon 2003) for all samples side by side: it needs no derivatives, which
the likelihood of a triangular sample does not have.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, psi

Floats: TypeAlias = NDArray[np.float64]
Profile: TypeAlias = Callable[[Floats, Floats], tuple[Floats, Floats]]
"""(..., n) distances from the lower and to the upper bound, as shares of the sample's range, to the greatest
log-likelihood (...) over the mode and the mode's place (...) between the bounds."""

PERT_WEIGHT = 4.0
"""Weight of the most likely value in the mean of a three-point estimate."""
_WIDEST = 3.0
"""Square root of the greatest distance of a bound from the sample, in ranges of the sample."""
_FIRST_STEP, _LAST_STEP, _MOST_STEPS = 0.2, 1e-3, 120
_TINY = 1e-12
_DIRECTIONS = np.array([[[1.0, 0.0]], [[-1.0, 0.0]], [[0.0, 1.0]], [[0.0, -1.0]]])
_GRID = np.linspace(0.0, 1.0, 1025)
_SLOPES = psi(1 + PERT_WEIGHT * _GRID) - psi(1 + PERT_WEIGHT * (1 - _GRID))


def fit_triangular(samples: Floats) -> Floats:
    """(B, n) samples, each of at least two values, to (B, 3) low, mode and high."""
    return _fit(samples, _triangular_profile)


def fit_pert(samples: Floats) -> Floats:
    """(B, n) samples, each of at least two values, to (B, 3) low, mode and high."""
    return _fit(samples, _pert_profile)


def _fit(samples: Floats, profile: Profile) -> Floats:
    ordered = np.sort(samples, axis=1)
    least, span = ordered[:, 0], ordered[:, -1] - ordered[:, 0]
    shares = (ordered - least[:, None]) / span[:, None]

    def value(roots: Floats) -> tuple[Floats, Floats]:
        below, above = roots[..., :1] ** 2, roots[..., 1:] ** 2
        return profile(shares + below, 1 - shares + above)

    # No duration is negative: the lower bound cannot lie farther below the sample than zero does.
    limits = np.column_stack([np.minimum(np.sqrt(least / span), _WIDEST), np.full(len(span), _WIDEST)])
    roots = _compass(value, np.minimum(limits, 0.2), limits)
    place = value(roots)[1]
    low = least - span * roots[:, 0] ** 2
    high = least + span * (1 + roots[:, 1] ** 2)
    # A mode at a bound is that bound to the last bit: the density beside it is nothing.
    mode = np.where(place < _TINY, low, np.where(place > 1 - _TINY, high, low + place * (high - low)))
    return np.column_stack([low, mode, high])


def _compass(value: Callable[[Floats], tuple[Floats, Floats]], start: Floats, limits: Floats) -> Floats:
    """(B, 2) places of the greatest values: the best of four directions, or half the step where none is better."""
    at, step = start, np.full(len(start), _FIRST_STEP)
    best, own = value(at)[0], np.arange(len(at))
    for _ in range(_MOST_STEPS):
        if step.max() < _LAST_STEP:
            break
        tried = np.clip(at + step[:, None] * _DIRECTIONS, 0, limits)
        values = value(tried)[0]
        first = values.argmax(axis=0)
        reached = values[first, own]
        better = reached > best
        at = np.where(better[:, None], tried[first, own], at)
        best, step = np.where(better, reached, best), np.where(better, step, step / 2)
    return at


def _triangular_profile(rising: Floats, falling: Floats) -> tuple[Floats, Floats]:
    span = rising[..., 0] + falling[..., 0]
    up, down = np.log(np.maximum(rising, _TINY)), np.log(np.maximum(falling, _TINY))
    count = rising.shape[-1]
    places = np.arange(1, count + 1)
    # With the mode at the r-th point, r points lie on the rising side (the mode among them) and n - r on the other.
    left = np.cumsum(up, axis=-1) - places * up
    right = down.sum(axis=-1, keepdims=True) - np.cumsum(down, axis=-1) - (count - places) * down
    sides = left + right
    best = sides.argmax(axis=-1, keepdims=True)
    likelihood = np.take_along_axis(sides, best, -1)[..., 0] + count * np.log(2 / span)
    return likelihood, np.take_along_axis(rising, best, -1)[..., 0] / span


def _pert_profile(rising: Floats, falling: Floats) -> tuple[Floats, Floats]:
    span = rising[..., 0] + falling[..., 0]
    count = rising.shape[-1]
    up = np.log(np.maximum(rising, _TINY)).sum(axis=-1) / count
    down = np.log(np.maximum(falling, _TINY)).sum(axis=-1) / count
    place = np.interp(up - down, _SLOPES, _GRID)
    rise, fall = PERT_WEIGHT * place, PERT_WEIGHT * (1 - place)
    mean = rise * up + fall * down - betaln(1 + rise, 1 + fall) - (1 + PERT_WEIGHT) * np.log(span)
    return count * mean, place
