# mypy: disable-error-code="no-any-return"
"""The lists that a genetic algorithm keeps, in compiled code."""

from typing import NamedTuple

from optimizer.projects.rcpsp.random_kernel import Ints, below
from optimizer.projects.rcpsp.sgs_kernel import Network, Room
from scenarios.compiled import in_place

SURVIVORS = 2
"""Best lists that outlive the others."""
LEAST_NOISE, MORE_NOISE, STEPS = 50, 60, 8
"""Noise of drawn lists in thousandths of the tail: the least, what is added step by step, and how often."""
FACTOR, MODULUS = 1048583, 2147483647
"""Of fingerprints."""

ALIVE, STALE, MOST, BEST, MOTHER = range(5)
"""Places of `Herd.state`."""


class Herd(NamedTuple):
    """P lists of N activities, and what is known of them.

    ``lists`` (P, N); ``makespan`` and ``mark`` (P,), a fingerprint of the starts; ``state`` (5,): lists there so far,
    lists made since the best was found, P, the best makespan, whose place is in play; ``best`` (N,) starts;
    ``random`` (2,); ``child``, ``place`` and ``waiting`` (N,) for the list in the making.
    """

    lists: Ints
    makespan: Ints
    mark: Ints
    state: Ints
    best: Ints
    random: Ints
    child: Ints
    place: Ints
    waiting: Ints


@in_place
def draw(net: Network, room: Room, herd: Herd) -> None:
    """A random list: of those whose predecessors are done, the one with the longest tail, more or less, is next."""
    size, worth, ready, waiting = net.size[0], room.key, herd.place, herd.waiting
    noise = 0 if herd.state[ALIVE] == 0 else LEAST_NOISE + MORE_NOISE * (herd.state[ALIVE] % STEPS)
    count = 0
    for i in range(size):
        worth[i] = net.tail[i] * (1000 + noise * (below(herd.random, 2001) - 1000) // 1000)
        waiting[i] = net.before_from[i + 1] - net.before_from[i]
        if waiting[i] == 0:
            ready[count] = i
            count += 1
    for place in range(size):
        best = 0
        for k in range(1, count):
            if worth[ready[k]] > worth[ready[best]]:
                best = k
        i = ready[best]
        count -= 1
        ready[best] = ready[count]
        herd.child[place] = i
        for k in range(net.after_from[i], net.after_from[i + 1]):
            j = net.after[k]
            waiting[j] -= 1
            if waiting[j] == 0:
                ready[count] = j
                count += 1


@in_place
def note(net: Network, room: Room, herd: Herd, makespan: int) -> None:
    """Keep the schedule just made if it is the best so far."""
    herd.state[STALE] += 1
    if makespan < herd.state[BEST]:
        herd.state[BEST], herd.state[STALE] = makespan, 0
        for i in range(net.size[0]):
            herd.best[i] = room.start[i]


@in_place
def mark_of(net: Network, room: Room) -> int:
    """A fingerprint of the schedule just made."""
    mark = 0
    for i in range(net.size[0]):
        mark = (mark * FACTOR + room.start[i]) % MODULUS
    return mark


@in_place
def is_known(herd: Herd, makespan: int, mark: int) -> bool:
    """Whether a parent has the same schedule."""
    for k in range(herd.state[ALIVE]):  # noqa: SIM110 - compiled code is faster without generators
        if herd.mark[k] == mark and herd.makespan[k] == makespan:
            return True
    return False


@in_place
def worst(herd: Herd) -> int:
    """The parent with the longest schedule."""
    found = 0
    for k in range(herd.state[ALIVE]):
        if herd.makespan[k] > herd.makespan[found]:
            found = k
    return found


@in_place
def keep(net: Network, herd: Herd, k: int, makespan: int, mark: int) -> None:
    """Make the child parent ``k``."""
    herd.makespan[k], herd.mark[k] = makespan, mark
    for place in range(net.size[0]):
        herd.lists[k * net.size[0] + place] = herd.child[place]


@in_place
def decimate(net: Network, herd: Herd) -> None:
    """Leave only a few of the best parents: the others are drawn anew."""
    state, size, alive = herd.state, net.size[0], 0
    for k in range(state[MOST]):
        if alive < SURVIVORS and herd.makespan[k] <= state[BEST]:
            herd.makespan[alive], herd.mark[alive] = herd.makespan[k], herd.mark[k]
            for place in range(size):
                herd.lists[alive * size + place] = herd.lists[k * size + place]
            alive += 1
    state[ALIVE], state[STALE] = alive, 0
