"""Arrays handed on as addresses, which saves in_place kernels most of what a call costs."""

from __future__ import annotations

from optimizer.projects.mspsp.population_kernel import Chain
from optimizer.projects.mspsp.series_kernel import Room
from optimizer.projects.mspsp.team_kernel import Board, Team
from scenarios.compiled import address, compiled

address_of = address()


@compiled
def board_at(board: Board) -> Board:
    """The project by addresses."""
    return Board(
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


@compiled
def room_at(room: Room) -> Room:
    """Room for schedules by addresses."""
    return Room(
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


@compiled
def team_at(team: Team) -> Team:
    """Room for the choice of a team by addresses."""
    return Team(
        address_of(team.common),
        address_of(team.wanted),
        address_of(team.asked),
        address_of(team.chosen),
        address_of(team.line),
        address_of(team.room),
        address_of(team.reached),
        address_of(team.queue),
    )


@compiled
def chain_at(chain: Chain) -> Chain:
    """A population by addresses."""
    return Chain(
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
