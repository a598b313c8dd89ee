# mypy: disable-error-code="no-any-return"
"""A genetic search over lists of tasks, each carried out by serial generation and improved there and back.

Steady replacement without twins, and a new start where nothing is gained any more.
"""

from __future__ import annotations

from optimizer.projects.mspsp.breed_kernel import cross
from optimizer.projects.mspsp.population_kernel import Chain, admit, sample
from optimizer.projects.mspsp.series_kernel import Room, improve
from optimizer.projects.mspsp.team_kernel import Board, Team
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import address, compiled, in_place

address_of = address()

PATIENCE = 300
"""Children without a better schedule, for each member, after which the population starts again."""
RESTLESS = 8
"""One child in so many changes the order of preference while its schedule is made."""
UNLIKELY = 1 << 40


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
