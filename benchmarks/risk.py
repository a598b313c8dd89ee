"""Mean-CVaR splits: proven gap, time, and value beside SLSQP on the same criterion.

Instances are those of `benchmarks.media_mix` with lognormal draws of every parameter (coefficient of variation about a
quarter, independent between channels); aversion 0.5, worst tenth, budget half of what half-saturates every channel.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from benchmarks.media_mix import draw
from benchmarks.rows import Bar, Row, median, timed
from optimizer.risk import Cell, Criterion, HillDraws, RiskAnswer, RiskProblem, solve_mean_cvar

Floats = NDArray[np.float64]

SIZES = (10, 30)
DRAWS = 500
CRITERION = Criterion(aversion=0.5, tail=0.1)
SPREAD = 0.25
FRACTION = 0.5
GAP = 1e-4
SECONDS = 5.0
STARTS = 5


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark; ``instances`` are not used, because documents are compared elsewhere."""
    del instances
    _solved(instance(3, 0, 20), 1.0)  # compiles
    return [row for size in SIZES for row in _rows(size, seeds, min(seconds, SECONDS))]


def instance(channels: int, seed: int, draws: int = DRAWS) -> RiskProblem:
    """A random instance."""
    mix, random = draw(channels, FRACTION, seed), np.random.default_rng([seed, channels, draws])

    def drawn(centre: Floats, spread: float) -> Floats:
        return np.asarray(centre[:, None] * np.exp(spread * random.normal(size=(channels, draws))))

    slope = np.maximum(0.4, drawn(mix.slope, 0.6 * SPREAD))
    half, ceiling = drawn(mix.half_saturation, SPREAD), drawn(mix.ceiling, SPREAD)
    return RiskProblem(
        tuple(
            Cell(f"c{index}", HillDraws(ceiling[index], half[index], slope[index]), 0.0, float(upper))
            for index, upper in enumerate(mix.upper)
        ),
        mix.budget,
    )


def slsqp(problem: RiskProblem, starts: Sequence[Floats]) -> float:
    """The best of SciPy's SLSQP from some splits, on the same criterion with its exact subgradient."""
    ceiling, half, slope = (
        np.array([getattr(cell.response, name) for cell in problem.cells])
        for name in ("ceiling", "half_saturation", "slope")
    )

    def value_and_slope(spend: Floats) -> tuple[float, Floats]:
        ratio = np.maximum(spend[:, None], 1e-9 * half) / half
        power = ratio**slope
        outcomes = (ceiling * power / (1 + power)).sum(axis=0)
        weights = CRITERION.weights(outcomes)
        marginal = ceiling * slope * power / ratio / (1 + power) ** 2 / half
        return -float(weights @ outcomes), -marginal @ weights

    best = 0.0
    for start in starts:
        answer = minimize(
            value_and_slope,
            start,
            jac=True,
            method="SLSQP",
            bounds=list(zip(problem.lower, problem.upper, strict=True)),
            constraints={
                "type": "ineq",
                "fun": lambda spend: problem.budget - spend.sum(),
                "jac": lambda spend: -np.ones_like(spend),
            },
            options={"maxiter": 300},
        )
        spend = np.clip(answer.x, 0, problem.upper)
        spend *= min(1.0, problem.budget / max(spend.sum(), 1e-12))
        best = max(best, CRITERION.value(problem.outcomes(spend)))
    return best


def _solved(problem: RiskProblem, seconds: float) -> RiskAnswer:
    return solve_mean_cvar(problem, CRITERION.aversion, CRITERION.tail, seconds, GAP)


def _starts(problem: RiskProblem, seed: int) -> list[Floats]:
    """The even split and random ones."""
    cells = len(problem.cells)
    shares = np.random.default_rng([seed, STARTS]).dirichlet(np.ones(cells), STARTS)
    splits = [np.full(cells, 1 / cells), *shares]
    return [np.minimum(problem.budget * share, problem.upper) for share in splits]


def _rows(size: int, seeds: Sequence[int], seconds: float) -> list[Row]:
    name = f"mean-CVaR N={size}, {DRAWS} draws"
    answers: list[RiskAnswer] = []
    times: list[float] = []
    even: list[tuple[float, float]] = []
    many: list[tuple[float, float]] = []
    for seed in seeds:
        problem = instance(size, seed)
        answer, taken = timed(lambda problem=problem: _solved(problem, seconds))  # type: ignore[misc]
        starts = _starts(problem, seed)
        first = slsqp(problem, starts[:1])
        answers.append(answer)
        times.append(taken)
        even.append((answer.value, first))
        many.append((answer.value, max(first, slsqp(problem, starts[1:]))))
    peers = {"SLSQP from the even split": even, f"SLSQP, best of {STARTS + 1} starts": many}
    worst = {peer: min(pairs, key=lambda pair: pair[0] / pair[1]) for peer, pairs in peers.items()}
    return [
        Row(f"{name}: worst gap", max(answer.gap for answer in answers), "share", bar=Bar("<=", 5e-4)),
        Row(f"{name}: median time", median(times), "s"),
        Row(f"{name}: worst time", max(times), "s", bar=Bar("<=", SECONDS)),
    ] + [
        Row(f"{name}: worst value", ours, "outcome", peer, theirs, Bar(">=", 0.9999), "ratio")
        for peer, (ours, theirs) in worst.items()
    ]
