# mypy: disable-error-code="no-any-return"
"""Whether a project can be shown not to fit into a given time, in compiled code."""

from typing import NamedTuple

import numpy as np

from optimizer.projects.rcpsp.random_kernel import Ints
from scenarios.compiled import compiled


class Work(NamedTuple):
    """N activities in topological order: ``duration``, ``head`` and ``tail`` (N,) slots; ``demand`` (N, R);
    ``capacity`` (R,). ``relation`` (N, N): 1 where the first comes before the second, 2 where the two cannot overlap.
    """

    duration: Ints
    head: Ints
    tail: Ints
    demand: Ints
    capacity: Ints
    relation: Ints


@compiled
def relations(before_from: Ints, before: Ints, demand: Ints, capacity: Ints) -> Ints:
    """`Work.relation` of activities in topological order; what comes before over others counts as well."""
    size = demand.shape[0]
    relation = np.zeros((size, size), np.int64)
    for j in range(size):
        for k in range(before_from[j], before_from[j + 1]):
            relation[before[k], j] = 1
            for i in range(size):
                if relation[i, before[k]] == 1:
                    relation[i, j] = 1
    for i in range(size):
        for j in range(size):
            if i != j and relation[i, j] == 0 and relation[j, i] == 0:
                for r in range(capacity.size):
                    if demand[i, r] + demand[j, r] > capacity[r]:
                        relation[i, j] = 2
    return relation


@compiled
def cannot_end_by(work: Work, deadline: int, energetic: bool) -> bool:
    """Whether it is proven that not all activities can have ended by ``deadline``.

    Windows shrink by precedence and by pairs that cannot overlap; then every interval is asked whether it holds the
    work that must lie within it (destructive improvement: Klein and Scholl 1999; energetic reasoning: Erschler and
    Lopez 1990).
    """
    earliest = work.head.copy()
    latest = deadline - work.tail - work.duration
    changed = True
    while changed:
        changed = False
        for i in range(earliest.size):
            for j in range(earliest.size):
                if work.relation[i, j] and squeeze(work, earliest, latest, i, j):
                    changed = True
        for i in range(earliest.size):
            if earliest[i] > latest[i]:
                return True
    return energetic and is_overloaded(work, earliest, latest)


@compiled
def squeeze(work: Work, earliest: Ints, latest: Ints, i: int, j: int) -> bool:
    """Shrink the windows if ``i`` has to come before ``j``; whether that changed one.

    It has to where it is said, or where the two cannot overlap and ``j`` cannot come first.
    """
    if work.relation[i, j] == 2 and earliest[j] + work.duration[j] <= latest[i]:
        return False
    first, last = earliest[i] + work.duration[i], latest[j] - work.duration[i]
    changed = False
    if first > earliest[j]:
        earliest[j], changed = first, True
    if last < latest[i]:
        latest[i], changed = last, True
    return changed


@compiled
def is_overloaded(work: Work, earliest: Ints, latest: Ints) -> bool:
    """Whether some interval cannot hold the work that must lie within it."""
    duration = work.duration
    begins = np.unique(np.concatenate((earliest, latest)))
    ends = np.unique(np.concatenate((earliest + duration, latest + duration)))
    held = np.zeros(work.capacity.size, np.int64)
    for begin in begins:
        for end in ends:
            if end <= begin:
                continue
            held[:] = 0
            for i in range(duration.size):
                slots = min(duration[i], end - begin, earliest[i] + duration[i] - begin, end - latest[i])
                if slots > 0:
                    for r in range(held.size):
                        held[r] += slots * work.demand[i, r]
            for r in range(held.size):
                if held[r] > work.capacity[r] * (end - begin):
                    return True
    return False
