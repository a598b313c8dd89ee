"""A linear program in non-negative variables, built row by row and solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import coo_array

Terms: TypeAlias = Mapping[int, float]
Rows: TypeAlias = list[tuple[Terms, float]]


class LinearProgram:
    """Minimise the cost of variables that are not negative."""

    def __init__(self) -> None:
        self._cost: list[float] = []
        self._at_most: Rows = []
        self._equal: Rows = []

    def variable(self, cost: float = 0.0) -> int:
        """A new variable."""
        self._cost.append(cost)
        return len(self._cost) - 1

    def at_most(self, terms: Terms, bound: float) -> None:
        """A weighted sum is at most ``bound``."""
        self._at_most.append((terms, bound))

    def equal(self, terms: Terms, value: float) -> None:
        """A weighted sum equals ``value``."""
        self._equal.append((terms, value))

    def solve(self) -> NDArray[np.float64]:
        """The values of all variables.

        Raises:
            RuntimeError: the program has no optimum.
        """
        if not self._cost:
            return np.zeros(0)
        limits: dict[str, Any] = {}
        if self._at_most:
            limits["A_ub"], limits["b_ub"] = self._matrix(self._at_most)
        if self._equal:
            limits["A_eq"], limits["b_eq"] = self._matrix(self._equal)
        answer = linprog(self._cost, method="highs", **limits)
        if answer.x is None:
            raise RuntimeError(answer.message)
        return np.asarray(answer.x, dtype=float)

    def _matrix(self, rows: Rows) -> tuple[coo_array, NDArray[np.float64]]:
        places = [row for row, (terms, _) in enumerate(rows) for _ in terms]
        columns = [column for terms, _ in rows for column in terms]
        weights = [weight for terms, _ in rows for weight in terms.values()]
        matrix = coo_array((weights, (places, columns)), shape=(len(rows), len(self._cost)))
        return matrix, np.array([bound for _, bound in rows])
