"""The engines by name: the same replications from either, to the last bit."""

from __future__ import annotations

from typing import Literal, TypeAlias

from scenarios.compiled import AVAILABLE
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.replication import run_replication

Engine: TypeAlias = Literal["simpy", "compiled"]
Wanted: TypeAlias = Literal["auto", "simpy", "compiled"]


def resolve(wanted: Wanted) -> Engine:
    """The engine that runs where ``wanted`` is asked for; ``auto`` takes the compiled one where it is there."""
    if wanted == "auto":
        return "compiled" if AVAILABLE else "simpy"
    return wanted


def run_batch(
    blueprint: Blueprint, first: int, count: int, *, engine: Engine = "simpy", threads: int = 1
) -> Batch:
    """Replications ``first`` to ``first + count - 1``.

    Args:
        blueprint: what is simulated.
        first: number of the first replication.
        count: how many of them.
        engine: which engine runs them. Without a compiler the compiled engine runs as well, slower than SimPy.
        threads: for the compiled engine; SimPy runs one after another. The result is the same for any number.
    """
    if engine == "compiled":
        from simulation import compiled  # noqa: PLC0415 - loading the compiler takes a second

        return compiled.run(blueprint, first, count, threads=threads)
    return Batch.of([run_replication(blueprint, number) for number in range(first, first + count)])
