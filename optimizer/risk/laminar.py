"""Which limits are nested budgets, and which need a price.

Limits on sums over sets of cells that are pairwise nested or disjoint (a laminar family: total, brand against
performance, regions within) leave the best split of concave returns to a greedy rule (Federgruen and Groenevelt 1986).
Every other limit, a share or a rate per unit, enters with a price.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.problem import Limit, RiskProblem

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Nest:
    """S nested sets, smaller ones first; the first N are the cells themselves, with their ranges.

    ``sets`` (N, depth) the sets of each cell, filled up with -1; ``least`` and ``most`` (S,) of their sums.
    """

    sets: Ints
    least: Floats
    most: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Priced:
    """Limits with prices: ``rows`` (G, N) @ spend <= ``room`` (G,)."""

    rows: Floats
    room: Floats


def split_limits(problem: RiskProblem) -> tuple[Nest, Priced]:
    """The problem's nested budgets, and its other limits. Earlier limits enter the nest first."""
    nested: list[tuple[frozenset[int], Limit]] = []
    priced: list[Limit] = []
    for limit in problem.all_limits:
        members = _members(limit)
        if members and all(members <= one or one <= members or not members & one for one, _ in nested):
            nested.append((members, limit))
        else:
            priced.append(limit)
    nested.sort(key=lambda pair: len(pair[0]))
    return _nest(nested, problem), _priced(priced, len(problem.cells))


def _members(limit: Limit) -> frozenset[int]:
    """The cells of a limit on a plain sum; none for any other."""
    plain = np.isin(limit.coefficients, (0.0, 1.0)).all()
    return frozenset(np.flatnonzero(limit.coefficients).tolist()) if plain else frozenset()


def _nest(nested: list[tuple[frozenset[int], Limit]], problem: RiskProblem) -> Nest:
    cells = len(problem.cells)
    of_cell = [
        [cell, *(cells + index for index, (members, _) in enumerate(nested) if cell in members)]
        for cell in range(cells)
    ]
    sets = np.full((cells, max(map(len, of_cell))), -1, dtype=np.int64)
    for cell, some in enumerate(of_cell):
        sets[cell, : len(some)] = some
    return Nest(
        sets,
        np.concatenate([problem.lower, [limit.lower for _, limit in nested]]),
        np.concatenate([problem.upper, [limit.upper for _, limit in nested]]),
    )


def _priced(limits: list[Limit], cells: int) -> Priced:
    sides = [(limit.coefficients, limit.upper) for limit in limits if limit.upper < np.inf]
    sides += [(-limit.coefficients, -limit.lower) for limit in limits if limit.lower > -np.inf]
    rows = np.array([row for row, _ in sides]).reshape(len(sides), cells)
    return Priced(rows, np.array([room for _, room in sides]))
