"""Branch and bound over ranges of spend (Falk and Soland 1969), with the weights of the draws improved on the way.

A box of splits is bounded through *lenses* (`optimizer.risk.relaxation.Lens`): every dual gives a proven limit at the
cost of one greedy pass, so that a handful of duals that served elsewhere is tried first and a new one is looked for
only where they all fail. A box that is still open is cut in two where mixtures of corners gain most over their mean.
"""

from __future__ import annotations

import heapq
import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.dual import Cut, Dual
from optimizer.risk.relaxation import Lens, Mixture, Relaxation

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROOT_ROUNDS = 40
NODE_ROUNDS = 5
LENSES = 10
"""Lenses kept for boxes to come."""
SMOOTHING = 0.4
"""How far to go from the best dual towards the model's lowest one: the way there itself is unstable."""
CONVERGED = 0.05
"""Duals are good enough where better ones could close no more than this share of the open gap."""
SETTLED = 0.02
"""A box is not cut where mixing gains less than this share of the open gap."""


class Primal(Protocol):
    """Whoever keeps the best split."""

    @property
    def value(self) -> float:
        """Its value."""

    def offer(self, spends: list[Floats]) -> None:
        """Splits that may lead to a better one."""


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """A node: ``span`` (N, 2), its limit, the lens of that limit, where to cut, and how many duals were looked for."""

    span: Ints
    bound: float
    lens: Lens
    spend: Floats
    gains: Floats
    rounds: int


@dataclass(slots=True)
class Search:
    """Best-first search from some ``duals``.

    ``wanted`` is the absolute gap that a value leaves open; ``stop`` is asked between boxes.
    ``closed`` is the highest limit of a box that was put aside; ``exhausted`` tells that none is left to cut.
    """

    relaxation: Relaxation
    primal: Primal
    wanted: Callable[[float], float]
    stop: Callable[[], bool]
    duals: list[Dual]
    lenses: list[Lens] = field(default_factory=list)
    closed: float = -math.inf
    boxes: int = 0
    exhausted: bool = False

    def run(self) -> float:
        """A proven upper limit; minus infinity where the nested budgets admit nothing."""
        self.lenses = [self.relaxation.lens(dual) for dual in self.duals]
        root = self.bounded(self.relaxation.whole, None, ROOT_ROUNDS)
        if root is None:
            return -math.inf
        count = itertools.count()
        heap = [(-root.bound, next(count), root)]
        while heap and not self.is_closed(heap[0][2].bound) and not self.stop():
            box = heapq.heappop(heap)[2]
            for span, rounds in self.parts(box):
                child = self.bounded(span, box, rounds)
                if child is None:
                    continue
                if self.is_closed(child.bound):
                    self.closed = max(self.closed, child.bound)
                else:
                    heapq.heappush(heap, (-child.bound, next(count), child))
        self.exhausted = not heap
        return max(self.closed, *(entry[2].bound for entry in heap), self.primal.value)

    def is_closed(self, bound: float) -> bool:
        """Whether a limit is near enough to the best value."""
        return bound <= self.primal.value + self.wanted(self.primal.value)

    def parts(self, box: Box) -> list[tuple[Ints, int]]:
        """What to look at next, and for how many duals: the box in two halves, or once more with better duals.

        Neither helps where the over-estimates alone hold the box open; its limit then stands.
        """
        widths = box.span[:, 1] - box.span[:, 0]
        gains = np.where(widths >= 2, box.gains, 0.0)
        if gains.sum() <= SETTLED * (box.bound - self.primal.value):
            if box.rounds < ROOT_ROUNDS and not self.relaxation.envelope.single:
                return [(box.span, ROOT_ROUNDS)]
            self.closed = max(self.closed, box.bound)
            return []
        cell = int(np.argmax(gains))
        first, last = box.span[cell]
        grid = self.relaxation.tables.grid[cell]
        at = int(np.clip(np.abs(grid - box.spend[cell]).argmin(), first + 1, last - 1))
        below, above = box.span.copy(), box.span.copy()
        below[cell, 1], above[cell, 0] = at, at
        return [(below, NODE_ROUNDS), (above, NODE_ROUNDS)]

    def bounded(self, span: Ints, parent: Box | None, rounds: int) -> Box | None:
        """A box with its limit: by the lenses there are, then by better ones; None where it holds no split."""
        self.boxes += 1
        relaxation = self.relaxation
        lenses = self.lenses if parent is None else [parent.lens, *self.lenses]
        seen: list[tuple[Lens, Mixture]] = []
        for lens in lenses:
            mixture = relaxation.look(lens, span)
            if mixture is None:
                return None
            seen.append((lens, mixture))
            if self.is_closed(mixture.bound):
                break
        mix = self.improved(span, seen, rounds)
        lens, best = min(seen, key=lambda pair: pair[1].bound)
        self.remember(lens)
        spends = [relaxation.spend(mixture) for _, mixture in seen]
        spend = np.asarray(mix @ np.array(spends))
        bound = best.bound if parent is None else min(best.bound, parent.bound)
        if not self.is_closed(bound):
            self.primal.offer([spend, relaxation.spend(best), *spends[len(lenses) :]])
        scale = relaxation.envelope.exchange(lens.dual)
        gains = relaxation.mixing_gains([mixture for _, mixture in seen], mix, spend, scale)
        return Box(span, bound, lens, spend, gains, rounds)

    def improved(self, span: Ints, seen: list[tuple[Lens, Mixture]], rounds: int) -> Floats:
        """Add up to ``rounds`` lenses to ``seen``; the multipliers (adding up to 1) of all mixtures."""
        relaxation = self.relaxation
        cuts: list[Cut] = [relaxation.cut(mixture) for _, mixture in seen]
        lens, best = min(seen, key=lambda pair: pair[1].bound)
        mix = np.array([float(one is best) for _, one in seen])
        if relaxation.envelope.single:
            return mix
        for _ in range(rounds):
            if self.is_closed(best.bound) or self.stop():
                break
            lowest = relaxation.envelope.least(cuts)
            if lowest is None:
                break
            mix = lowest.mix
            if best.bound - lowest.height <= CONVERGED * (best.bound - self.primal.value):
                break
            tried = relaxation.lens(lens.dual.towards(lowest.dual, SMOOTHING))
            mixture = relaxation.look(tried, span)
            if mixture is None:
                break
            seen.append((tried, mixture))
            cuts.append(relaxation.cut(mixture))
            mix = np.append(mix, 0.0)  # its share is known after the next program
            if mixture.bound < best.bound:
                lens, best = tried, mixture
        return mix

    def remember(self, lens: Lens) -> None:
        """Keep a lens that served, the latest first."""
        self.lenses = [lens, *(one for one in self.lenses if one is not lens)][:LENSES]
