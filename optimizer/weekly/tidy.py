"""Plans without crumbs: amounts too small to buy anything are given to the line's largest period."""

from __future__ import annotations

import numpy as np

from optimizer.flighting import FlightProblem
from optimizer.flighting.faults import faults
from optimizer.flighting.money import total_value
from optimizer.flighting.problem import Floats

CRUMB = 2e-3
"""Share of a line's money below which the money of a period is a crumb."""
NEGLIGIBLE = 1e-6
"""Share of a plan's value that tidying may cost."""


def tidied(problem: FlightProblem, money: Floats) -> Floats:
    """The plan, money (C, T), without the crumbs that can be moved at next to no loss."""
    value = total_value(problem, money)
    for c in range(len(problem.lines)):
        for t in np.flatnonzero((money[c] > 0) & (money[c] < CRUMB * money[c].sum())):
            trial = money.copy()
            trial[c, t] = 0.0
            trial[c, int(np.argmax(trial[c]))] += money[c, t]
            kept = total_value(problem, trial) >= value - NEGLIGIBLE * abs(value)
            if kept and not faults(problem, trial):
                money = trial
    return money
