"""The least time in which people who share work freely can do all of it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import breadth_first_order, maximum_flow

from optimizer.projects.mspsp.instance import Instance

MOST_FLOW = 2**30
"""Work in all, in slots of one person, up to which it is counted exactly."""


def least_time(instance: Instance) -> tuple[int, int]:
    """The least T such that all work fits if nobody works more than T slots, and the set of people that forces it.

    T is the most over *all* sets A of needs of the work of A / the people who can cover one of A: by max-flow min-cut
    the work fits if and only if no set exceeds its people's time. Found by bisection; the set is that of a minimum cut.
    """
    work: dict[int, int] = {}
    for task, lines in zip(instance.tasks, instance.lines, strict=True):
        for line in lines:
            work[line.able] = work.get(line.able, 0) + task.duration * line.people
    sets, amounts = tuple(work), tuple(work.values())
    # The flow counts in 32 bits: larger work is counted in a coarser unit, rounded down so that the bound holds.
    unit = 1 + sum(amounts) // MOST_FLOW
    amounts = tuple(amount // unit for amount in amounts)
    low, high, tightest = 0, sum(amounts), 0
    while low < high:
        middle = (low + high) // 2
        blocked = _cut(sets, amounts, len(instance.project.people), middle)
        if blocked:
            low, tightest = middle + 1, blocked
        else:
            high = middle
    return max(0, (low - 1) * unit + 1), tightest


def _cut(sets: Sequence[int], amounts: Sequence[int], people: int, time: int) -> int:
    """The people of sets of needs with more work than their ``time``; 0 where all work fits."""
    source, sink = len(sets) + people, len(sets) + people + 1
    edges = [(source, k, amount) for k, amount in enumerate(amounts)]
    edges += [
        (k, len(sets) + person, amount)
        for k, (able, amount) in enumerate(zip(sets, amounts, strict=True))
        for person in range(people)
        if able >> person & 1
    ]
    edges += [(len(sets) + person, sink, time) for person in range(people)]
    tails, heads, room = zip(*edges, strict=True)
    shape = (sink + 1, sink + 1)
    capacity = csr_array((np.array(room, np.int32), (tails, heads)), shape=shape)
    found = maximum_flow(capacity, source, sink)
    if found.flow_value == sum(amounts):
        return 0
    left = csr_array(capacity - found.flow)
    left.eliminate_zeros()
    reached = set(breadth_first_order(left, source, return_predecessors=False).tolist())
    blocked = 0
    for k, able in enumerate(sets):
        if k in reached:
            blocked |= able
    return blocked
