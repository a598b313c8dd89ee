"""Small linear programs by HiGHS."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Minimum:
    """``point`` (n,), its value, and what a unit of each row's room is worth, (m,) not negative."""

    point: Floats
    value: float
    worth: Floats


def minimise(
    objective: Floats,
    rows: Any,
    room: Floats,
    bounds: Floats,
    balance: tuple[Floats, float] | None = None,
) -> Minimum | None:
    """Minimise ``objective`` (n,) @ x with ``rows`` (m, n) @ x <= ``room`` (m,) within ``bounds`` (n, 2).

    Args:
        objective: (n,)
        rows: (m, n) array, dense or sparse.
        room: (m,)
        bounds: (n, 2), infinite where there are none.
        balance: a row (n,) and what it must add up to.

    Returns:
        The minimum; None where there is none.
    """
    row: Any = None if balance is None else balance[0][None, :]
    level = None if balance is None else np.array([balance[1]])
    pairs: Any = bounds
    found: Any = linprog(objective, rows, room, row, level, pairs, method="highs")
    if found.x is None:
        return None
    return Minimum(np.asarray(found.x), float(found.fun), np.maximum(-found.ineqlin.marginals, 0.0))
