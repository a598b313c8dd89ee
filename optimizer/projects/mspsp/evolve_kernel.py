# mypy: disable-error-code="no-any-return"
"""A genetic search over lists of tasks, each carried out by serial generation and improved there and back.

Steady replacement without twins, and a new start where nothing is gained any more.
"""

from __future__ import annotations

from optimizer.projects.mspsp.address_kernel import board_at, chain_at, room_at, team_at
from optimizer.projects.mspsp.breed_kernel import cross
from optimizer.projects.mspsp.population_kernel import Chain, admit, sample
from optimizer.projects.mspsp.series_kernel import Room, improve
from optimizer.projects.mspsp.team_kernel import Board, Team
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import compiled, in_place

PATIENCE = 300
"""Children without a better schedule, for each member, after which the population starts again."""
RESTLESS = 8
"""One child in so many changes the order of preference while its schedule is made."""
UNLIKELY = 1 << 40


@compiled
def evolve(board: Board, room: Room, team: Team, chain: Chain, schedules: int, bound: int) -> int:
    """Search until ``schedules`` more are made or ``bound`` is reached; the shortest makespan so far."""
    fixed, where, one, kept = board_at(board), room_at(room), team_at(team), chain_at(chain)
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
