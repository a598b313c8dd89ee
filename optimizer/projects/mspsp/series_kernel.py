# mypy: disable-error-code="no-any-return"
"""Serial schedule generation with teams, and forward-backward improvement, in compiled code."""

from __future__ import annotations

from typing import NamedTuple

from optimizer.projects.mspsp.team_kernel import Board, Ints, Team, choose, may_have_team
from optimizer.projects.rcpsp.random_kernel import below
from scenarios.compiled import in_place

ROUNDS = 4
"""Most passes there and back on one list."""


class Room(NamedTuple):
    """Where schedules are made, as arrays or their addresses. H slots are all durations together.

    ``free`` (H W,) who is free in each slot, everyone between two schedules; ``tally`` (H + 2,); ``start`` (N,) and
    ``people`` (N W,) of the last schedule, ``mirror`` (N,) starts of the one run backward; ``key`` (N,);
    ``preference`` (R,) people in the order in which they are taken; ``random`` (2,); ``made`` (1,) schedules.
    """

    free: Ints
    tally: Ints
    start: Ints
    people: Ints
    mirror: Ints
    key: Ints
    preference: Ints
    random: Ints
    made: Ints


@in_place
def generate(board: Board, room: Room, team: Team, order: Ints, backward: bool, restless: bool) -> int:
    """Start every task, in ``order``, at the earliest moment with a team; the makespan.

    Serial generation scheme (Kelley 1963). Backward, successors stand in for predecessors and time runs from the end.
    A restless generation exchanges two people in the order of preference before each choice.
    """
    first, linked = (board.after_from, board.after) if backward else (board.before_from, board.before)
    start = room.mirror if backward else room.start
    makespan = 0
    for place in range(board.size[0]):
        task = order[place]
        ready = 0
        for k in range(first[task], first[task + 1]):
            one = linked[k]
            ready = max(ready, start[one] + board.duration[one])
        start[task] = book(board, room, team, task, ready, restless)
        makespan = max(makespan, start[task] + board.duration[task])
    for slot in range(makespan):
        for word in range(board.size[2]):
            room.free[slot * board.size[2] + word] = board.everyone[word]
    room.made[0] += 1
    return makespan


@in_place
def book(board: Board, room: Room, team: Team, task: int, ready: int, restless: bool) -> int:
    """Give a task its team at the earliest moment from ``ready`` on; that moment."""
    words, length = board.size[2], board.duration[task]
    for word in range(words):
        team.wanted[word] = room.people[task * words + word]
        room.people[task * words + word] = 0
    if length == 0 or board.line_from[task] == board.line_from[task + 1]:
        return ready
    if restless:
        one, other = below(room.random, board.size[1]), below(room.random, board.size[1])
        room.preference[one], room.preference[other] = room.preference[other], room.preference[one]
    start = earliest(board, room, team, task, ready)
    while not choose(board, task, room.preference, team):
        start = earliest(board, room, team, task, start + 1)
    for word in range(words):
        room.people[task * words + word] = team.chosen[word]
        for slot in range(start, start + length):
            room.free[slot * words + word] &= ~team.chosen[word]
    return start


@in_place
def earliest(board: Board, room: Room, team: Team, task: int, ready: int) -> int:
    """The first start from ``ready`` on at which the conditions for a team hold; who is free then in ``team.common``.

    Slots are met from the end of the window to its begin: the first that breaks a condition rules out every start up
    to itself.
    """
    words, length = board.size[2], board.duration[task]
    start, slot = ready, ready + length - 1
    for word in range(words):
        team.common[word] = board.everyone[word]
    while slot >= start:
        changed = False
        for word in range(words):
            before = team.common[word]
            after = before & room.free[slot * words + word]
            changed |= before != after
            team.common[word] = after
        if changed and not may_have_team(board, task, team):
            start, slot = slot + 1, slot + 1 + length
            for word in range(words):
                team.common[word] = board.everyone[word]
        slot -= 1
    return start


@in_place
def by_key(room: Room, tasks: int, most: int, falling: bool, order: Ints) -> None:
    """Tasks by ``room.key``, at most ``most``, rising or falling: a stable sort by counting."""
    for value in range(most + 2):
        room.tally[value] = 0
    for task in range(tasks):
        room.tally[room.key[task] + 1] += 1
    for value in range(most + 1):
        room.tally[value + 1] += room.tally[value]
    for task in range(tasks):
        place = room.tally[room.key[task]]
        order[tasks - 1 - place if falling else place] = task
        room.tally[room.key[task]] += 1


@in_place
def improve(
    board: Board, room: Room, team: Team, order: Ints, best: Ints, record: Ints, restless: bool
) -> int:
    """Generate there and back until the makespan no longer falls; the last one. ``order`` becomes that of its starts.

    Forward-backward improvement (Tormos and Lova 2001). ``best`` (1,) and ``record`` (N + N W,) starts and teams are
    renewed where a schedule is shorter.
    """
    tasks = board.size[0]
    makespan = generate(board, room, team, order, False, restless)
    remember(board, room, makespan, best, record)
    for _ in range(ROUNDS):
        for task in range(tasks):
            room.key[task] = room.start[task] + board.duration[task]
        by_key(room, tasks, makespan, True, order)
        length = generate(board, room, team, order, True, restless)
        for task in range(tasks):
            room.key[task] = length - room.mirror[task] - board.duration[task]
        by_key(room, tasks, length, False, order)
        shorter = generate(board, room, team, order, False, restless)
        remember(board, room, shorter, best, record)
        gained = shorter < makespan
        makespan = shorter
        if not gained:
            break
    for task in range(tasks):
        room.key[task] = room.start[task]
    by_key(room, tasks, makespan, False, order)
    return makespan


@in_place
def remember(board: Board, room: Room, makespan: int, best: Ints, record: Ints) -> None:
    """Keep the schedule just made if it is the shortest so far."""
    if makespan >= best[0]:
        return
    best[0] = makespan
    tasks = board.size[0]
    for task in range(tasks):
        record[task] = room.start[task]
    for place in range(tasks * board.size[2]):
        record[tasks + place] = room.people[place]
