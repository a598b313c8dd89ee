# mypy: disable-error-code="no-any-return"
"""Random whole numbers for compiled searches, the same in plain Python.

Two multiplicative generators combined (L'Ecuyer 1988, Communications of the ACM 31, figure 3): no product leaves 63
bits, the period is about 2.3e18.
"""

import numpy as np
from numpy.typing import NDArray

from scenarios.compiled import in_place

Ints = NDArray[np.int64]

FIRST, FIRST_FACTOR = 2147483563, 40014
SECOND, SECOND_FACTOR = 2147483399, 40692


@in_place
def below(state: Ints, count: int) -> int:
    """A number from 0 to ``count`` - 1. ``state`` (2,): from 1 to `FIRST` - 1, and to `SECOND` - 1."""
    first = state[0] * FIRST_FACTOR % FIRST
    second = state[1] * SECOND_FACTOR % SECOND
    state[0], state[1] = first, second
    drawn = first - second
    if drawn < 1:
        drawn += FIRST - 1
    return drawn % count
