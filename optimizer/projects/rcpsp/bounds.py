"""How short a project can be at best, without solving it."""

from __future__ import annotations

import math
import time

import numpy as np

from optimizer.projects.rcpsp.bounds_kernel import Work, cannot_end_by, relations
from optimizer.projects.rcpsp.packing import Packed
from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.random_kernel import Ints
from scenarios.compiled import AVAILABLE

MOST_RELATED = 600 if AVAILABLE else 60
"""Activities up to which pairs are looked at."""
MOST_ENERGY = 1e9 if AVAILABLE else 1e6
"""Intervals times activities times resources up to which energy is looked at."""
STEPS = (1, 2, 3)
"""Redundant resources of each resource: see `_stepped`."""


def simple_bound(project: Project) -> int:
    """The longer of the critical path and the work of the scarcest resource, slots."""
    path = max(
        (head + length for head, length in zip(project.heads, project.durations, strict=True)), default=0
    )
    return max([path, *(_work_bound(project, r) for r in range(len(project.capacities)))])


def _work_bound(project: Project, r: int) -> int:
    """Slots in which a resource can do all its work, beside the least that comes before and after it."""
    busy = [i for i, length in enumerate(project.durations) if length and project.demands[i][r]]
    if not busy:
        return 0
    work = sum(project.durations[i] * project.demands[i][r] for i in busy)
    least = min(project.heads[i] for i in busy) + min(project.tails[i] for i in busy)
    return least + -(-work // project.capacities[r])


def destructive_bound(packed: Packed, bound: int, best: int, ends: float = math.inf) -> int:
    """The least makespan that windows, pairs and energy cannot refute, in slots: from ``bound`` to ``best``.

    Whatever cannot be done by some time cannot be done by any earlier one, so halving is sound, and so is to stop it at
    ``ends`` by the performance counter.
    """
    if packed.size > MOST_RELATED:
        return bound
    unit, horizon = packed.unit, best // packed.unit
    energetic = _is_worthwhile(packed, horizon)
    work = _work(packed)
    low, high = -(-bound // unit), horizon
    while low < high and time.perf_counter() < ends:
        middle = (low + high) // 2
        if cannot_end_by(work, middle, energetic):
            low = middle + 1
        else:
            high = middle
    return low * unit


def _is_worthwhile(packed: Packed, horizon: int) -> bool:
    """Whether energy can be looked at in short time and in whole numbers of 64 bits."""
    capacities = packed.project.capacities
    intervals = min(2 * packed.size, horizon) ** 2 / 2
    effort = intervals * packed.size * len(capacities) * (1 + len(STEPS))
    energy = max(capacities, default=0) * max(STEPS) * horizon * packed.size
    return effort <= MOST_ENERGY and energy < 2**62


def _work(packed: Packed) -> Work:
    project, unit, network = packed.project, packed.unit, packed.network
    capacity = np.array(project.capacities, np.int64)
    held = [project.demands[i] if project.durations[i] else (0,) * capacity.size for i in packed.order]
    demand = np.array(held, np.int64).reshape(packed.size, capacity.size)
    relation = relations(network.before_from, network.before, demand, capacity)
    stepped = [_stepped(demand, capacity, k) for k in STEPS if capacity.max(initial=0) < 2**50]
    return Work(
        duration=network.duration,
        head=np.array([project.heads[i] // unit for i in packed.order], np.int64),
        tail=np.array([project.tails[i] // unit for i in packed.order], np.int64),
        demand=np.hstack([demand, *(own for own, _ in stepped)]),
        capacity=np.hstack([capacity, *(most for _, most in stepped)]),
        relation=relation,
    )


def _stepped(demand: Ints, capacity: Ints, k: int) -> tuple[Ints, Ints]:
    """Redundant resources that see how badly demands go together: of two that are over a half, each takes all.

    Demands in k-ths of the capacity by a dual feasible function (u^(k) of Fekete and Schepers 2001), times the
    capacity and k to stay whole; as resources after Carlier and Neron (2003).
    """
    whole = np.maximum(capacity, 1)
    steps, rest = np.divmod((k + 1) * demand, whole)
    return np.where(rest == 0, k * demand, steps * whole), k * capacity
