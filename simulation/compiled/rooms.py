"""Rooms of fixed size in the memory of a run, and larger ones where they were too small."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from scenarios.arrays import Ints
from simulation.compiled import layout_kernel as at
from simulation.compiled.queue_kernel import PLACE_SIZE
from simulation.draws import Floats


@dataclass(frozen=True, slots=True)
class Rooms:
    """How much there is room for."""

    events: int
    """Events to come."""
    waiting: int
    """Steps that wait for people."""
    rows: int
    """Rows of the log; none without one."""
    requests: int
    spells: int
    """Spells of absence of each person."""
    numbers: int = 1
    """Identities of requests: see `simulation.compiled.flat.flatten`."""

    def grown(self, status: int) -> Rooms:
        """Twice the room for what there was too little of."""
        return replace(
            self,
            **{name: 2 * getattr(self, name) for bit, name in _NAMES.items() if status & bit},
        )


_NAMES = {
    at.HEAP_FULL: "events",
    at.QUEUE_FULL: "waiting",
    at.LOG_FULL: "rows",
    at.REQUESTS_FULL: "requests",
    at.SPELLS_FULL: "spells",
    at.NUMBERS_FULL: "numbers",
}


@dataclass(frozen=True, eq=False)
class Memory:
    """The memory of one run at a time, seen as whole and as real numbers."""

    rooms: Rooms
    mem: Ints
    real: Floats


def first_rooms(image: Ints) -> Rooms:
    """Rooms that are enough most of the time."""
    jobs, people = int(image[at.JOB_COUNT]), int(image[at.PERSON_COUNT])
    return Rooms(
        events=32 * jobs + 256,
        waiting=16 * jobs + 256,
        rows=512 * jobs + 4096,
        requests=256,
        spells=64 if people else 0,
    )


def lay_out(image: Ints, rooms: Rooms, *, logged: bool) -> Memory:
    """A copy of the shared part, followed by rooms of the given sizes."""
    people, row_size = int(image[at.PERSON_COUNT]), int(image[at.ROW_SIZE])
    sizes = {
        at.HEAP: rooms.events * at.EVENT_SIZE,
        at.QUEUE: rooms.waiting * PLACE_SIZE,
        at.LOG: rooms.rows * at.ROW_OF_LOG if logged else 0,
        at.REQUEST_FIRST: rooms.requests * at.JOB_SIZE,
        at.EXCESSES: rooms.requests,
        at.ROW_FIRST_OF_REQUESTS: rooms.requests * _most_steps(image) * row_size,
    }
    spells = 2 * rooms.spells * people if image[at.SOME_ABSENCE] else 0
    mem = np.empty(len(image) + sum(sizes.values()) + spells, dtype=np.int64)
    mem[: len(image)] = image
    free = len(image)
    for field, size in sizes.items():
        mem[field], free = free, free + size
    mem[at.ROW_END] = free
    mem[at.HEAP_ROOM], mem[at.QUEUE_ROOM] = rooms.events, rooms.waiting
    mem[at.LOG_ROOM], mem[at.LOGGED] = rooms.rows if logged else 0, int(logged)
    mem[at.REQUEST_ROOM] = rooms.requests
    for number in range(people):
        person = int(mem[at.PERSON_FIRST]) + number * at.PERSON_SIZE
        mem[person + at.SPELLS], mem[person + at.SPELL_ROOM] = free + 2 * number * rooms.spells, rooms.spells
    return Memory(rooms, mem, mem.view(np.float64))


def _most_steps(image: Ints) -> int:
    """Steps of the longest process that requests go through."""
    first, count = int(image[at.STREAM_FIRST]), int(image[at.STREAM_COUNT])
    processes = [int(image[first + at.STREAM_SIZE * place + at.STREAM_PROCESS]) for place in range(count)]
    return max((int(image[process + at.STEP_COUNT]) for process in processes), default=0)
