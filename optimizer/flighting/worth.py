"""Values and gradients of many lines at once; `optimizer.flighting.money` has the plain definitions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from optimizer.flighting.adstock_kernel import carry_backwards, carry_forwards
from optimizer.flighting.problem import NOTHING, FlightProblem, Floats, Line
from scenarios.document.curves import Curve, TabulatedCurve
from scenarios.saturation import FORMULAS, Formulas, derivative, evaluate, parameters

ABOVE_ZERO = 1e-9
"""Where slopes are taken at an adstock of zero: a power curve's is infinite there."""


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """Lines whose curves share one formula: ``lines`` (n,), parameters (n, 1)."""

    lines: np.ndarray
    formulas: Formulas
    numbers: dict[str, Floats]


class Worth:
    """The worth of plans of one problem, line by line."""

    def __init__(self, problem: FlightProblem) -> None:
        self._lines = problem.lines
        self._retention = np.array([line.retention for line in problem.lines])
        self._start = np.array([line.carry_in for line in problem.lines])
        self._scale = np.array([[line.scale] for line in problem.lines])
        self._cost = np.array([[line.cost] for line in problem.lines])
        self._weights = np.array([line.weights for line in problem.lines])
        self._families = _families(problem.lines)
        self._tables = [c for c, line in enumerate(problem.lines) if isinstance(line.curve, TabulatedCurve)]
        self._tiered = [(c, line.rates) for c, line in enumerate(problem.lines) if line.rates is not None]
        self._ending = [c for c, line in enumerate(problem.lines) if line.carry_out is not NOTHING]

    def values(self, money: Floats) -> Floats:
        """Worth of each line's money (C, T), (C,)."""
        return np.asarray(self.period_values(money).sum(axis=1))

    def period_values(self, money: Floats) -> Floats:
        """Worth of each period of a plan by line, (C, T); carry-out counts in the last."""
        stock = self.stock(money)
        values = self._weights * self._outcome(stock / self._scale)
        for c in self._ending:
            values[c, -1] += float(self._lines[c].carry_out.values(stock[c, -1]))
        return np.asarray(values - self._cost * money)

    def value(self, money: Floats) -> float:
        """Worth of a whole plan, money (C, T)."""
        return float(self.values(money).sum())

    def gradient(self, money: Floats) -> Floats:
        """Worth of one more unit of money in each line and period (C, T), within the tiers reached."""
        stock = self.stock(money)
        slopes = self._weights * self._marginal(np.maximum(stock / self._scale, ABOVE_ZERO)) / self._scale
        for c in self._ending:
            slopes[c, -1] += float(self._lines[c].carry_out.slopes(stock[c, -1]))
        carry_backwards(slopes, self._retention)
        for c, rates in self._tiered:
            slopes[c] *= rates.rate[rates.tier(money[c])]
        return np.asarray(slopes - self._cost)

    def stock(self, money: Floats) -> Floats:
        volume = money.copy()
        for c, rates in self._tiered:
            volume[c] = rates.media(money[c])
        stock = np.empty_like(volume)
        carry_forwards(volume, self._retention, self._start, stock)
        return stock

    def _outcome(self, stock: Floats) -> Floats:
        outcome = np.empty_like(stock)
        for family in self._families:
            outcome[family.lines] = family.formulas.value(stock[family.lines], **family.numbers)
        for c in self._tables:
            outcome[c] = evaluate(self._lines[c].curve, stock[c])
        return outcome

    def _marginal(self, stock: Floats) -> Floats:
        slopes = np.empty_like(stock)
        for family in self._families:
            slopes[family.lines] = family.formulas.slope(stock[family.lines], **family.numbers)
        for c in self._tables:
            slopes[c] = derivative(self._lines[c].curve, stock[c])
        return slopes


def _families(lines: tuple[Line, ...]) -> list[_Family]:
    found: dict[str, list[tuple[int, Curve]]] = defaultdict(list)
    for c, line in enumerate(lines):
        if not isinstance(line.curve, TabulatedCurve):
            found[line.curve.family].append((c, line.curve))
    families = []
    for name, members in found.items():
        numbers = [parameters(curve) for _, curve in members]
        stacked = {key: np.array([[one[key]] for one in numbers]) for key in numbers[0]}
        families.append(_Family(np.array([c for c, _ in members]), FORMULAS[name], stacked))
    return families
