# mypy: disable-error-code="no-any-return"
"""People as bits of words, and the choice of a team, in compiled code.

A task needs a number of people on each of its *lines*. Sets of people who can take lines without overfilling one are
the independent sets of a transversal matroid, so taking people greedily in the order of preference, with augmenting
paths where everyone has to move, gives the team that is preferred (Edmonds 1971, Mathematical Programming 1).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import in_place

Ints = NDArray[np.int64]

WORD = 62
"""People in a word: signed words stay positive, in compiled code and in plain Python."""
NOBODY = -1


class Board(NamedTuple):
    """A project of N tasks and R people in W words, as arrays or their addresses; tasks stand in topological order.

    ``size`` (3,): N, R, W. ``duration`` (N,) slots. ``everyone`` (W,). Predecessors of task i are
    ``before[before_from[i]:before_from[i + 1]]``, its successors likewise ``after``. ``tail`` (N,) slots from a task's
    start to the project's end with unlimited people.

    Lines of i are ``line_from[i]`` .. ``line_from[i + 1]`` - 1, the scarcest first: ``line_able`` (X W,) who can take
    it, ``line_people`` (X,) how many it needs.

    Task i can have a team only if for each condition ``test_from[i]`` .. ``test_from[i + 1]`` - 1 at least
    ``test_people`` (Y,) of the set ``test_able`` (Y W,) are free (Hall 1935). ``preference`` (R,): people, the least
    sought after first.
    """

    size: Ints
    duration: Ints
    everyone: Ints
    before_from: Ints
    before: Ints
    after_from: Ints
    after: Ints
    tail: Ints
    line_from: Ints
    line_able: Ints
    line_people: Ints
    test_from: Ints
    test_able: Ints
    test_people: Ints
    preference: Ints


class Team(NamedTuple):
    """Room for one choice, as arrays or their addresses; L is the most lines of a task.

    ``common`` (W,) who is free all along; ``wanted`` (W,) who is preferred to all others; ``asked`` (W,) those of them,
    or of the others; ``chosen`` (W,) the team; ``line`` (R,) of each of them, else `NOBODY`; ``room`` (L,) left on
    each line; ``reached`` (L,) by whom a search came there; ``queue`` (L,) lines to look at.
    """

    common: Ints
    wanted: Ints
    asked: Ints
    chosen: Ints
    line: Ints
    room: Ints
    reached: Ints
    queue: Ints


@in_place
def ones(word: int) -> int:
    """Bits set in a word, by sums of ever wider fields."""
    word = (word & 0x5555555555555555) + ((word >> 1) & 0x5555555555555555)
    word = (word & 0x3333333333333333) + ((word >> 2) & 0x3333333333333333)
    word = (word + (word >> 4)) & 0x0F0F0F0F0F0F0F0F
    word += word >> 8
    word += word >> 16
    word += word >> 32
    return word & 0x7F


@in_place
def may_have_team(board: Board, task: int, team: Team) -> bool:
    """Whether the people of ``team.common`` meet every condition of a task."""
    words = board.size[2]
    for test in range(board.test_from[task], board.test_from[task + 1]):
        free = 0
        for word in range(words):
            free += ones(team.common[word] & board.test_able[test * words + word])
        if free < board.test_people[test]:
            return False
    return True


@in_place
def choose(board: Board, task: int, preference: Ints, team: Team) -> bool:
    """Fill ``team.chosen`` with the preferred team among ``team.common``; whether there is one.

    ``team.wanted`` come first, then the others; ``preference`` (R,): all people, the preferred first.
    """
    first, wanted = board.line_from[task], 0
    for line in range(first, board.line_from[task + 1]):
        team.room[line - first] = board.line_people[line]
        wanted += board.line_people[line]
    for word in range(board.size[2]):
        team.chosen[word] = 0
        team.asked[word] = team.common[word] & team.wanted[word]
    for person in range(board.size[1]):
        team.line[person] = NOBODY
    wanted = add(board, task, preference, team, wanted)
    for word in range(board.size[2]):
        team.asked[word] = team.common[word] & ~team.wanted[word]
    return add(board, task, preference, team, wanted) == 0


@in_place
def add(board: Board, task: int, preference: Ints, team: Team, wanted: int) -> int:
    """Take the preferred of ``team.asked`` into the team; how many are still wanted."""
    for place in range(board.size[1]):
        if wanted == 0:
            break
        person = preference[place]
        word, bit = person // WORD, person % WORD
        if (team.asked[word] >> bit) & 1 and enter(board, task, person, team):
            team.chosen[word] |= 1 << bit
            wanted -= 1
    return wanted


@in_place
def able(board: Board, line: int, person: int) -> bool:
    """Whether a person can take a line."""
    return (board.line_able[line * board.size[2] + person // WORD] >> (person % WORD)) & 1 == 1


@in_place
def enter(board: Board, task: int, person: int, team: Team) -> bool:
    """Take a person into the team, moving others from line to line where needed; whether that is possible."""
    first, lines = board.line_from[task], board.line_from[task + 1] - board.line_from[task]
    waiting = 0
    for line in range(lines):
        team.reached[line] = NOBODY
        if able(board, first + line, person):
            if team.room[line] > 0:
                team.room[line] -= 1
                team.line[person] = line
                return True
            team.reached[line] = person
            team.queue[waiting] = line
            waiting += 1
    return lines > 1 and waiting < lines and make_room(board, task, person, team, waiting)


@in_place
def make_room(board: Board, task: int, person: int, team: Team, waiting: int) -> bool:
    """Search breadth first for a way to free one of the ``waiting`` lines of the queue, and go it."""
    first, lines = board.line_from[task], board.line_from[task + 1] - board.line_from[task]
    done = 0
    while done < waiting:
        line = team.queue[done]
        done += 1
        for other in range(board.size[1]):
            if team.line[other] != line:
                continue
            for onward in range(lines):
                if team.reached[onward] != NOBODY or not able(board, first + onward, other):
                    continue
                team.reached[onward] = other
                if team.room[onward] > 0:
                    team.room[onward] -= 1
                    shift(team, onward, person)
                    return True
                team.queue[waiting] = onward
                waiting += 1
    return False


@in_place
def shift(team: Team, line: int, person: int) -> None:
    """Move everyone one step along the way that ends at ``line`` and begins with ``person``."""
    while team.reached[line] != person:
        other = team.reached[line]
        left = team.line[other]
        team.line[other] = line
        line = left
    team.line[person] = line
