"""One-period media-mix instances, and the methods by which today's tools solve them.

Instances: Hill curves with slope U(0.6, 3), half-saturation kappa = 100 x lognormal(sigma 0.8), ceiling 2 kappa x
lognormal(sigma 0.5), spend bounds 0 to 4 kappa, budget a fraction of the sum of kappa.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from scenarios.document import Scenario

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class MediaMix:
    """N Hill curves, arrays of shape (N,), and a budget; currency units."""

    ceiling: Floats
    half_saturation: Floats
    slope: Floats
    budget: float

    @property
    def upper(self) -> Floats:
        """Most spend by channel."""
        return 4 * self.half_saturation

    def value(self, spend: Floats) -> float:
        """Total outcome of a split."""
        power = (np.maximum(spend, 0) / self.half_saturation) ** self.slope
        return float(np.sum(self.ceiling * power / (1 + power)))

    def gradient(self, spend: Floats) -> Floats:
        """Marginal outcome by channel."""
        ratio = np.maximum(spend, 1e-9 * self.half_saturation) / self.half_saturation
        power = ratio**self.slope
        return self.ceiling * self.slope * power / ratio / (1 + power) ** 2 / self.half_saturation


def draw(channels: int, fraction: float, seed: int) -> MediaMix:
    """A random instance; amounts are rounded to cents, so that every solver sees the same numbers."""
    random = np.random.default_rng([seed, channels])
    kappa = np.round(100 * random.lognormal(0, 0.8, channels), 2)
    return MediaMix(
        ceiling=2 * kappa * random.lognormal(0, 0.5, channels),
        half_saturation=kappa,
        slope=random.uniform(0.6, 3, channels),
        budget=round(fraction * float(kappa.sum()), 2),
    )


def as_scenario(mix: MediaMix, seconds: float, gap: float) -> Scenario:
    """The instance as a scenario document: one mandatory campaign for one week on N channels."""
    channels = range(len(mix.ceiling))
    return Scenario.model_validate(
        {
            "mems": 1,
            "id": "media-mix",
            "name": "Media mix",
            "horizon": {"start": "2027-01-04", "periods": 1},
            "channels": [
                {
                    "id": f"c{index}",
                    "name": f"c{index}",
                    "curve": {
                        "family": "hill",
                        "ceiling": mix.ceiling[index],
                        "half_saturation": mix.half_saturation[index],
                        "slope": mix.slope[index],
                    },
                }
                for index in channels
            ],
            "campaigns": [
                {
                    "id": "week",
                    "name": "Week",
                    "mandatory": True,
                    "due": "2027-01-04",
                    "flight_periods": 1,
                    "workflow": "none",
                    "channels": [
                        {"channel": f"c{index}", "spend_max": round(float(mix.upper[index]), 2)}
                        for index in channels
                    ],
                }
            ],
            "organisation": {
                "departments": [{"id": "d", "name": "d"}],
                "skills": [{"id": "s", "name": "s"}],
                "people": [{"id": "p", "name": "p", "department": "d", "role": "r", "skills": {"s": 2}}],
            },
            "workflows": [
                {"id": "none", "name": "None", "stages": [{"id": "go", "name": "Go", "latency": 0}]}
            ],
            "budget": {"total": mix.budget},
            "objective": {"strategy": "budget_only", "margin": 1.0, "carry_out_periods": 0},
            "settings": {"solver": {"allocation_seconds": seconds, "relative_gap": gap}},
        }
    )


def slsqp(mix: MediaMix, start: Floats) -> float:
    """SciPy's SLSQP from one start: the method of PyMC-Marketing and of Robyn's second phase."""
    answer = minimize(
        lambda spend: -mix.value(spend),
        start,
        jac=lambda spend: -mix.gradient(spend),
        method="SLSQP",
        bounds=[(0.0, upper) for upper in mix.upper],
        constraints={
            "type": "ineq",
            "fun": lambda spend: mix.budget - spend.sum(),
            "jac": lambda spend: -np.ones_like(spend),
        },
        options={"maxiter": 1000},
    )
    spend = np.clip(answer.x, 0, mix.upper)
    return mix.value(spend * min(1.0, mix.budget / max(spend.sum(), 1e-12)))


def slsqp_even(mix: MediaMix, _seed: int) -> float:
    """SLSQP from the even split."""
    share = np.full(len(mix.ceiling), mix.budget / len(mix.ceiling))
    return slsqp(mix, np.minimum(share, mix.upper))


def slsqp_historical(mix: MediaMix, seed: int) -> float:
    """SLSQP from a historical split: proportional to half-saturation, as planners buy by size, with noise."""
    random = np.random.default_rng([seed, 10])
    share = mix.half_saturation * random.lognormal(0, 0.3, len(mix.half_saturation))
    return slsqp(mix, np.minimum(share / share.sum() * mix.budget, mix.upper))


def slsqp_many(mix: MediaMix, seed: int) -> float:
    """The best of SLSQP from 20 random splits."""
    random = np.random.default_rng([seed, 20])
    starts = random.dirichlet(np.ones(len(mix.ceiling)), 20) * mix.budget
    return max(slsqp(mix, np.minimum(start, mix.upper)) for start in starts)


def steepest_grid(mix: MediaMix, _seed: int, steps: int = 200) -> float:
    """Greedy on a grid by steepest average slope that ends at the first step over budget: Meridian's rule."""
    grid = np.linspace(0, 1, steps + 1)[:, None] * mix.upper
    power = (grid / mix.half_saturation) ** mix.slope
    outcome = mix.ceiling * power / (1 + power)
    level = np.zeros(len(mix.ceiling), dtype=int)
    spent = 0.0
    while True:
        best: tuple[float, int, int] | None = None
        for channel, at in enumerate(level):
            if at == steps:
                continue
            rise = outcome[at + 1 :, channel] - outcome[at, channel]
            run = grid[at + 1 :, channel] - grid[at, channel]
            jump = int(np.argmax(rise / run))
            candidate = (float(rise[jump] / run[jump]), channel, at + 1 + jump)
            best = candidate if best is None or candidate > best else best
        if best is None:
            break
        _, channel, to = best
        cost = float(grid[to, channel] - grid[level[channel], channel])
        if spent + cost > mix.budget:
            break
        spent += cost
        level[channel] = to
    return mix.value(grid[level, np.arange(len(level))])


PEERS: dict[str, Callable[[MediaMix, int], float]] = {
    "SLSQP from the even split": slsqp_even,
    "SLSQP, best of 20 starts": slsqp_many,
    "steepest-slope grid": steepest_grid,
}
