"""Weekly instances with carry-over, from a seed.

Hill curves: half-saturation kappa = 100 x lognormal(0.7), slope U(0.6, 3), ceiling 2 kappa x lognormal(0.4).
Retention theta U(0.1, 0.7); at most 3 kappa (1 - theta) + 1 a week, at least 15% of that in a week with any; carry-in
0.3 kappa U(0, 1). Season 1 + 0.3 sin(2 pi t / 52) plus noise of 0.1. Budget 0.35 of the sum of kappa (1 - theta) over
all weeks; four groups of lines, each at most 0.36 of the budget. Weekly caps, where asked for, are a multiple of the
average week.
"""

from __future__ import annotations

import numpy as np

from optimizer.flighting import FlightProblem, Limit, Line
from scenarios.document.curves import HillCurve

GROUPS = 4
BUDGET_SHARE, GROUP_SHARE = 0.35, 0.36


def weekly(lines: int, weeks: int, seed: int, cap: float | None = None) -> FlightProblem:
    """The instance of a seed; ``cap`` is the weekly cap in average weeks."""
    random = np.random.default_rng([seed, lines, weeks])
    kappa = 100 * random.lognormal(0, 0.7, lines)
    slope = random.uniform(0.6, 3, lines)
    theta = random.uniform(0.1, 0.7, lines)
    ceiling = 2 * kappa * random.lognormal(0, 0.4, lines)
    carried = 0.3 * kappa * random.random(lines)
    week = np.arange(weeks)
    season = np.maximum(0.05, 1 + 0.3 * np.sin(2 * np.pi * week / 52) + 0.1 * random.normal(size=weeks))
    most = 3 * kappa * (1 - theta) + 1
    made = tuple(
        Line(
            name=f"line {c}",
            curve=HillCurve(family="hill", ceiling=ceiling[c], half_saturation=kappa[c], slope=slope[c]),
            weights=season,
            most=np.full(weeks, most[c]),
            retention=theta[c],
            least=0.15 * most[c],
            carry_in=carried[c],
        )
        for c in range(lines)
    )
    total = BUDGET_SHARE * float(kappa @ (1 - theta)) * weeks
    return FlightProblem(made, (*_budgets(lines, weeks, total), *_caps(lines, weeks, total, cap)))


def _budgets(lines: int, weeks: int, total: float) -> tuple[Limit, ...]:
    always = np.ones(weeks)
    groups = np.arange(lines) % GROUPS
    return (
        Limit("budget", np.ones(lines), always, total),
        *(Limit(f"group {g}", (groups == g) * 1.0, always, GROUP_SHARE * total) for g in range(GROUPS)),
    )


def _caps(lines: int, weeks: int, total: float, cap: float | None) -> tuple[Limit, ...]:
    if cap is None:
        return ()
    return tuple(
        Limit(f"week {t + 1}", np.ones(lines), (np.arange(weeks) == t) * 1.0, cap * total / weeks)
        for t in range(weeks)
    )
