# mypy: disable-error-code="no-any-return"
"""Random numbers by purpose, identity and index: those of `simulation.draws.Stream`, and what follows from them."""

import numpy as np

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    CERTAIN,
    COINS,
    DURATION_SIZE,
    DURATIONS,
    FACTOR,
    FORM,
    PROCESS,
    PURPOSE,
    REPLICATION,
    SEED,
    SIZE,
    TABLE,
    VALUE_COUNT,
    VALUES,
    WHO_DRAWS,
    WHO_TOSSES,
    Floats,
    Ints,
)
from simulation.compiled.philox_kernel import uniform
from simulation.compiled.quantile_kernel import interpolated

_HALF = np.uint64(32)


@in_place
def draw(mem: Ints, purpose: int, who: int, index: int) -> float:
    """A uniform number; ``who`` is the address of the identity's low and high half, with the seed's salt mixed in."""
    identity = np.uint64(mem[who + 1]) << _HALF | np.uint64(mem[who])
    return uniform(np.uint64(mem[SEED]), np.uint64(mem[REPLICATION]), purpose, identity, index)


@in_place
def hours_at(mem: Ints, real: Floats, duration: int, u: float) -> float:
    """Hours of the duration at an address: `simulation.compiled.quantile_kernel.hours_of` on records."""
    form, first = mem[duration + FORM], mem[duration + VALUES]
    if form == CERTAIN:
        hours = real[first]
    elif form == TABLE:
        hours = interpolated(real, first, u)
    else:
        hours = real[first + int(u * mem[duration + VALUE_COUNT])]
    return hours * real[duration + FACTOR]


@in_place
def hours_of_visit(mem: Ints, real: Floats, job: int, variate: int, visit: int) -> float:
    """A duration of a visit to a step."""
    duration = mem[mem[job + PROCESS] + DURATIONS] + variate * DURATION_SIZE
    u = 0.5
    if mem[duration + FORM] != CERTAIN:
        u = draw(mem, mem[duration + PURPOSE], mem[job + WHO_DRAWS] + 2 * variate, visit)
    return hours_at(mem, real, duration, u)


@in_place
def coin_of_visit(mem: Ints, job: int, coin: int, visit: int) -> float:
    """A uniform number that decides something by chance at a visit to a step."""
    purpose = mem[mem[mem[job + PROCESS] + COINS] + coin]
    return draw(mem, purpose, mem[job + WHO_TOSSES] + 2 * coin, visit)


@in_place
def minutes_of(hours: float) -> int:
    """Hours to whole minutes: `scenarios.document.durations.to_minutes`."""
    return int(np.rint(hours * 60))


@in_place
def work_of(real: Floats, job: int, hours: float) -> int:
    """An effort in minutes, the job's size taken into account: `scenarios.network.effort_minutes`."""
    return max(1, minutes_of(hours * real[job + SIZE])) if hours > 0 else 0
