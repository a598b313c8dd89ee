# mypy: disable-error-code="no-any-return"
"""New lists and teams from those of a population, in compiled code.

Two-point crossover of precedence-feasible lists (Hartmann 1998, Naval Research Logistics 45) and moves of single tasks.
With its place in the list a task inherits the team that it had there: wherever those people are free again they are
taken, so that a good division of people is handed on with a good order.
"""

from __future__ import annotations

from optimizer.projects.mspsp.population_kernel import Chain, winner
from optimizer.projects.mspsp.series_kernel import Room
from optimizer.projects.mspsp.team_kernel import WORD, Board, able
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import in_place

MOVES = 5
"""Most tasks moved in a child."""
REPLACED = 2
"""Most people replaced in a child."""


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
    for _ in range(below(room.random, REPLACED + 1)):
        replace(board, room, below(room.random, tasks))


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
def replace(board: Board, room: Room, task: int) -> None:
    """Want a random person in a task's team in place of one who can take the same line."""
    first, lines = board.line_from[task], board.line_from[task + 1] - board.line_from[task]
    if lines == 0:
        return
    line, person = first + below(room.random, lines), below(room.random, board.size[1])
    if not able(board, line, person) or wants(board, room, task, person):
        return
    for k in range(board.size[1]):
        other = (person + k) % board.size[1]
        if wants(board, room, task, other) and able(board, line, other):
            turn(board, room, task, other)
            break
    turn(board, room, task, person)


@in_place
def wants(board: Board, room: Room, task: int, person: int) -> bool:
    """Whether a person is in the team that a task wants."""
    return (room.people[task * board.size[2] + person // WORD] >> (person % WORD)) & 1 == 1


@in_place
def turn(board: Board, room: Room, task: int, person: int) -> None:
    """Put a person into the team that a task wants, or out of it."""
    room.people[task * board.size[2] + person // WORD] ^= 1 << (person % WORD)
