"""A project as the compiled search takes it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.projects.rcpsp.project import Project
from optimizer.projects.rcpsp.random_kernel import Ints
from optimizer.projects.rcpsp.sgs_kernel import Network, Room
from scenarios.errors import UserError
from scenarios.i18n import Message

WORD = 62
"""Bits of a word that hold fields; the sign and the bit below it stay free."""
MOST_WORDS = 5_000_000
"""Words of the profile, 8 bytes each, up to which the list search takes a project."""


@dataclass(frozen=True)
class Packed:
    """A project with activities in topological ``order``, and time in multiples of ``unit`` slots."""

    project: Project
    order: tuple[int, ...]
    unit: int
    network: Network

    @property
    def size(self) -> int:
        """Number of activities."""
        return len(self.order)

    def starts(self, packed: Ints) -> tuple[int, ...]:
        """Start slots by activity of the project, from those in packed order and units."""
        starts = [0] * self.size
        for place, i in enumerate(self.order):
            starts[i] = int(packed[place]) * self.unit
        return tuple(starts)

    def list_of(self, starts: Sequence[int]) -> Ints:
        """The packed activity list of a schedule: by start, and topological where starts are equal."""
        own = np.array([starts[i] for i in self.order], np.int64)
        return np.argsort(own, kind="stable").astype(np.int64)

    def room(self) -> Room:
        """Room for one chain's schedules."""
        slots, size = int(self.network.duration.sum()), self.size
        return Room(
            free=np.tile(self.network.capacity, slots + 1),
            tally=np.zeros(slots + 3, np.int64),
            start=np.zeros(size, np.int64),
            mirror=np.zeros(size, np.int64),
            key=np.zeros(size, np.int64),
            made=np.zeros(1, np.int64),
        )


def pack(project: Project) -> Packed:
    """A project in packed form.

    Raises:
        UserError: durations add up to more slots than a profile can hold, even in their common unit.
    """
    order = project.order
    place = {i: at for at, i in enumerate(order)}
    unit = math.gcd(*project.durations) or 1
    bits = max(project.capacities, default=0).bit_length() + 1
    fields = WORD // bits
    words = max(1, math.ceil(len(project.capacities) / fields))
    slots = sum(project.durations) // unit
    if slots * words > MOST_WORDS:
        raise UserError(Message("projects.too_long", {"slots": slots, "most": MOST_WORDS // words}))
    network = Network(
        np.array([project.size, words, _row((1 << (bits - 1),) * fields, bits)], np.int64),
        np.array([project.durations[i] // unit for i in order], np.int64),
        _packed([_held(project, i) for i in order], bits, fields, words),
        _packed([project.capacities], bits, fields, words),
        *_links([[place[j] for j in project.predecessors[i]] for i in order]),
        *_links([sorted(place[j] for j in set(project.successors[i])) for i in order]),
        np.array([(project.durations[i] + project.tails[i]) // unit for i in order], np.int64),
    )
    return Packed(project, order, unit, network)


def _held(project: Project, i: int) -> tuple[int, ...]:
    """What an activity holds: nothing without a duration, whatever it demands."""
    return project.demands[i] if project.durations[i] else (0,) * len(project.capacities)


def _packed(rows: Sequence[Sequence[int]], bits: int, fields: int, words: int) -> Ints:
    """Rows of numbers side by side, ``fields`` of ``bits`` bits in each of ``words`` words, one row after another."""
    flat = [_row(row[w * fields : (w + 1) * fields], bits) for row in rows for w in range(words)]
    return np.array(flat, np.int64)


def _row(numbers: Sequence[int], bits: int) -> int:
    return sum(number << (bits * place) for place, number in enumerate(numbers))


def _links(rows: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    """Where each row begins, and all rows one after another."""
    first = np.cumsum([0, *map(len, rows)], dtype=np.int64)
    # Never empty, so that it has an address.
    return first, np.array([*(one for row in rows for one in row), 0], np.int64)
