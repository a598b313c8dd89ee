"""The engines by name: the same replications from either, to the last bit."""

from __future__ import annotations

from typing import Literal, TypeAlias

from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.replication import run_replication

Engine: TypeAlias = Literal["simpy", "compiled"]
Wanted: TypeAlias = Literal["auto", "simpy", "compiled"]


def resolve(wanted: Wanted) -> Engine:
    """The engine that runs where ``wanted`` is asked for; ``auto`` takes the compiled one where it is there."""
    return "simpy" if wanted == "auto" else wanted


def run_batch(blueprint: Blueprint, first: int, count: int, *, engine: Engine = "simpy") -> Batch:
    """Replications ``first`` to ``first + count - 1``, one after another in the calling thread."""
    if engine == "compiled":
        message = "the compiled engine is not there"
        raise NotImplementedError(message)
    return Batch.of([run_replication(blueprint, number) for number in range(first, first + count)])
