"""The memory of a run while it is being laid out: records, lists and masks one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from scenarios.arrays import Ints
from simulation.compiled.layout_kernel import (
    BITS,
    HEADER,
)
from simulation.draws import Floats, Identities

_LOW, _HALF = np.uint64(0xFFFFFFFF), np.uint64(32)


class Arena:
    """An array of 64-bit words that grows; everything put in is found at its address.

    Args:
        people: number of people, which gives the width of masks.
        salt: mixed into every identity (see `simulation.draws.Stream`).
    """

    def __init__(self, people: int, salt: int) -> None:
        self.words = max(1, -(-people // BITS))
        self._salt = np.uint64(salt)
        self._memory: Ints = np.zeros(1 << 16, dtype=np.int64)
        self._size = HEADER
        self._lists: dict[tuple[int, ...], int] = {}

    @property
    def image(self) -> Ints:
        """All that is there."""
        return self._memory[: self._size]

    def reserve(self, count: int) -> int:
        """Address of so many words of zeros."""
        first, self._size = self._size, self._size + count
        if self._size > len(self._memory):
            grown = np.zeros(max(self._size, 2 * len(self._memory)), dtype=np.int64)
            grown[: len(self._memory)] = self._memory
            self._memory = grown
        return first

    def set(self, address: int, value: int | float) -> None:  # noqa: PYI041 - the two are not stored alike
        """Set a field: an integer as it is, a float as a real number."""
        if isinstance(value, int):
            self._memory[address] = value
        else:
            self._memory.view(np.float64)[address] = value

    def record(self, size: int, fields: dict[int, int | float]) -> int:
        """Address of a record with these fields; the others are zero."""
        first = self.reserve(size)
        self.fill(first, fields)
        return first

    def fill(self, first: int, fields: dict[int, int | float]) -> None:
        """Set fields of the record at ``first``."""
        for place, value in fields.items():
            self.set(first + place, value)

    def ints(self, values: Sequence[int] | Ints) -> int:
        """Address of whole numbers."""
        first = self.reserve(len(values))
        self._memory[first : self._size] = values
        return first

    def reals(self, values: Sequence[float] | Floats) -> int:
        """Address of real numbers."""
        return self.ints(np.asarray(values, dtype=np.float64).view(np.int64))

    def list(self, values: Iterable[int]) -> int:
        """Address of a list of whole numbers: its length, then its items. Equal lists are kept once."""
        items = tuple(values)
        if items not in self._lists:
            self._lists[items] = self.ints((len(items), *items))
        return self._lists[items]

    def real_list(self, values: Sequence[float]) -> int:
        """Address of a list of real numbers."""
        first = self.ints([len(values)])
        self.reals(values)
        return first

    def records(self, rows: Iterable[Sequence[float]]) -> int:
        """Address of a list of records, their fields one after the other."""
        found = [tuple(row) for row in rows]
        first = self.ints([len(found)])
        for row in found:
            self.record(len(row), dict(enumerate(row)))
        return first

    def mask(self, people: int) -> int:
        """Address of a set of people that is given as one large integer."""
        return self.ints([people >> BITS * word & (1 << BITS) - 1 for word in range(self.words)])

    def identities(self, who: Identities) -> int:
        """Address of identities: the low and the high half of each, salted."""
        salted = who ^ self._salt
        return self.ints(np.stack((salted & _LOW, salted >> _HALF), axis=1).astype(np.int64).ravel())
