"""Columns that share time between two plans of a line: one up to a period, the other after it.

Where the relaxation mixes two plans of a line, no whole plan spends what the mixture spends. A plan that follows the
first up to some period and the second from there on does, at nearly the mixture's value, as adstock fades fast
against the horizon. So the integer master finds choices close to its relaxation.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np

from optimizer.flighting.columns import Mixture, Pool
from optimizer.flighting.faults import line_faults
from optimizer.flighting.problem import Floats

LEAST_SHARE = 1e-6
MOST_PLANS = 3
"""Plans of a line that are crossed with each other, those with the largest shares."""


def add_crossings(pool: Pool, mixture: Mixture) -> None:
    """Crossings of the plans that the mixture combines on a line."""
    for c, line in enumerate(pool.problem.lines):
        for first, second in permutations(_mixed(pool, mixture, c)[:MOST_PLANS], 2):
            for money in _crossings(pool.money[first], pool.money[second]):
                if line.flight == 1 or not line_faults(line, money):
                    pool.add_line(c, money)


def _mixed(pool: Pool, mixture: Mixture, c: int) -> list[int]:
    """The columns of line ``c`` in the mixture, the largest share first."""
    weights = [
        (float(mixture.weights[i]), i)
        for i, line in enumerate(pool.lines[: len(mixture.weights)])
        if line == c
    ]
    found = sorted((item for item in weights if item[0] > LEAST_SHARE), reverse=True)
    return [i for _, i in found]


def _crossings(first: Floats, second: Floats) -> list[Floats]:
    """Plans that change from ``first`` to ``second``, once for each period where that makes a difference."""
    differs = np.flatnonzero(first != second)
    return [np.concatenate([first[:period], second[period:]]) for period in differs[1:]]
