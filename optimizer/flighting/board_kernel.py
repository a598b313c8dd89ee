"""The board that annealing plays on: what does not change, what does, and how money becomes worth. Arrays only."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import compiled

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


class Board(NamedTuple):
    """What does not change. Outcome and worth of carry-out by table (C, N + 1), ``steps`` (C,) to a unit of adstock.

    Rate cards (C, Q) begin at ``tier_start``, infinite where a line has fewer tiers. The rows that money in line c
    and period t counts in are ``row`` and ``coefficient`` from ``row_start[c T + t]`` on. Rounding may take ``slack``.
    """

    outcome: Floats
    ending: Floats
    steps: Floats
    weights: Floats
    retention: Floats
    start: Floats
    least: Floats
    most: Floats
    flight: Integers
    cost: Floats
    tier_start: Floats
    tier_rate: Floats
    tier_base: Floats
    row_start: Integers
    row: Integers
    coefficient: Floats
    slack: Floats


class State(NamedTuple):
    """What moves change: money and adstock (C, T) and the room of each row (R,); ``trial`` (2, T) is scratch."""

    money: Floats
    stock: Floats
    room: Floats
    trial: Floats


class Edit(NamedTuple):
    """Money of a line in the periods from ``first`` up to ``end``: the amount that each has, and the one it gets."""

    line: int
    first: int
    end: int
    old: float
    new: float


@compiled
def look_up(table: Floats, steps: float, adstock: float) -> float:
    """A table's value at an adstock, linear between its points."""
    place = adstock * steps
    index = min(int(place), table.size - 2)
    return float(table[index] + (place - index) * (table[index + 1] - table[index]))


@compiled
def volume(board: Board, c: int, money: float) -> float:
    """What the money buys by the line's rate card."""
    tier = 0
    while tier + 1 < board.tier_start.shape[1] and board.tier_start[c, tier + 1] <= money:
        tier += 1
    return float(board.tier_base[c, tier] + board.tier_rate[c, tier] * (money - board.tier_start[c, tier]))
