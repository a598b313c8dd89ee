"""Shapley's value of a game with few players, exact.

Source: Shapley (1953), "A value for n-person games", Contributions to the Theory of Games II.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from fractions import Fraction
from math import comb
from typing import TypeVar

Player = TypeVar("Player", bound=Hashable)
MOST_PLAYERS = 15
"""2^15 coalitions are a moment's work; each further player doubles it."""


def shapley(
    players: Sequence[Player], worth: Callable[[frozenset[Player]], int | Fraction]
) -> dict[Player, Fraction]:
    """Each player's share; together exactly worth(all) - worth(none).

    Args:
        players: all different, at most `MOST_PLAYERS`.
        worth: of a coalition, asked once for each of the 2^n.

    Raises:
        ValueError: too many players, or one twice.
    """
    count = len(players)
    if count > MOST_PLAYERS or len(set(players)) < count:
        message = f"{count} players: at most {MOST_PLAYERS} different ones can be shared out exactly"
        raise ValueError(message)
    worths = [worth(_coalition(players, mask)) for mask in range(1 << count)]
    weights = [Fraction(1, count * comb(count - 1, size)) for size in range(count)]
    return {
        player: sum(
            (
                weights[mask.bit_count()] * (worths[mask | 1 << place] - worths[mask])
                for mask in range(1 << count)
                if not mask >> place & 1
            ),
            Fraction(0),
        )
        for place, player in enumerate(players)
    }


def shapley_weights(others: frozenset[Player]) -> list[tuple[frozenset[Player], float]]:
    """Every coalition of the other players with the weight of joining it."""
    ordered, count = tuple(others), len(others) + 1
    coalitions = (_coalition(ordered, mask) for mask in range(1 << len(ordered)))
    return [(one, 1 / (count * comb(count - 1, len(one)))) for one in coalitions]


def _coalition(players: Sequence[Player], mask: int) -> frozenset[Player]:
    return frozenset(player for place, player in enumerate(players) if mask >> place & 1)
