"""Small flighting problems whose best plan on a lattice of amounts is found by trying every one."""

from __future__ import annotations

import itertools

import numpy as np

from optimizer.flighting import NOTHING, CarryOut, FlightProblem, Limit, Line
from scenarios.document.curves import (
    HillCurve,
    LogisticCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)
from scenarios.rates import RateCard
from scenarios.saturation import evaluate

LEVELS = np.array([0.0, 0.15, 0.3, 0.4, 0.6, 0.8, 1.0])


def random_curve(random, kappa):
    table = np.sort(random.uniform(0, 2 * kappa, 6))
    curves = (
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


def random_rates(random, most):
    start = np.array([0.0, 0.4 * most, 0.8 * most])
    rate = 1 / np.array([1.0, 0.85, 0.8])
    incremental = np.append(0.0, np.cumsum(np.diff(start) * rate[:-1]))
    return (None, None, RateCard(start, rate, start * rate), RateCard(start, rate, incremental))[
        int(random.integers(4))
    ]


def random_line(seed, periods=5):
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
        curve=random_curve(random, kappa),
        weights=random.uniform(0, 1.5, periods),
        most=caps,
        retention=theta,
        scale=random.uniform(0.5, 1.5),
        least=0.15 * most,
        carry_in=random.uniform(0, 0.5) * kappa,
        carry_out=(NOTHING, CarryOut(0.3), left)[int(random.integers(3))],
        flight=int(random.integers(1, 4)),
        rates=random_rates(random, most),
    )


def lattice(line, levels=LEVELS):
    """Every plan of the line with each period at one of ``levels`` of its most that keeps the line's rules, (N, T)."""
    amounts = levels * line.most.max()
    plans = np.array(list(itertools.product(amounts, repeat=len(line.most))))
    plans = plans[(plans <= line.most).all(axis=1)]
    return plans[[long_enough(plan > 0, line.flight) for plan in plans]]


def long_enough(active, flight):
    runs = [len(list(group)) for on, group in itertools.groupby(active) if on]
    return all(run >= flight for run in runs)


def values(line, plans):
    """Worth of plans (N, T), by the definition."""
    stock, total = np.full(len(plans), line.carry_in), np.zeros(len(plans))
    for t, money in enumerate(plans.T):
        bought = money if line.rates is None else line.rates.media(money)
        stock = bought + line.retention * stock
        total += line.weights[t] * evaluate(line.curve, stock / line.scale)
    left = line.carry_out
    return total + left.rate * stock + np.interp(stock, left.adstock, left.worth)


def small_problem(seed, periods=3):
    """Two lines with a budget and a cap on one period."""
    random = np.random.default_rng([seed, 7])
    lines = tuple(random_line(10 * seed + c, periods) for c in range(2))
    total = random.uniform(0.2, 0.7) * sum(line.most.sum() for line in lines)
    cap = random.uniform(0.3, 0.8) * sum(line.most.max() for line in lines)
    first = np.zeros(periods)
    first[0] = 1.0
    limits = (
        Limit("budget", np.ones(2), np.ones(periods), total),
        Limit("first period", np.ones(2), first, cap),
    )
    return FlightProblem(lines, limits)


def best_on_lattice(problem):
    """The best worth of a two-line problem on the lattice, within its limits."""
    plans = [lattice(line) for line in problem.lines]
    worth = values(problem.lines[0], plans[0])[:, None] + values(problem.lines[1], plans[1])[None, :]
    for limit in problem.limits:
        used = [factor * (plan @ limit.periods) for factor, plan in zip(limit.lines, plans, strict=True)]
        worth[used[0][:, None] + used[1][None, :] > limit.most] = -np.inf
    return worth.max()
