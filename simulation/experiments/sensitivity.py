"""Which assumptions matter: Morris screening and Sobol indices of any function of numbers.

Morris (Technometrics 33, 1991) with the mean of absolute effects of Campolongo, Cariboni and Saltelli (Environmental
Modelling and Software 22, 2007); Sobol (Mathematics and Computers in Simulation 55, 2001) by the estimators of Saltelli
et al. (Computer Physics Communications 181, 2010). Samples and estimators are SALib's (Herman and Usher, JOSS 2, 2017;
Iwanaga, Usher and Herman, Socio-Environmental Systems Modelling 4, 2022).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from typing import Any, TypeAlias

import numpy as np

from scenarios.document.base import Value
from scenarios.i18n import Message
from scenarios.statistics import Estimate, Floats
from simulation.experiments.errors import ExperimentError
from simulation.experiments.factors import Factor, Values

Response: TypeAlias = Callable[[Sequence[Values]], Sequence[float]]
"""The result at each of n points."""


class Effect(Value):
    """The elementary effects of one factor, in the unit of the response, over its whole range."""

    path: str
    mean: float
    """With its sign: near zero although effects are large where they go either way."""
    strength: Estimate
    """Mean absolute effect, with its bootstrap interval; the replications are trajectories."""
    spread: float
    """Standard deviation of the effects: large where the factor acts in curves or together with others."""


class Screening(Value):
    """Morris screening, strongest factors first."""

    trajectories: int
    runs: int
    seed: int
    effects: tuple[Effect, ...]


class Index(Value):
    """The share of the response's variance that a factor explains."""

    path: str
    first: Estimate
    """Alone."""
    total: Estimate
    """With all that it does together with others. The replications are base samples."""


class Indices(Value):
    """Sobol indices, largest total first."""

    samples: int
    runs: int
    seed: int
    mean: float
    """Of the response over the ranges."""
    deviation: float
    """Its standard deviation."""
    indices: tuple[Index, ...]


def morris(
    response: Response,
    factors: Sequence[Factor],
    *,
    trajectories: int = 20,
    levels: int = 4,
    confidence: float = 0.95,
    seed: int = 1,
) -> Screening:
    """Screen factors by elementary effects: ``trajectories`` x (number of factors + 1) runs.

    Args:
        response: evaluates points.
        factors: uniform over their ranges.
        trajectories: one-at-a-time paths through the ranges, at least 2.
        levels: an even number of grid points on each range.
        confidence: coverage of the bootstrap intervals.
        seed: of sampling and bootstrap.

    Raises:
        ExperimentError: SALib is not installed.
    """
    _check_library()
    from SALib.analyze import morris as analysis  # noqa: PLC0415 - optional, and slow to import
    from SALib.sample import morris as sampling  # noqa: PLC0415

    problem = _problem(factors)
    points = sampling.sample(problem, trajectories, num_levels=levels, seed=seed)
    values = _evaluate(response, points)
    found = analysis.analyze(problem, points, values, num_levels=levels, conf_level=confidence, seed=seed)
    effects = [
        Effect(
            path=factor.path,
            mean=float(found["mu"][place]),
            strength=_estimate(
                found["mu_star"][place], found["mu_star_conf"][place], trajectories, confidence
            ),
            spread=float(found["sigma"][place]),
        )
        for place, factor in enumerate(factors)
    ]
    ranked = sorted(effects, key=lambda one: -one.strength.value)
    return Screening(trajectories=trajectories, runs=len(points), seed=seed, effects=tuple(ranked))


def sobol(
    response: Response,
    factors: Sequence[Factor],
    *,
    samples: int = 256,
    confidence: float = 0.95,
    seed: int = 1,
) -> Indices:
    """First-order and total Sobol indices: ``samples`` x (number of factors + 2) runs.

    Args:
        response: evaluates points.
        factors: uniform over their ranges.
        samples: base samples, a power of two.
        confidence: coverage of the bootstrap intervals.
        seed: of the scrambled sequence and the bootstrap.

    Raises:
        ExperimentError: SALib is not installed, or ``samples`` is no power of two.
    """
    _check_library()
    if samples < 2 or samples & (samples - 1):
        raise ExperimentError(Message("experiments.error.power_of_two", {"samples": samples}))
    from SALib.analyze import sobol as analysis  # noqa: PLC0415 - optional, and slow to import
    from SALib.sample import sobol as sampling  # noqa: PLC0415

    problem = _problem(factors)
    points = sampling.sample(problem, samples, calc_second_order=False, seed=seed)
    values = _evaluate(response, points)
    if np.ptp(values) > 0:
        options = {"calc_second_order": False, "conf_level": confidence, "seed": seed}
        found = analysis.analyze(problem, values, **options)
    else:
        found = dict.fromkeys(("S1", "S1_conf", "ST", "ST_conf"), np.zeros(len(factors)))
    indices = [
        Index(
            path=factor.path,
            first=_estimate(found["S1"][place], found["S1_conf"][place], samples, confidence),
            total=_estimate(found["ST"][place], found["ST_conf"][place], samples, confidence),
        )
        for place, factor in enumerate(factors)
    ]
    return Indices(
        samples=samples,
        runs=len(points),
        seed=seed,
        mean=float(values.mean()),
        deviation=float(values.std(ddof=1)),
        indices=tuple(sorted(indices, key=lambda one: -one.total.value)),
    )


def _check_library() -> None:
    if find_spec("SALib") is None:
        raise ExperimentError(Message("experiments.error.no_salib"))


def _problem(factors: Sequence[Factor]) -> dict[str, Any]:
    return {
        "num_vars": len(factors),
        "names": [factor.path for factor in factors],
        "bounds": [[factor.low, factor.high] for factor in factors],
    }


def _evaluate(response: Response, points: Floats) -> Floats:
    return np.asarray(response([tuple(point) for point in points.tolist()]), dtype=float)


def _estimate(value: Any, reach: Any, count: int, confidence: float) -> Estimate:
    centre, half = float(value), float(reach)
    return Estimate(
        value=centre, low=centre - half, high=centre + half, replications=count, confidence=confidence
    )
