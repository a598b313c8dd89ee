r"""Shapley values in integers: parts that add up to the whole exactly (Shapley 1953, *A value for n-person games*).

With n players and a worth v(S) of each coalition S, player i has

$$\phi_i = \sum_{S \not\ni i} \frac{|S|!\,(n-|S|-1)!}{n!}\,\bigl(v(S \cup i) - v(S)\bigr).$$

Worths are integers, so ``n! phi`` is an integer: parts are held as numerators over that one denominator. A sample of m
permutations (Castro, Gomez and Tejada 2009) gives numerators over m, and adds up just as exactly.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.arrays import Ints

Coalition = frozenset[int]
MOST_EXACT = 8
"""Players up to which all 2^n coalitions are run."""


@dataclass(frozen=True, eq=False)
class Parts:
    """What each player adds: ``numerators[i] / denominator`` has the shape of a worth."""

    numerators: Ints
    """(n, ...)"""
    denominator: int


def coalitions(players: int) -> Iterator[Coalition]:
    """All sets of players; bit i of the running number says whether player i is in."""
    for number in range(1 << players):
        yield frozenset(player for player in range(players) if number >> player & 1)


def exact_parts(worth: Mapping[Coalition, Ints], players: int) -> Parts:
    """Shapley values from the worth of every coalition.

    Args:
        worth: integer arrays of one shape, by coalition; all 2^players of them.
        players: their number n; ``n! * worth`` has to stay below 2^63.
    """
    factorials = [math.factorial(number) for number in range(players + 1)]
    shape = worth[frozenset()].shape
    parts = np.zeros((players, *shape), dtype=np.int64)
    for coalition in coalitions(players):
        size = len(coalition)
        for player in set(range(players)) - coalition:
            weight = factorials[size] * factorials[players - size - 1]
            parts[player] += weight * (worth[coalition | {player}] - worth[coalition])
    return Parts(parts, factorials[players])


def permutation_parts(worth: Mapping[Coalition, Ints], orders: Sequence[Sequence[int]]) -> Parts:
    """Means over sampled orders of what each player adds when it comes."""
    players = len(orders[0])
    parts = np.zeros((players, *worth[frozenset()].shape), dtype=np.int64)
    for order in orders:
        for place, player in enumerate(order):
            parts[player] += worth[frozenset(order[: place + 1])] - worth[frozenset(order[:place])]
    return Parts(parts, len(orders))


def prefixes(orders: Sequence[Sequence[int]]) -> list[Coalition]:
    """The coalitions that sampled orders need, each once."""
    found = (frozenset(order[:place]) for order in orders for place in range(len(order) + 1))
    return list(dict.fromkeys(found))


def balanced_orders(players: int, number: int, seed: int) -> list[tuple[int, ...]]:
    """About ``number`` permutations, each with its reverse (antithetic sampling: Mitchell, Cooper, Frank and Holmes
    2022), drawn once from ``seed``.
    """
    generator = np.random.default_rng((seed, players))
    orders: list[tuple[int, ...]] = []
    for _ in range(max(1, number // 2)):
        order = tuple(generator.permutation(players).tolist())
        orders += [order, order[::-1]]
    return orders
