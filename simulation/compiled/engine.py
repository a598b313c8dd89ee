"""Replications in compiled code: memory laid out once, used again and again, by as many threads as wanted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Lock

import numpy as np

from scenarios.arrays import Ints
from simulation.blueprint import Blueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.chunk_kernel import Columns, run_chunk
from simulation.compiled.flat import flatten
from simulation.compiled.rooms import Memory, first_rooms, lay_out

CHUNK = 50
"""Replications that a thread does at a time."""


class Engine:
    """Runs replications of one blueprint."""

    def __init__(self, blueprint: Blueprint) -> None:
        self.blueprint = blueprint
        self._lock = Lock()
        self._arena = flatten(blueprint)
        self._rooms = first_rooms(self._arena.image)
        self._idle: list[Memory] = []

    def run(self, first: int, count: int, threads: int = 1) -> Columns:
        """Replications ``first`` to ``first + count - 1``; the same for any number of threads."""
        columns = self._columns(count)
        parts = [(start, min(start + CHUNK, count)) for start in range(0, count, CHUNK)]
        if threads == 1 or len(parts) == 1:
            self._fill(columns, first, 0, count)
            return columns
        with ThreadPoolExecutor(threads) as pool:
            for done in [pool.submit(self._fill, columns, first, *part) for part in parts]:
                done.result()
        return columns

    def replay(self, number: int) -> tuple[Columns, Memory]:
        """One replication with its log, and the memory that holds it."""
        while True:
            columns = self._columns(1)
            memory = lay_out(self._arena.image, self._rooms, logged=True)
            if run_chunk(memory.mem, memory.real, number, 0, self._promise, columns) == 1:
                return columns, memory
            self._grow(memory)

    @property
    def _promise(self) -> int:
        return self.blueprint.ledger.promise

    def _fill(self, columns: Columns, first: int, start: int, end: int) -> None:
        """Fill rows from ``start`` up to ``end``."""
        part = Columns(*(column[start:end] for column in columns))
        memory = self._borrow()
        done = 0
        while done < end - start:
            done = run_chunk(memory.mem, memory.real, first + start, done, self._promise, part)
            if memory.mem[at.STATUS]:
                self._grow(memory)
                memory = self._borrow()
        with self._lock:
            self._idle.append(memory)

    def _borrow(self) -> Memory:
        with self._lock:
            while self._idle:
                memory = self._idle.pop()
                if memory.rooms == self._rooms:
                    return memory
            arena, rooms = self._arena, self._rooms
        return lay_out(arena.image, rooms, logged=False)

    def _grow(self, memory: Memory) -> None:
        """Make more room of whatever there was too little of, unless another thread has done so."""
        status = int(memory.mem[at.STATUS])
        with self._lock:
            if memory.rooms != self._rooms:
                return
            self._rooms = memory.rooms.grown(status)
            if status & at.NUMBERS_FULL:
                self._arena = flatten(self.blueprint, self._rooms.numbers)

    def _columns(self, count: int) -> Columns:
        workload, campaigns = self.blueprint.workload, len(self.blueprint.ledger.campaigns)
        people, skills, streams = len(workload.people), len(workload.skills), len(self.blueprint.streams)

        def room(*shape: int) -> Ints:
            return np.empty((count, *shape), dtype=np.int64)

        per_campaign = [room(campaigns) for _ in range(5)]
        per_person = [room(people) for _ in range(3)]
        per_stream = [room(streams) for _ in range(5)]
        return Columns._make(
            [
                *per_campaign,
                room(campaigns, at.CAUSES),
                *per_person,
                room(skills),
                *per_stream,
                room(),
                room(),
            ]
        )
