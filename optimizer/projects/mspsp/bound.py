"""Makespans below which no schedule of a project ends, without any search."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from optimizer.projects.mspsp.instance import Instance
from optimizer.projects.mspsp.work_flow import least_time

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

MOST_SETS = 200
"""Sets of people whose work is looked at between heads and tails."""
MOST_DEMANDS = 100_000
"""Pairs of a task and a set for which the demand is computed."""
MOST_HEADS = 40
"""Heads that are tried for one set."""
MOST_TASKS_IN_PAIRS = 400
"""Tasks up to which those that exclude each other are looked for."""


def lower_bound(instance: Instance) -> int:
    """The best of three bounds, in slots.

    The critical path; the work that a set of people has to do between the earliest heads and the shortest tails of
    its tasks; tasks of which no two fit side by side, in a row.
    """
    heads, tails = np.array(instance.heads, np.int64), np.array(instance.tails, np.int64)
    if not len(heads):
        return 0
    after = tails - np.array([task.duration for task in instance.tasks], np.int64)
    everything, tightest = least_time(instance)
    best = max(int((heads + tails).max()), everything)
    demands, sizes = demand(instance, people_sets(instance, tightest))
    durations = np.array([task.duration for task in instance.tasks], np.int64)
    for people, size in zip(demands.T, sizes, strict=True):
        best = max(best, between(heads, after, people * durations, int(size)))
    for clique in cliques(instance, demands, sizes):
        best = max(best, between(heads, after, np.where(clique, durations, 0), 1))
    return best


def people_sets(instance: Instance, tightest: int) -> tuple[int, ...]:
    """Sets of people that are worth a look: of one, two and three needs, all, and the ``tightest``."""
    most = min(MOST_SETS, max(MOST_SETS // 10, MOST_DEMANDS // max(1, len(instance.tasks))))
    single = sorted({line.able for lines in instance.lines for line in lines})
    work = dict.fromkeys(single, 0)
    for task, lines in zip(instance.tasks, instance.lines, strict=True):
        for line in lines:
            work[line.able] += line.people * task.duration
    unions: dict[int, float] = {}
    for size in (1, 2, 3):
        for chosen in itertools.islice(itertools.combinations(single, size), 20 * MOST_SETS):
            people = 0
            for able in chosen:
                people |= able
            load = sum(work[able] for able in chosen) / people.bit_count()
            unions[people] = max(load, unions.get(people, 0.0))
    sought = sorted(unions, key=lambda people: (-unions[people], people))[:most]
    everyone = 0
    for able in single:
        everyone |= able
    return tuple(dict.fromkeys(people for people in (tightest, everyone, *sought) if people))


def demand(instance: Instance, sets: Iterable[int]) -> tuple[Ints, Ints]:
    """(N, S) people of each set that a task needs at least, and (S,) people in the set."""
    chosen = tuple(sets)
    needed = [
        [sum(line.people for line in lines if not line.able & ~people) for people in chosen]
        for lines in instance.lines
    ]
    shape = (len(instance.tasks), len(chosen))
    sizes = np.array([people.bit_count() for people in chosen], np.int64)
    return np.array(needed, np.int64).reshape(shape), sizes


def between(heads: Ints, after: Ints, work: Ints, people: int) -> int:
    """Most over heads h and tails q of h + work of tasks with neither less / people + q.

    ``heads``, ``after`` (N,) slots before and after each task, ``work`` (N,) in slots of one person. (Carlier 1982, for
    one machine; here for people who share the work freely.)
    """
    counted = work > 0
    heads, after, work = heads[counted], after[counted], work[counted]
    if not len(work):
        return 0
    order = np.argsort(-after, kind="stable")
    heads, after, work = heads[order], after[order], work[order]
    tried = np.unique(heads)
    tried = tried[np.linspace(0, len(tried) - 1, min(len(tried), MOST_HEADS)).astype(int)]
    done = np.cumsum(np.where(heads >= tried[:, None], work, 0), axis=1)
    return int((np.where(done > 0, -(-done // people) + after, 0) + tried[:, None] * (done > 0)).max())


def cliques(instance: Instance, demands: Ints, sizes: Ints) -> Iterator[Flags]:
    """(N,) tasks of which no two can run at once, for short of people or by precedence; one group from each task."""
    tasks = len(instance.tasks)
    if tasks > MOST_TASKS_IN_PAIRS:
        return
    apart = np.zeros((tasks, tasks), bool)
    for people, size in zip(demands.T, sizes, strict=True):
        apart |= (people[:, None] + people[None, :] > size) & (people[:, None] > 0) & (people[None, :] > 0)
    apart |= _ordered(instance)
    longest = sorted(range(tasks), key=lambda k: -instance.tasks[k].duration)
    for first in longest:
        group, open_to = np.zeros(tasks, bool), apart[first].copy()
        group[first] = True
        for other in longest:
            if open_to[other] and other != first:
                group[other] = True
                open_to &= apart[other]
        yield group


def _ordered(instance: Instance) -> Flags:
    """(N, N) pairs of which one follows the other."""
    tasks = len(instance.tasks)
    follows = np.zeros((tasks, tasks), bool)
    for task, before in enumerate(instance.links):
        for one in before:
            follows[task] |= follows[one]
            follows[task, one] = True
    return follows | follows.T
