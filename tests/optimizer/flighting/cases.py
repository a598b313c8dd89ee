"""Two-line problems whose best plan on a lattice of amounts is found by trying every one."""

from __future__ import annotations

import numpy as np

from benchmarks.flight_cases import lattice, random_line, values
from optimizer.flighting import FlightProblem, Limit


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
