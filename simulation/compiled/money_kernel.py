"""The money of replications: the same amounts as `simulation.ledger.Ledger` and `scenarios.valuation`."""

import math

import numpy as np

from scenarios.compiled import compiled
from simulation.compiled.layout_kernel import (
    MINUTES_PER_DAY,
    NEVER,
    Floats,
    Ints,
)


@compiled
def lateness(
    launch: Ints, target: Ints, on_time: Ints, decay: Floats, loss_per_day: Floats, loss: Ints
) -> None:
    """Revenue (R, C) lost by launching late, minor units; one that never launches loses all of it."""
    for row in range(launch.shape[0]):
        for number in range(launch.shape[1]):
            late = launch[row, number] - target[number]
            if launch[row, number] == NEVER:
                loss[row, number] = on_time[number]
            elif late <= 0:
                loss[row, number] = 0
            else:
                days = late / MINUTES_PER_DAY
                lost = -math.expm1(-decay[number] * days) * on_time[number] + loss_per_day[number] * days
                loss[row, number] = min(on_time[number], int(np.rint(lost)))


@compiled
def rounded_products(amounts: Ints, factors: Floats, divisor: float, totals: Ints) -> None:
    """(R,) sums over the second axis of amounts (R, N) times factors (N,), divided and rounded one by one."""
    for row in range(amounts.shape[0]):
        total = 0
        for number in range(amounts.shape[1]):
            total += int(np.rint(factors[number] * amounts[row, number] / divisor))
        totals[row] = total
