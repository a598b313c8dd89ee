"""Both engines on the same replications: equal row for row, or where they part."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields

import numpy as np

from scenarios.arrays import Ints
from simulation import compiled
from simulation.blueprint import Blueprint
from simulation.replication import Replication, run_replication

ANYWHERE = -1
"""In place of a row where the logs are equal and a result is not."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The first place at which the engines differ; what either says there, as text."""

    replication: int
    row: int
    simpy: str
    compiled: str


@dataclass(frozen=True, slots=True)
class Twins:
    """What a comparison of the engines found."""

    replications: int
    rows: int
    """Rows of event logs that were compared."""
    parting: Parting | None


def compare(blueprint: Blueprint, numbers: Iterable[int]) -> Twins:
    """Run replications in both engines, up to the first that differs."""
    replications = rows = 0
    for number in numbers:
        simpy = run_replication(blueprint, number, logged=True)
        twin = compiled.replay(blueprint, number)
        replications += 1
        rows += len(_rows(simpy))
        parting = next(_partings(number, simpy, twin), None)
        if parting is not None:
            return Twins(replications, rows, parting)
    return Twins(replications, rows, None)


def _partings(number: int, simpy: Replication, twin: Replication) -> Iterator[Parting]:
    mine, theirs = _rows(simpy), _rows(twin)
    common = min(len(mine), len(theirs))
    different = np.flatnonzero((mine[:common] != theirs[:common]).any(axis=1))
    if len(different):
        row = int(different[0])
        yield Parting(number, row, str(mine[row].tolist()), str(theirs[row].tolist()))
    if len(mine) != len(theirs):
        yield Parting(number, common, str(mine[common:][:1].tolist()), str(theirs[common:][:1].tolist()))
    for field in fields(Replication):
        one, other = getattr(simpy, field.name), getattr(twin, field.name)
        if field.name != "log" and one != other:
            yield Parting(number, ANYWHERE, f"{field.name} {one}", f"{field.name} {other}")


def _rows(replication: Replication) -> Ints:
    if replication.log is None:
        message = "the replication was run without its log"
        raise ValueError(message)
    return replication.log.rows
