"""How short a project can be at best, without solving it."""

from __future__ import annotations

import numpy as np

from optimizer.projects.rcpsp.bounds_kernel import Work, cannot_end_by, relations
from optimizer.projects.rcpsp.packing import Packed
from optimizer.projects.rcpsp.project import Project

MOST_RELATED = 600
"""Activities up to which pairs are looked at."""
MOST_ENERGY = 3e8
"""Intervals times activities times resources up to which energy is looked at."""


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


def destructive_bound(packed: Packed, bound: int, best: int) -> int:
    """The least makespan that windows, pairs and energy cannot refute, in slots: from ``bound`` to ``best``.

    Whatever cannot be done by some time cannot be done by any earlier one, so halving is sound.
    """
    if packed.size > MOST_RELATED:
        return bound
    work, unit = _work(packed), packed.unit
    horizon = best // unit
    intervals = min(2 * packed.size, horizon) ** 2 / 2
    energetic = intervals * packed.size * max(1, work.capacity.size) <= MOST_ENERGY
    low, high = -(-bound // unit), horizon
    while low < high:
        middle = (low + high) // 2
        if cannot_end_by(work, middle, energetic):
            low = middle + 1
        else:
            high = middle
    return low * unit


def _work(packed: Packed) -> Work:
    project, unit = packed.project, packed.unit
    capacity = np.array(project.capacities, np.int64)
    demand = np.array(
        [project.demands[i] if project.durations[i] else [0] * capacity.size for i in packed.order], np.int64
    ).reshape(packed.size, capacity.size)
    network = packed.network
    return Work(
        duration=network.duration,
        head=np.array([project.heads[i] // unit for i in packed.order], np.int64),
        tail=np.array([project.tails[i] // unit for i in packed.order], np.int64),
        demand=demand,
        capacity=capacity,
        relation=relations(network.before_from, network.before, demand, capacity),
    )
