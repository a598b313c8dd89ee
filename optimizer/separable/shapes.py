"""Curves as the solver takes them: arrays of parameters, from documents or straight from numbers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import assert_never

import numpy as np
from numpy.typing import ArrayLike, NDArray

from optimizer.separable import shapes_kernel as kernel
from optimizer.separable.shapes_kernel import Floats, Ints
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
    PowerCurve,
    SigmoidCurve,
    TabulatedCurve,
)


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Any piecewise-linear response: ``spend`` (m,) strictly rising, ``outcome`` (m,); flat beyond both ends."""

    spend: Floats
    outcome: Floats

    def __post_init__(self) -> None:
        if self.spend.ndim != 1 or self.spend.shape != self.outcome.shape or not len(self.spend):
            message = "a table has as many outcomes as spends, and at least one"
            raise ValueError(message)
        if not (np.isfinite(self.spend).all() and np.isfinite(self.outcome).all()):
            message = "spends and outcomes of a table are finite numbers"
            raise ValueError(message)
        if not (np.diff(self.spend) > 0).all():
            message = "the spends of a table rise strictly"
            raise ValueError(message)


Response = Curve | Table


@dataclass(frozen=True, eq=False)
class Curves:
    """N response curves: outcome of a spend, both in units of the caller's choice.

    ``family``, ``height``, ``scale``, ``slope`` (N,) are as in `optimizer.separable.shapes_kernel.Shapes`;
    ``tables`` holds the tables of the curves of that family, in order.
    """

    family: Ints
    height: Floats
    scale: Floats
    slope: Floats
    tables: tuple[Table, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.family)

    @classmethod
    def hill(cls, ceiling: ArrayLike, half_saturation: ArrayLike, slope: ArrayLike) -> Curves:
        """N Hill curves ceiling a^slope / (half_saturation^slope + a^slope) from three (N,) arrays.

        Raises:
            ValueError: a parameter is not finite or out of its range; the places are named.
        """
        height, scale, steep = (np.array(values, dtype=float) for values in (ceiling, half_saturation, slope))
        _require("ceiling", height, (height >= 0) & np.isfinite(height), "at least 0")
        _require("half_saturation", scale, (scale > 0) & np.isfinite(scale), "above 0")
        _require("slope", steep, (steep > 0) & (steep <= 20), "above 0 and at most 20")
        return cls(np.full(len(height), kernel.HILL), height, scale, steep)

    @classmethod
    def of(cls, curves: Iterable[Response]) -> Curves:
        """Curves of documents, and tables of any shape."""
        given = tuple(curves)
        rows = [_row(curve) for curve in given]
        family, height, scale, slope = zip(*rows, strict=True) if rows else ((), (), (), ())
        tables = tuple(_table(curve) for curve in given if isinstance(curve, TabulatedCurve | Table))
        return cls(
            np.array(family, dtype=np.int64),
            np.array(height, dtype=float),
            np.array(scale, dtype=float),
            np.array(slope, dtype=float),
            tables,
        )

    @cached_property
    def _first(self) -> Ints:
        """(N + 1,) places of the points of each curve's table."""
        sizes = np.zeros(len(self), dtype=np.int64)
        sizes[self.family == kernel.TABLE] = [len(table.spend) for table in self.tables]
        return np.concatenate([[0], np.cumsum(sizes)])

    def arrays(self, least: Floats, order: Ints) -> kernel.Shapes:
        """The curves in another order, as the kernels take them; ``least`` (N,) in the present order."""
        points = [np.arange(self._first[i], self._first[i + 1]) for i in order] if self.tables else []
        at = np.concatenate(points) if points else np.empty(0, dtype=np.int64)
        sizes = np.diff(self._first)[order]
        spend = np.concatenate([table.spend for table in self.tables]) if self.tables else np.empty(0)
        outcome = np.concatenate([table.outcome for table in self.tables]) if self.tables else np.empty(0)
        return kernel.Shapes(
            self.family[order],
            self.height[order],
            self.scale[order],
            self.slope[order],
            least[order],
            np.concatenate([[0], np.cumsum(sizes)]),
            spend[at],
            outcome[at],
            np.zeros(len(order), dtype=bool),
        )

    @cached_property
    def identity(self) -> Floats:
        """(N, 5) numbers by which curves are equal or not: family, parameters, and which table."""
        known: dict[tuple[bytes, bytes], int] = {}
        table = np.zeros(len(self))
        keys = [(given.spend.tobytes(), given.outcome.tobytes()) for given in self.tables]
        table[self.family == kernel.TABLE] = [known.setdefault(key, len(known)) for key in keys]
        return np.column_stack([self.family, self.height, self.scale, self.slope, table])


def _require(name: str, values: Floats, good: NDArray[np.bool_], allowed: str) -> None:
    if not good.all():
        message = f"{name} is {allowed}; not so at {places(~good)}: {values[~good][:5].tolist()}"
        raise ValueError(message)


def _row(curve: Response) -> tuple[int, float, float, float]:
    match curve:
        case HillCurve():
            return kernel.HILL, curve.ceiling, curve.half_saturation, curve.slope
        case MichaelisMentenCurve():
            return kernel.HILL, curve.ceiling, curve.half_saturation, 1.0
        case LogisticCurve():
            return kernel.LOGISTIC, curve.ceiling, curve.rate, 1.0
        case NegativeExponentialCurve():
            return kernel.EXPONENTIAL, curve.ceiling, curve.rate, 1.0
        case SigmoidCurve():
            return kernel.SIGMOID, curve.ceiling, curve.rate, curve.midpoint
        case PowerCurve():
            return kernel.POWER, curve.coefficient, curve.exponent, 1.0
        case TabulatedCurve() | Table():
            return kernel.TABLE, 0.0, 1.0, 1.0
    assert_never(curve)


def _table(curve: TabulatedCurve | Table) -> Table:
    if isinstance(curve, Table):
        return curve
    return Table(np.asarray(curve.spend, dtype=float), np.asarray(curve.outcome, dtype=float))


def places(values: NDArray[np.bool_]) -> list[int]:
    """Up to five positions that are true, for messages."""
    return [int(place) for place in np.flatnonzero(values)[:5]]
