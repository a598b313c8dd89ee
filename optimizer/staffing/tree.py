"""Branch and bound over the team first, then over campaigns: best bound first (Land and Doig 1960).

The team's whole numbers are few and carry most of the gap between the relaxation and the best plan; launches carry
next to none of it. So the tree branches on people before it branches on launches, in total before by month.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from optimizer.staffing.linear import Bounds, LinearProgram, Optimum

INTEGRAL = 1e-5


@dataclass(order=True)
class Node:
    """A part of the problem: bounds of some variables, and the optimum of its relaxation."""

    key: tuple[float, int]
    bounds: dict[int, tuple[float, float]] = field(compare=False)
    optimum: Optimum = field(compare=False)


class Tree:
    """The open nodes of a search. ``ranks`` are variables to branch on, the most important ones first.

    ``bounds`` are those of the root, and hold in every node.
    """

    def __init__(
        self,
        linear: LinearProgram,
        root: Optimum,
        ranks: Sequence[Sequence[int]],
        bounds: Bounds | None = None,
    ) -> None:
        self._linear, self._ranks = linear, ranks
        self._heap = [Node((-root.objective, 0), dict(bounds or {}), root)]
        self._count = 0
        self._pruned = -math.inf

    @property
    def bound(self) -> float:
        """No plan is worth more than this."""
        return max(-self._heap[0].key[0] if self._heap else -math.inf, self._pruned)

    @property
    def best(self) -> Node | None:
        """The open node with the highest bound; None when all are closed."""
        return self._heap[0] if self._heap else None

    def prune(self, value: float) -> None:
        """Forget nodes that hold nothing better than ``value``."""
        kept = [node for node in self._heap if -node.key[0] > value]
        if len(kept) < len(self._heap):
            self._pruned = max(self._pruned, value)
            heapq.heapify(kept)
            self._heap = kept

    def expand(self, seconds: float) -> bool:
        """Branch on the best node; False where all that can be branched on is whole.

        Raises:
            Interrupted: the time was over; the node stays open.
        """
        node = self._heap[0]
        variable = branching_variable(node.optimum, self._ranks)
        if variable is None:
            return False
        at = float(node.optimum.values[variable])
        low, high = node.bounds.get(variable, self._linear.range_of(variable))
        children = []
        for span in ((low, float(math.floor(at))), (float(math.ceil(at)), high)):
            bounds = {**node.bounds, variable: span}
            found = self._linear.solve(bounds, seconds)
            if found is not None:
                children.append((bounds, found))
        heapq.heappop(self._heap)
        for bounds, optimum in children:
            self._count += 1
            worth = min(optimum.objective, -node.key[0])
            heapq.heappush(self._heap, Node((-worth, self._count), bounds, optimum))
        return True


def branching_variable(optimum: Optimum, ranks: Iterable[Sequence[int]]) -> int | None:
    """The variable furthest from a whole number in the first rank that has one; None where all are whole."""
    for rank in ranks:
        values = optimum.values[list(rank)]
        distance = np.abs(values - np.round(values))
        if len(distance) and distance.max() > INTEGRAL:
            return rank[int(distance.argmax())]
    return None
