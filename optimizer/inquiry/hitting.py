"""Smallest sets that meet every one of some sets."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence
from itertools import count
from typing import TypeVar

Element = TypeVar("Element", bound=Hashable)


def smallest_hitting_set(sets: Sequence[Collection[Element]]) -> frozenset[Element]:
    """A set of fewest elements with one of each of ``sets`` at least.

    By iterative deepening: some element of the first set that is not met yet is taken. Exact; meant for few sets.

    Raises:
        ValueError: one of the sets is empty.
    """
    if not all(sets):
        message = "an empty set cannot be met"
        raise ValueError(message)
    return next(found for most in count() if (found := _within(sets, most)) is not None)


def _within(sets: Sequence[Collection[Element]], most: int) -> frozenset[Element] | None:
    """A hitting set of at most ``most`` elements, if there is one."""
    if not sets:
        return frozenset()
    if not most:
        return None
    for element in min(sets, key=len):
        rest = _within([one for one in sets if element not in one], most - 1)
        if rest is not None:
            return rest | {element}
    return None
