"""Kinds of carry-over: how the effect of a week's spend spreads over that week and those after it.

Every kind is a kernel w_0, w_1, ... with sum 1, so that adstock equals weekly spend in the steady state whatever the
kind. Parameters are unconstrained numbers q with weak normal priors, as for the families of curves.

Geometric: w_k proportional to theta^k over all weeks (Broadbent 1979). Delayed: theta^((k - delay)^2) (Jin et al.
2017). Weibull, distribution form: the product of the survival functions at 1..k; density form: the density at k + 1
less its least value (both as in Robyn). All but the geometric one reach over `WINDOW` weeks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from optimizer.fitting.families import sigmoid
from optimizer.fitting.series import Floats
from scenarios.document import carry_over as document

CarryOverName: TypeAlias = Literal["geometric", "delayed", "weibull_cdf", "weibull_pdf"]
WINDOW = 13
"""Weeks over which a kernel other than the geometric one reaches."""
LONGEST_DELAY = 6.0
"""Weeks by which the peak of the delayed kernel may follow the spend."""
_LARGEST = 40.0

Kernel: TypeAlias = Callable[[Floats], tuple[Floats, Floats]]
"""From parameters (A, ...) to weights up to a factor (..., L), and their derivatives (A, ..., L)."""


@dataclass(frozen=True, slots=True)
class CarryOver:
    """One kind: A parameters per channel with prior means, standard deviations and bounds (A,)."""

    name: CarryOverName
    prior_mean: tuple[float, ...]
    prior_sd: tuple[float, ...]
    lowest: tuple[float, ...]
    highest: tuple[float, ...]
    kernel: Kernel | None
    """None for the geometric kind, whose kernel never ends."""

    @property
    def parameters(self) -> int:
        """Parameters per channel, A."""
        return len(self.prior_mean)

    def adstock(self, spend: Floats, q: Floats) -> tuple[Floats, Floats]:
        """Normalised adstock of spend (N or 1, G, C, T) for q (N, A, C), (N, G, C, T); derivatives (N, G, A, C, T)."""
        if self.kernel is None:
            return _recursive(spend, q)
        weights, slopes = _normalised(self.kernel, np.moveaxis(q, 1, 0))
        rows = np.concatenate([weights[None], slopes])
        rows = np.moveaxis(rows, 0, 2)[:, None]
        spread = rows @ _lagged(spend)
        return spread[..., 0, :], np.moveaxis(spread[..., 1:, :], 3, 2)

    def cumulative(self, q: Floats, weeks: int) -> tuple[Floats, Floats]:
        """Share of the effect felt by the end of each of the first ``weeks`` weeks, for q (N, A): (N, W), (N, A, W)."""
        if self.kernel is None:
            theta, order = sigmoid(q[:, 0])[:, None], np.arange(1, weeks + 1)
            slope = -order * theta**order * (1 - theta)
            return 1 - theta**order, slope[:, None]
        weights, slopes = _normalised(self.kernel, q.T)
        last = np.minimum(np.arange(weeks), WINDOW - 1)
        return weights.cumsum(axis=-1)[:, last], np.moveaxis(slopes.cumsum(axis=-1)[..., last], 0, 1)

    def carried(self, q: Floats) -> Floats:
        """Share of the effect that comes after the week of the spend, for q (N, A, C): (N, C)."""
        first = [self.cumulative(q[:, :, channel], 1)[0][:, 0] for channel in range(q.shape[2])]
        return 1 - np.stack(first, axis=1)

    def document(self, q: Floats) -> document.CarryOver:
        """The kernel of one channel, q (A,), as a document writes it."""
        return _DOCUMENTS[self.name](q)

    def adstock_unit(self, q: Floats) -> float:
        """What the document's adstock is in the steady state for one unit of weekly spend, q (A,)."""
        return float(1 / (1 - sigmoid(q[0]))) if self.kernel is None else 1.0


def _recursive(spend: Floats, q: Floats) -> tuple[Floats, Floats]:
    theta = sigmoid(q[:, 0])[:, None, :, None]
    stock = _discounted(np.broadcast_to(spend, np.broadcast_shapes(spend.shape, theta.shape)), theta)
    before = np.zeros_like(stock)
    before[..., 1:] = stock[..., :-1]
    in_theta = (1 - theta) * _discounted(before, theta) - stock
    return (1 - theta) * stock, (in_theta * theta * (1 - theta))[:, :, None]


def _discounted(values: Floats, theta: Floats) -> Floats:
    """The sums of theta^k v_(t-k) along the last axis, by doubling the number of terms."""
    total, reach, power = values.copy(), 1, theta
    while reach < values.shape[-1]:
        earlier = power * total[..., :-reach]
        total[..., reach:] += earlier
        reach, power = 2 * reach, power**2
    return total


def _lagged(spend: Floats) -> Floats:
    """Spend (..., T) of this week and of those before, (..., L, T)."""
    lags = np.zeros((*spend.shape[:-1], WINDOW, spend.shape[-1]))
    for lag in range(min(WINDOW, spend.shape[-1])):
        lags[..., lag, lag:] = spend[..., : spend.shape[-1] - lag]
    return lags


def _normalised(kernel: Kernel, q: Floats) -> tuple[Floats, Floats]:
    """Weights (..., L) with sum 1 and their derivatives (A, ..., L)."""
    values, slopes = kernel(q)
    total = values.sum(axis=-1, keepdims=True)
    return values / total, (slopes - values / total * slopes.sum(axis=-1, keepdims=True)) / total


def _exponentials(logs: Floats, slopes: Floats) -> tuple[Floats, Floats]:
    """Weights whose logarithms are given up to a constant, the greatest being 1."""
    values = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return values, values * slopes


def delay_of(q: Floats) -> Floats:
    """Weeks until the peak of the delayed kernel that a parameter stands for."""
    return LONGEST_DELAY * sigmoid(q)


def _delayed(q: Floats) -> tuple[Floats, Floats]:
    theta, delay = sigmoid(q[0])[..., None], delay_of(q[1])[..., None]
    away = np.arange(WINDOW) - delay
    in_delay = -2 * away * np.log(theta)
    chain = delay * (1 - delay / LONGEST_DELAY)
    return _exponentials(away**2 * np.log(theta), np.stack([away**2 * (1 - theta), in_delay * chain]))


def _weibull_hazard(q: Floats, weeks: Floats) -> tuple[Floats, Floats]:
    """(k / scale)^shape at whole weeks, kept finite, and its derivatives in the logs of shape and scale."""
    shape, log_ratio = np.exp(q[0])[..., None], np.log(weeks) - q[1][..., None]
    value = np.exp(np.minimum(shape * log_ratio, _LARGEST))
    inside = (shape * log_ratio < _LARGEST) * value
    return value, np.stack([inside * shape * log_ratio, -inside * shape])


def _weibull_cdf(q: Floats) -> tuple[Floats, Floats]:
    value, slopes = _weibull_hazard(q, np.arange(1.0, WINDOW))
    start = np.zeros_like(value[..., :1])
    total = np.concatenate([start, -value.cumsum(axis=-1)], axis=-1)
    starts = np.zeros_like(slopes[..., :1])
    return _exponentials(total, np.concatenate([starts, -slopes.cumsum(axis=-1)], axis=-1))


def _weibull_pdf(q: Floats) -> tuple[Floats, Floats]:
    weeks = np.arange(1.0, WINDOW + 1)
    value, slopes = _weibull_hazard(q, weeks)
    shape, log_ratio = np.exp(q[0])[..., None], np.log(weeks) - q[1][..., None]
    own = np.stack([shape * log_ratio, np.broadcast_to(1 - shape, log_ratio.shape)])
    values, slopes = _exponentials((shape - 1) * log_ratio - value, own - slopes)
    least = values.argmin(axis=-1)[..., None]
    least_slope = np.take_along_axis(slopes, np.broadcast_to(least, (len(slopes), *least.shape)), axis=-1)
    return values - np.take_along_axis(values, least, axis=-1), slopes - least_slope


CARRY_OVERS: Mapping[CarryOverName, CarryOver] = MappingProxyType(
    {
        "geometric": CarryOver("geometric", (-0.8,), (1.2,), (-5.0,), (3.0,), None),
        "delayed": CarryOver("delayed", (0.0, -1.6), (1.0, 1.0), (-5.0, -5.0), (3.0, 3.0), _delayed),
        "weibull_cdf": CarryOver(
            "weibull_cdf", (0.0, 0.3), (0.5, 0.8), (-1.5, -2.0), (1.5, 3.0), _weibull_cdf
        ),
        "weibull_pdf": CarryOver(
            "weibull_pdf", (0.4, 0.7), (0.4, 0.6), (-1.0, -1.0), (1.5, 2.5), _weibull_pdf
        ),
    }
)


def _document_delayed(q: Floats) -> document.CarryOver:
    return document.DelayedCarryOver(
        family="delayed",
        retention=float(sigmoid(q[0])),
        peak=float(delay_of(q[1])),
        length=WINDOW,
        normalised=True,
    )


def _document_geometric(q: Floats) -> document.CarryOver:
    return document.GeometricCarryOver(family="geometric", retention=float(sigmoid(q[0])))


def _document_weibull_cdf(q: Floats) -> document.CarryOver:
    shape, scale = float(np.exp(q[0])), float(np.exp(q[1]))
    return document.WeibullCdfCarryOver(
        family="weibull_cdf", shape=shape, scale=scale, length=WINDOW, normalised=True
    )


def _document_weibull_pdf(q: Floats) -> document.CarryOver:
    shape, scale = float(np.exp(q[0])), float(np.exp(q[1]))
    return document.WeibullPdfCarryOver(
        family="weibull_pdf", shape=shape, scale=scale, length=WINDOW, normalised=True
    )


_DOCUMENTS: Mapping[CarryOverName, Callable[[Floats], document.CarryOver]] = {
    "geometric": _document_geometric,
    "delayed": _document_delayed,
    "weibull_cdf": _document_weibull_cdf,
    "weibull_pdf": _document_weibull_pdf,
}
