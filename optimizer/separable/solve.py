"""The best split, with its proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.separable import search_kernel
from optimizer.separable.problem import Problem
from optimizer.separable.shapes_kernel import Floats

GAP = 1e-6
MOST_NODES = 20_000


@dataclass(frozen=True, slots=True, eq=False)
class Answer:
    """A split and what is proven about it.

    ``value`` is outcome - rate x spend of ``spend`` (N,); no split has more than ``bound``. ``price`` is what one more
    unit of the total budget is worth, ``group_prices`` what one more unit of each group's budget is worth on top of
    what lies outside it; both are net of the rate and hold for small changes that keep the same curves active.
    """

    status: Literal["optimal", "limit"]
    value: float
    bound: float
    spend: Floats
    price: float
    group_prices: Mapping[str, float]
    nodes: int

    @property
    def gap(self) -> float:
        """(bound - value) / |value|; 0 where both are equal, infinite for a value of zero below its bound."""
        if self.bound <= self.value:
            return 0.0
        return (self.bound - self.value) / abs(self.value) if self.value else np.inf

    @property
    def total(self) -> float:
        """All spend."""
        return float(self.spend.sum())


def solve(
    problem: Problem,
    gap: float = GAP,
    *,
    rate: float = 0.0,
    most_nodes: int = MOST_NODES,
    warm: Answer | None = None,
) -> Answer:
    """Maximise outcome - ``rate`` x spend within all budgets, to a relative ``gap``.

    Concave envelopes priced by their budgets (Everett 1963), split best first (Falk and Soland 1969) until the largest
    bound left is within ``gap`` of the best split. ``limit`` means that ``most_nodes`` ended the search before that.

    Args:
        problem: curves, bounds and budgets.
        gap: wanted (bound - value) / |value|.
        rate: what a unit of spend costs in units of outcome; 0 spends whatever earns anything.
        most_nodes: limit of the search.
        warm: the answer to a problem with the same groups, whose prices are a good start.

    Raises:
        ValueError: ``gap`` or ``rate`` is negative or not a number.
    """
    if not (gap >= 0 and 0 <= rate < np.inf):
        message = f"gap and rate are numbers of at least 0, not {gap} and {rate}"
        raise ValueError(message)
    layout = problem.layout
    lower, upper = problem.floors[layout.curve], problem.upper[layout.curve]
    work, bound, nodes = search_kernel.search(
        layout.tree, problem.shapes, lower, upper, rate, gap, most_nodes, _guesses(problem, rate, warm)
    )
    return _answer(problem, work, float(bound), int(nodes), rate, gap)


def _guesses(problem: Problem, rate: float, warm: Answer | None) -> Floats:
    """(G,) prices from which the search starts, in the order of the layout; 0 where nothing is known."""
    layout = problem.layout
    if warm is None:
        return np.zeros(len(layout.group))
    prices = np.zeros(len(layout.group))
    for place, group in enumerate(layout.group):
        outside = prices[layout.tree.parent[place]] if place else rate
        own = warm.price if group < 0 else warm.group_prices[problem.groups[group].name]
        prices[place] = outside + own
    return prices


def _answer(
    problem: Problem, work: search_kernel.Work, bound: float, nodes: int, rate: float, gap: float
) -> Answer:
    layout = problem.layout
    spend = np.empty(len(problem.curves))
    spend[layout.curve] = np.where(work.answer < problem.shapes.least, 0.0, work.answer)
    own = work.worth - np.where(layout.tree.parent < 0, rate, work.worth[layout.tree.parent])
    value = float(work.best[0])
    return Answer(
        status="optimal" if bound - value <= gap * abs(value) else "limit",
        value=value,
        bound=bound,
        spend=spend,
        price=float(own[0]),
        group_prices={
            problem.groups[group].name: float(worth)
            for group, worth in zip(layout.group[1:], own[1:], strict=True)
        },
        nodes=nodes,
    )
