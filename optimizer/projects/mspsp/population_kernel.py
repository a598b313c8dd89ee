# mypy: disable-error-code="no-any-return"
"""A population of lists of tasks, each with the teams of its schedule, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

from optimizer.projects.mspsp.series_kernel import Room
from optimizer.projects.mspsp.team_kernel import Board, Ints
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import in_place

SHARES = 1_000
"""A weight without noise."""


class Chain(NamedTuple):
    """One population and what it found, as arrays or their addresses; P members.

    ``lists`` (P N,); ``teams`` (P N W,), ``makespan`` (P,) and ``mark`` (P,) of their schedules. ``state`` (3,):
    members so far, children since the last gain, P. ``best`` (1,) and ``record`` (N + N W,) of the shortest schedule.
    ``child`` (N,), ``place`` (N,), ``weight`` (N,) are scratch.
    """

    lists: Ints
    teams: Ints
    makespan: Ints
    mark: Ints
    state: Ints
    best: Ints
    record: Ints
    child: Ints
    place: Ints
    weight: Ints


@in_place
def sample(board: Board, room: Room, chain: Chain, member: int) -> None:
    """A list by latest start, blurred the more the later the member stands (the first is by the rule itself)."""
    tasks, blur = board.size[0], (member % 8) * 70 + (50 if member else 0)
    for task in range(tasks):
        for word in range(board.size[2]):
            room.people[task * board.size[2] + word] = 0
        noise = SHARES - blur + 2 * below(room.random, blur + 1)
        chain.weight[task] = board.tail[task] * noise
        chain.place[task] = board.before_from[task + 1] - board.before_from[task]
    for place in range(tasks):
        chosen, most = -1, -1
        for task in range(tasks):
            if chain.place[task] == 0 and chain.weight[task] > most:
                chosen, most = task, chain.weight[task]
        chain.child[place] = chosen
        chain.place[chosen] = -1
        for k in range(board.after_from[chosen], board.after_from[chosen + 1]):
            chain.place[board.after[k]] -= 1


@in_place
def winner(room: Room, chain: Chain) -> int:
    """The better of two members."""
    one, other = below(room.random, chain.state[2]), below(room.random, chain.state[2])
    return other if chain.makespan[other] < chain.makespan[one] else one


@in_place
def admit(board: Board, room: Room, chain: Chain, makespan: int) -> None:
    """Let the child in, in the place of one of the worse members, unless its schedule is there already."""
    tasks, size = board.size[0], chain.state[2]
    mark = 7
    for task in range(tasks):
        mark = (mark * 1_000_003 + room.start[task]) % 2_147_483_647
    slot = chain.state[0]
    if slot < size:
        chain.state[0] += 1
    else:
        for member in range(size):
            if chain.makespan[member] == makespan and chain.mark[member] == mark:
                return
        slot = below(room.random, size)
        for _ in range(3):
            other = below(room.random, size)
            if chain.makespan[other] > chain.makespan[slot]:
                slot = other
        if chain.makespan[slot] < makespan:
            return
    chain.makespan[slot], chain.mark[slot] = makespan, mark
    for place in range(tasks):
        chain.lists[slot * tasks + place] = chain.child[place]
    for place in range(tasks * board.size[2]):
        chain.teams[slot * tasks * board.size[2] + place] = room.people[place]
