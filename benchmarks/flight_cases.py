"""Small lines with tiers, least flights, blackouts, carry-in and carry-out, and every plan of theirs on a lattice."""

from __future__ import annotations

import itertools

import numpy as np
from numpy.typing import NDArray

from optimizer.flighting import NOTHING, CarryOut, Line
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)
from scenarios.rates import RateCard
from scenarios.saturation import evaluate

Floats = NDArray[np.float64]

LEVELS = np.array([0.0, 0.15, 0.3, 0.4, 0.6, 0.8, 1.0])


def _curve(random: np.random.Generator, kappa: float) -> Curve:
    table = np.sort(random.uniform(0, 2 * kappa, 6))
    curves: tuple[Curve, ...] = (
        HillCurve(
            family="hill", ceiling=2 * kappa, half_saturation=kappa, slope=float(random.uniform(0.6, 3))
        ),
        TabulatedCurve(
            family="tabulated",
            spend=tuple(np.linspace(0, 3 * kappa, 7)),
            outcome=tuple(np.concatenate([[0.0], table])),
        ),
        SigmoidCurve(family="sigmoid", ceiling=3 * kappa, rate=3 / kappa, midpoint=kappa),
        LogisticCurve(family="logistic", ceiling=2 * kappa, rate=1.5 / kappa),
        NegativeExponentialCurve(family="negative_exponential", ceiling=2 * kappa, rate=1.2 / kappa),
        PowerCurve(family="power", coefficient=3.0, exponent=0.7),
    )
    return curves[0] if random.random() < 0.5 else curves[int(random.integers(1, len(curves)))]


def _rates(random: np.random.Generator, most: float) -> RateCard | None:
    start = np.array([0.0, 0.4 * most, 0.8 * most])
    rate = 1 / np.array([1.0, 0.85, 0.8])
    incremental = np.append(0.0, np.cumsum(np.diff(start) * rate[:-1]))
    return (None, None, RateCard(start, rate, start * rate), RateCard(start, rate, incremental))[
        int(random.integers(4))
    ]


def random_line(seed: int, periods: int = 5) -> Line:
    """A line with some of: tiers, a least flight, a blackout, carry-in, linear or tabulated carry-out."""
    random = np.random.default_rng(seed)
    kappa, theta = 100 * random.lognormal(0, 0.7), random.uniform(0.0, 0.7)
    most = 3 * kappa * (1 - theta) + 1
    caps = np.full(periods, most)
    if random.random() < 0.3:
        caps[int(random.integers(periods))] = 0.0
    left = CarryOut(0.2, np.array([0.0, kappa, 2 * kappa]), np.array([0.0, 0.6 * kappa, 0.7 * kappa]))
    return Line(
        name=f"line {seed}",
        curve=_curve(random, kappa),
        weights=random.uniform(0, 1.5, periods),
        most=caps,
        retention=theta,
        scale=random.uniform(0.5, 1.5),
        least=0.15 * most,
        carry_in=random.uniform(0, 0.5) * kappa,
        carry_out=(NOTHING, CarryOut(0.3), left)[int(random.integers(3))],
        flight=int(random.integers(1, 4)),
        rates=_rates(random, most),
        cost=float(random.choice([0.0, 0.1])),
    )


def lattice(line: Line, levels: Floats = LEVELS) -> Floats:
    """Every plan of the line with each period at one of ``levels`` of its most that keeps the line's rules, (N, T)."""
    amounts = levels * line.most.max()
    plans = np.array(list(itertools.product(amounts, repeat=len(line.most))))
    plans = plans[(plans <= line.most).all(axis=1)]
    return plans[[_long_enough(plan > 0, line.flight) for plan in plans]]


def _long_enough(active: NDArray[np.bool_], flight: int) -> bool:
    runs = [len(list(group)) for on, group in itertools.groupby(active) if on]
    return all(run >= flight for run in runs)


def values(line: Line, plans: Floats) -> Floats:
    """Worth of plans (N, T), by the definition."""
    stock, total = np.full(len(plans), line.carry_in), np.zeros(len(plans))
    for t, money in enumerate(plans.T):
        bought = money if line.rates is None else line.rates.media(money)
        stock = bought + line.retention * stock
        total += line.weights[t] * evaluate(line.curve, stock / line.scale)
    left = line.carry_out
    total -= line.cost * plans.sum(axis=1)
    return np.asarray(total + left.rate * stock + np.interp(stock, left.adstock, left.worth))
