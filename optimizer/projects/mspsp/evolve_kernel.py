# mypy: disable-error-code="no-any-return"
"""A genetic search over lists of tasks, each carried out by serial generation and improved there and back.

Two-point crossover of precedence-feasible lists (Hartmann 1998, Naval Research Logistics 45), moves of single tasks,
steady replacement without twins. With its place in the list a task inherits the team that it had there: wherever those
people are free again they are taken, so that a good division of people is handed on with a good order.
"""

from __future__ import annotations

from typing import NamedTuple

from optimizer.projects.mspsp.series_kernel import Room, improve
from optimizer.projects.mspsp.team_kernel import Board, Ints, Team
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import address, compiled, in_place

address_of = address()

MOVES = 5
"""Most tasks moved in a child."""
PATIENCE = 300
"""Children without a better schedule, for each member, after which the population starts again."""
RESTLESS = 8
"""One child in so many changes the order of preference while its schedule is made."""
SHARES = 1_000
UNLIKELY = 1 << 40


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


@compiled
def evolve(board: Board, room: Room, team: Team, chain: Chain, schedules: int, bound: int) -> int:
    """Search until ``schedules`` more are made or ``bound`` is reached; the shortest makespan so far."""
    fixed = Board(
        address_of(board.size),
        address_of(board.duration),
        address_of(board.everyone),
        address_of(board.before_from),
        address_of(board.before),
        address_of(board.after_from),
        address_of(board.after),
        address_of(board.tail),
        address_of(board.line_from),
        address_of(board.line_able),
        address_of(board.line_people),
        address_of(board.test_from),
        address_of(board.test_able),
        address_of(board.test_people),
        address_of(board.preference),
    )
    where = Room(
        address_of(room.free),
        address_of(room.tally),
        address_of(room.start),
        address_of(room.people),
        address_of(room.mirror),
        address_of(room.key),
        address_of(room.preference),
        address_of(room.random),
        address_of(room.made),
    )
    one = Team(
        address_of(team.common),
        address_of(team.wanted),
        address_of(team.asked),
        address_of(team.chosen),
        address_of(team.line),
        address_of(team.room),
        address_of(team.reached),
        address_of(team.queue),
    )
    kept = Chain(
        address_of(chain.lists),
        address_of(chain.teams),
        address_of(chain.makespan),
        address_of(chain.mark),
        address_of(chain.state),
        address_of(chain.best),
        address_of(chain.record),
        address_of(chain.child),
        address_of(chain.place),
        address_of(chain.weight),
    )
    end = room.made[0] + schedules
    while room.made[0] < end and chain.best[0] > bound:
        step(fixed, where, one, kept)
    return chain.best[0]


@in_place
def step(board: Board, room: Room, team: Team, chain: Chain) -> None:
    """Make one child, carry it out and let it into the population if it deserves it."""
    members, size = chain.state[0], chain.state[2]
    if members < size:
        sample(board, room, chain, members)
    else:
        cross(board, room, chain)
    restless = below(room.random, RESTLESS) == 0
    for person in range(board.size[1]):
        room.preference[person] = board.preference[person]
    before = chain.best[0]
    makespan = improve(board, room, team, chain.child, chain.best, chain.record, restless)
    chain.state[1] = 0 if chain.best[0] < before else chain.state[1] + 1
    admit(board, room, chain, makespan)
    if chain.state[1] > PATIENCE * size:
        chain.state[0], chain.state[1] = 0, 0


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
def cross(board: Board, room: Room, chain: Chain) -> None:
    """A child with the ends of one list around a stretch in the order of another, and a few tasks moved."""
    tasks = board.size[0]
    one, other = winner(room, chain) * tasks, winner(room, chain) * tasks
    stretch = tasks // 4 + below(room.random, tasks // 2 + 1)
    first = below(room.random, tasks - stretch + 1)
    for task in range(tasks):
        chain.place[task] = 0
    for place in range(first):
        chain.child[place] = chain.lists[one + place]
        chain.place[chain.child[place]] = 1
        inherit(board, room, chain, one, chain.child[place])
    place = take(board, room, chain, other, first, first + stretch)
    take(board, room, chain, one, place, tasks)
    for _ in range(below(room.random, MOVES + 1)):
        move(board, room, chain)


@in_place
def take(board: Board, room: Room, chain: Chain, source: int, place: int, end: int) -> int:
    """Fill places up to ``end`` with tasks that are not yet in the child, in the order of the list at ``source``."""
    for k in range(board.size[0]):
        task = chain.lists[source + k]
        if place < end and chain.place[task] == 0:
            chain.child[place] = task
            chain.place[task] = 1
            inherit(board, room, chain, source, task)
            place += 1
    return place


@in_place
def inherit(board: Board, room: Room, chain: Chain, source: int, task: int) -> None:
    """Want the team that a task has in the schedule of the list at ``source``."""
    for word in range(board.size[2]):
        room.people[task * board.size[2] + word] = chain.teams[(source + task) * board.size[2] + word]


@in_place
def move(board: Board, room: Room, chain: Chain) -> None:
    """Put one task elsewhere between its predecessors and its successors."""
    tasks = board.size[0]
    for place in range(tasks):
        chain.place[chain.child[place]] = place
    place = below(room.random, tasks)
    task = chain.child[place]
    low, high = 0, tasks - 1
    for k in range(board.before_from[task], board.before_from[task + 1]):
        low = max(low, chain.place[board.before[k]] + 1)
    for k in range(board.after_from[task], board.after_from[task + 1]):
        high = min(high, chain.place[board.after[k]] - 1)
    target = low + below(room.random, high - low + 1)
    step_by = 1 if target > place else -1
    while place != target:
        chain.child[place] = chain.child[place + step_by]
        place += step_by
    chain.child[target] = task


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
