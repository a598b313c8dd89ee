"""From money to volume, adstock, value and gradient: the plain definitions that everything else is judged by."""

from __future__ import annotations

import numpy as np

from optimizer.flighting.problem import FlightProblem, Floats, Limit, Line
from scenarios.saturation import derivative, evaluate


def adstock(line: Line, money: Floats) -> Floats:
    """a_t = v_t + theta a_(t-1) for money (T,)."""
    stocks = money.copy() if line.rates is None else line.rates.media(money)
    stock = line.carry_in
    for t, volume in enumerate(stocks):
        stock = stocks[t] = volume + line.retention * stock
    return stocks


def line_value(line: Line, money: Floats) -> float:
    """Worth of a line's money (T,) less its cost, carry-in and carry-out included."""
    stocks = adstock(line, money)
    outcome = float(line.weights @ evaluate(line.curve, stocks / line.scale))
    return outcome + float(line.carry_out.values(stocks[-1])) - line.cost * float(money.sum())


def line_gradient(line: Line, money: Floats) -> Floats:
    """Worth of one more unit of money in each period (T,), within the tiers reached.

    Infinite slopes, of a power curve at zero, are taken a little above zero.
    """
    stocks = adstock(line, money)
    aims = np.maximum(stocks / line.scale, 1e-9)
    slopes = line.weights * derivative(line.curve, aims) / line.scale
    slopes[-1] += float(line.carry_out.slopes(stocks[-1]))
    following = 0.0
    for t in range(len(slopes) - 1, -1, -1):
        following = slopes[t] = slopes[t] + line.retention * following
    bought = 1.0 if line.rates is None else line.rates.rate[line.rates.tier(money)]
    return np.asarray(slopes * bought - line.cost)


def total_value(problem: FlightProblem, money: Floats) -> float:
    """Worth of a whole plan, money (C, T)."""
    return sum(line_value(line, one) for line, one in zip(problem.lines, money, strict=True))


def usage(limit: Limit, money: Floats) -> float:
    """What a plan, money (C, T), takes of a limit."""
    return float(limit.lines @ money @ limit.periods)
