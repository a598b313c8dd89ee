"""The Lagrangian relaxation of a problem in slots: its value at given prices, and by how much demand exceeds supply.

For prices lambda >= 0 of every class of work in every bin, and mu >= 0 of every precedence that the trees leave out,

    sum over jobs of the least (loss + priced work + tolls)  -  value of everybody's time

is below the loss of every schedule (`docs/concepts/scheduling.md`). Skill sets need no prices of their own: time is
sold to the dearest class that a person can do, so that the constraints of all sets hold at once (Hall 1935).
"""

from __future__ import annotations

from concurrent.futures import Executor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from optimizer.schedule.bound.campaign_kernel import solve_jobs
from optimizer.schedule.bound.layout_kernel import Answer, Choices, Desk, Floats, Ints, Paid
from optimizer.schedule.bound.menu_kernel import price_entries
from optimizer.schedule.bound.model import Model
from optimizer.schedule.bound.slots import Slots
from optimizer.schedule.bound.supply_kernel import sell
from optimizer.schedule.bound.tables import staff_in
from optimizer.schedule.bound.toll_kernel import charge, missing

PARTS = 2
"""Jobs are solved in so many parts at once; sums do not depend on the number of threads."""


@dataclass(frozen=True, slots=True)
class Prices:
    """Minor units: ``work`` (K, B) for a bin's time of a person at normal speed; ``links`` for coming a bin early."""

    work: Floats
    links: Floats


@dataclass(frozen=True, slots=True)
class Reading:
    """Value of the relaxation at some prices, and a supergradient there: what demand exceeds supply by."""

    value: float
    excess: Prices


class Relaxation:
    """The relaxation of a model whose links are priced by stretches of ``stretch`` slots. It reads at prices."""

    def __init__(self, model: Model, stretch: int) -> None:
        self._model = model
        self._stretch = stretch
        slots, choices, nodes = model.slots, model.choices, len(model.nodes.parent)
        self._unit = slots.per_bin * slots.minutes
        self._staff = staff_in(model.people, choices.time.edges)
        self._paid = _paid(choices, slots)
        self._parts = _parts(model.nodes.first, PARTS)
        self._desks = [_desk(model.nodes.first, slots.count) for _ in self._parts]
        self._demands = [np.zeros((len(model.people.kinds), slots.bins)) for _ in self._parts]
        self._toll = model.links.toll(nodes, slots.count)
        self._answer = Answer(*(np.zeros(nodes, dtype=np.int64) for _ in Answer._fields))

    def free(self) -> Prices:
        """Everything for nothing."""
        stretches = -(-self._model.slots.count // self._stretch)
        return Prices(np.zeros_like(self._demands[0]), np.zeros((len(self._model.links.across), stretches)))

    def refine(self, coarse: Prices) -> Prices:
        """The prices of a relaxation on bins and stretches that are whole multiples of these."""
        own = self.free()
        bins = own.work.shape[1] // coarse.work.shape[1]
        wider = np.repeat(coarse.links, -(-own.links.shape[1] // coarse.links.shape[1]), axis=1)
        return Prices(
            np.repeat(coarse.work, bins, axis=1) / bins,
            wider[:, : own.links.shape[1]] / bins,
        )

    def read(self, prices: Prices, threads: Executor | None = None) -> Reading:
        """Value and supergradient at ``prices``."""
        work, per_bin = prices.work / self._unit, self._model.slots.per_bin
        price_entries(self._model.choices, work, self._paid)
        charge(prices.links / per_bin, self._stretch, self._toll)
        run = map if threads is None else threads.map
        value = sum(run(self._solve, range(len(self._parts))))
        excess = sum(self._demands[1:], self._demands[0].copy())
        value -= sell(self._staff, work, excess)
        return Reading(
            float(value), Prices(excess / self._unit, self._early(prices.links.shape[1]) / per_bin)
        )

    def _solve(self, part: int) -> float:
        return solve_jobs(
            self._parts[part],
            self._model.choices,
            self._model.nodes,
            self._model.losses,
            (self._paid, self._toll),
            self._desks[part],
            self._answer,
            self._demands[part],
        )

    def _early(self, stretches: int) -> Floats:
        """(X, C) slots by which later tasks of links start too early, by stretch."""
        links, passage = self._model.links, self._model.choices.time.passage
        return missing(self._answer, links.ends, self._stretch, stretches, links.across, passage)


def _paid(choices: Choices, slots: Slots) -> Paid:
    count = len(choices.offers.kind)
    return Paid(
        price=np.zeros((count, slots.bins)),
        edges=np.zeros((count, slots.bins + 1)),
        slots=np.zeros((count, slots.count)),
        work=np.zeros((len(choices.ways.offer), slots.count)),
        entry=np.zeros(len(choices.entries.slot)),
    )


def _desk(first: Ints, slots: int) -> Desk:
    rows = (max(int(np.diff(first).max(initial=0)), 1), slots)
    return Desk(np.zeros(rows), np.zeros(rows), np.zeros(rows, dtype=np.int64), np.zeros(slots))


def _parts(first: Ints, count: int) -> list[tuple[int, int]]:
    """Ranges of jobs with about as many nodes each."""
    cuts = np.searchsorted(first, np.linspace(0, first[-1], count + 1)[1:-1])
    edges = [0, *(int(cut) for cut in cuts), len(first) - 1]
    return list(pairwise(edges))
