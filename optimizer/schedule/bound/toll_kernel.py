"""Prices of the precedences that trees leave out.

A link says that its earlier task's result is there before its later task starts. Priced in every stretch of time, it is
exact; one price for all time demands it on average only.
"""

import numpy as np

from optimizer.schedule.bound.layout_kernel import Answer, Floats, Ints, Toll
from scenarios.compiled import compiled, in_place


@in_place
def charge(prices: Floats, stretch: int, toll: Toll) -> None:
    """Fill in the heights at ``prices`` (X, C) of a slot in each stretch of so many slots."""
    for link in range(prices.shape[0]):
        height = 0.0
        for slot in range(toll.height.shape[1]):
            toll.height[link, slot] = height
            height += prices[link, min(slot // stretch, prices.shape[1] - 1)]


@compiled
def missing(answer: Answer, ends: Ints, stretch: int, stretches: int, across: Ints, passage: Ints) -> Floats:
    """(X, C) slots of each stretch by which links are broken, less those by which they are kept with room to spare.

    ``ends`` (2, X) are the nodes that links leave and enter.
    """
    found = np.zeros((across.size, stretches))
    for link in range(across.size):
        there = passage[across[link], answer.finish[ends[0, link]]]
        begun = answer.start[ends[1, link]]
        sign = 1.0 if there > begun else -1.0
        for slot in range(min(there, begun), max(there, begun)):
            found[link, min(slot // stretch, stretches - 1)] += sign
    return found
