"""Bounds, locks and rate cards that contradict themselves: what several parts of a document refuse alike."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Literal, TypeAlias

from pydantic_core import PydanticCustomError

RateBasis: TypeAlias = Literal["incremental", "all_units"]


def check_bounds(least: float, most: float | None, lock: float | None = None) -> None:
    """Refuse an upper bound below the lower one, and a lock outside both. None bounds nothing.

    Raises:
        PydanticCustomError: ``bounds_order`` or ``lock_outside_bounds``.
    """
    if most is not None and most < least:
        raise PydanticCustomError("bounds_order", "the upper bound lies below the lower bound")
    if lock is not None and not least <= lock <= (lock if most is None else most):
        raise PydanticCustomError("lock_outside_bounds", "the lock lies outside the bounds")


def check_rate_card(tiers: Iterable[tuple[int, float]], basis: RateBasis) -> None:
    """Refuse tiers (spend from which they hold, price relative to the list price) out of order.

    Prices for all units must not rise from tier to tier: more spend would buy less.

    Raises:
        PydanticCustomError: ``rate_card_order`` or ``rate_card_rises``.
    """
    card = [(0, 1.0), *tiers]
    starts, prices = [start for start, _ in card], [price for _, price in card]
    if any(later <= earlier for earlier, later in pairwise(starts)):
        raise PydanticCustomError("rate_card_order", "the tiers of a rate card rise")
    if basis == "all_units" and any(later > earlier for earlier, later in pairwise(prices)):
        raise PydanticCustomError("rate_card_rises", "prices for all units fall from tier to tier")
