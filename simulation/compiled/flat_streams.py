"""Streams of requests in the flat memory, with the identities of all requests that may come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from simulation.arrivals import PoissonArrivals
from simulation.blueprint import Blueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.flat_processes import Processes
from simulation.draws import Stream, identities
from simulation.streams import StreamBlueprint

_LANES = {"urgent": at.URGENT, "express": at.EXPRESS, "normal": at.NORMAL}
RARE = 1e-7
"""Requests of a day beyond this probability are left out until one comes."""


@dataclass(frozen=True)
class Calls:
    """Days on which requests of a stream come, and how many of each day identities are worked out for."""

    days: tuple[int, ...]
    numbers: int


def put_streams(
    arena: Arena, processes: Processes, blueprint: Blueprint, room: int
) -> dict[int, int | float]:
    """Put all streams into memory; the fields of the header that say where."""
    streams = blueprint.streams
    first = arena.reserve(len(streams) * at.STREAM_SIZE)
    for place, stream in enumerate(streams):
        process = processes.put(blueprint.workload.streams[place].process, stream.process)
        arena.fill(
            first + place * at.STREAM_SIZE,
            {
                at.STREAM_PROCESS: process,
                at.STREAM_LANE: _LANES[stream.lane],
                at.STREAM_SCALE: float(stream.size),
                at.STREAM_LIMIT: at.NONE if stream.limit is None else stream.limit,
                at.STREAM_REFUSES: int(stream.refuse),
                at.DRAW_COUNT: len(stream.process.variates),
                at.COIN_COUNT: len(stream.process.coins),
                **_arrivals(arena, stream, room),
            },
        )
    return {at.STREAM_FIRST: first, at.STREAM_COUNT: len(streams)}


def _arrivals(arena: Arena, stream: StreamBlueprint, room: int) -> dict[int, int | float]:
    if isinstance(stream.source, PoissonArrivals):
        return _poisson(arena, stream, stream.source, room)
    return _regular(arena, stream)


def _poisson(
    arena: Arena, stream: StreamBlueprint, source: PoissonArrivals, room: int
) -> dict[int, int | float]:
    days = source.days.tolist()
    usual = max((int(np.searchsorted(table, 1 - RARE)) for table in source.tables), default=0) if days else 0
    calls = Calls(tuple(days), usual * room + room)
    tables = [arena.real_list(table) for table in source.tables]
    return {
        at.STREAM_DAYS: arena.list(days),
        at.COUNT_WHO: arena.identities(np.array([source.identity], dtype=np.uint64)),
        at.COUNT_TABLES: arena.ints([tables[row] for row in source.table.tolist()]),
        at.MOMENT_WHO: arena.identities(source.moment_identities),
        at.FIXED_MOMENTS: at.NONE,
        **_identities(arena, stream, calls),
    }


def _regular(arena: Arena, stream: StreamBlueprint) -> dict[int, int | float]:
    # Regular requests draw nothing: their moments are those of every replication.
    moments, numbers = stream.source.moments(Stream(0, 0)).tolist()
    days = sorted({moment // at.MINUTES_PER_DAY for moment in moments})
    place = {day: index for index, day in enumerate(days)}
    calls = Calls(tuple(days), max(numbers, default=0) + 1)
    return {
        at.FIXED_MOMENTS: arena.list(moments),
        at.FIXED_NUMBERS: arena.list(numbers),
        at.FIXED_DAYS: arena.list(place[moment // at.MINUTES_PER_DAY] for moment in moments),
        at.STREAM_DAYS: arena.list(days),
        **_identities(arena, stream, calls),
    }


def _identities(arena: Arena, stream: StreamBlueprint, calls: Calls) -> dict[int, int | float]:
    """Identities of the draws of every request, by day and number within the day."""
    names = [f"{stream.name}/{day}/{number}" for day in calls.days for number in range(calls.numbers)]
    return {
        at.NUMBERS: calls.numbers,
        at.STREAM_DRAWS: _paths(arena, names, [one.path for one in stream.process.variates]),
        at.STREAM_COINS: _paths(arena, names, [one.path for one in stream.process.coins]),
    }


def _paths(arena: Arena, names: Sequence[str], paths: Sequence[str]) -> int:
    return arena.identities(identities(f"{name}/{path}" for name in names for path in paths))
