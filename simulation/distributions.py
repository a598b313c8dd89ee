"""Durations from uniform numbers by quantile functions, many at once.

One uniform number gives one duration, and a larger one never a shorter duration: common random numbers then keep
their meaning when a distribution's parameters change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, unique

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.durations import Constant, Duration, Empirical
from simulation.draws import Floats
from simulation.quantiles import cells, is_certain, quantile_table


@unique
class Form(IntEnum):
    """How a duration follows from a uniform number."""

    CERTAIN = 0
    """It does not: the one value."""
    TABLE = 1
    """By interpolation in a quantile table."""
    OBSERVED = 2
    """One of ``count`` values in rising order."""


@dataclass(frozen=True, eq=False)
class DurationTables:
    """n durations as flat arrays: ``values[first : first + count]`` is what each reads, by its form."""

    form: Ints
    first: Ints
    count: Ints
    factor: Floats
    values: Floats


class DurationSampler:
    """Hours of n durations from uniform numbers of shape (..., n); constants, or all of them, take their mean."""

    def __init__(self, durations: Sequence[Duration], factors: Sequence[float], *, varying: bool) -> None:
        self.tables = _tables(durations, factors, varying=varying)
        self._members = [np.flatnonzero(self.tables.form == form) for form in Form]

    def __call__(self, uniforms: Floats) -> Floats:
        """Hours, times the factor of each duration."""
        tables, hours = self.tables, np.empty(uniforms.shape)
        certain, tabulated, observed = self._members
        hours[..., certain] = tables.values[tables.first[certain]]
        if len(tabulated):
            place, share = cells(uniforms[..., tabulated])
            place += tables.first[tabulated]
            below, above = tables.values[place], tables.values[place + 1]
            hours[..., tabulated] = below + (above - below) * share
        if len(observed):
            rank = (uniforms[..., observed] * tables.count[observed]).astype(np.int64)
            hours[..., observed] = tables.values[tables.first[observed] + rank]
        return np.asarray(hours * tables.factor)


def _tables(durations: Sequence[Duration], factors: Sequence[float], *, varying: bool) -> DurationTables:
    """The tables, each distinct duration once."""
    known: dict[Duration, tuple[Form, int, int]] = {}
    parts: list[Floats] = []
    size = 0
    for duration in durations:
        if duration not in known:
            form, values = _values(duration, varying=varying)
            known[duration] = (form, size, len(values))
            parts.append(values)
            size += len(values)
    columns = np.array([known[duration] for duration in durations], dtype=np.int64).reshape(-1, 3)
    return DurationTables(
        form=columns[:, 0],
        first=columns[:, 1],
        count=columns[:, 2],
        factor=np.array(factors, dtype=float),
        values=np.concatenate(parts) if parts else np.empty(0),
    )


def _values(duration: Duration, *, varying: bool) -> tuple[Form, Floats]:
    if not varying or isinstance(duration, Constant) or is_certain(duration):
        return Form.CERTAIN, np.array([duration.mean])
    if isinstance(duration, Empirical):
        return Form.OBSERVED, np.sort(np.array(duration.values, dtype=float))
    return Form.TABLE, quantile_table(duration)
