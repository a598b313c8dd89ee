"""Everything that makes a project inconsistent, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter

from scenarios.errors import Problem

MOST_UNITS = 2**60
"""Capacities up to which packed profiles are made."""


def faults(
    capacities: Sequence[int],
    durations: Sequence[int],
    demands: Sequence[Sequence[int]],
    successors: Sequence[Sequence[int]],
) -> tuple[Problem, ...]:
    """Every fault, with its path; circles are looked for once all else is right."""
    lengths = {"demands": len(demands), "successors": len(successors)}
    for name, length in lengths.items():
        if length != len(durations):
            values = {"name": name, "length": length, "activities": len(durations)}
            return (Problem("project_length", (name,), values),)
    found = [*_capacities(capacities), *_durations(durations)]
    found += _demands(capacities, durations, demands)
    found += _links(successors)
    return tuple(found or _circle(successors))


def _capacities(capacities: Sequence[int]) -> Iterator[Problem]:
    for r, units in enumerate(capacities):
        if not 0 <= units <= MOST_UNITS:
            yield Problem("project_capacity", ("capacities", r), {"units": units, "most": MOST_UNITS})


def _durations(durations: Sequence[int]) -> Iterator[Problem]:
    for i, length in enumerate(durations):
        if length < 0:
            yield Problem("project_duration", ("durations", i), {"activity": i + 1, "slots": length})


def _demands(
    capacities: Sequence[int], durations: Sequence[int], demands: Sequence[Sequence[int]]
) -> Iterator[Problem]:
    for i, (length, own) in enumerate(zip(durations, demands, strict=True)):
        if len(own) != len(capacities):
            values = {"activity": i + 1, "length": len(own), "resources": len(capacities)}
            yield Problem("project_demands", ("demands", i), values)
            continue
        for r, (units, most) in enumerate(zip(own, capacities, strict=True)):
            if units < 0 or (units > most and length > 0):
                values = {"activity": i + 1, "resource": r + 1, "units": units, "capacity": most}
                yield Problem("project_demand", ("demands", i, r), values)


def _links(successors: Sequence[Sequence[int]]) -> Iterator[Problem]:
    for i, after in enumerate(successors):
        for place, j in enumerate(after):
            if not 0 <= j < len(successors):
                values = {"activity": i + 1, "successor": j + 1, "activities": len(successors)}
                yield Problem("project_successor", ("successors", i, place), values)


def _circle(successors: Sequence[Sequence[int]]) -> Iterator[Problem]:
    try:
        TopologicalSorter(dict(enumerate(successors))).prepare()
    except CycleError as error:
        circle = error.args[1]
        path = ("successors", circle[0])
        # The sorter takes what follows for what comes before, so its circle runs against time.
        yield Problem(
            "project_circle", path, {"circle": " -> ".join(str(one + 1) for one in reversed(circle))}
        )
