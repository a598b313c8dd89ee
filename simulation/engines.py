"""The engines by name: the same replications from either, to the last bit."""

from __future__ import annotations

from typing import Literal, TypeAlias

from scenarios.compiled import AVAILABLE, is_compiled
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.replication import run_replication

Engine: TypeAlias = Literal["simpy", "compiled"]
Wanted: TypeAlias = Literal["auto", "simpy", "compiled"]
WHOLE = "chunk_kernel.run_chunk"
"""The kernel that calls all others."""


def resolve(wanted: Wanted) -> Engine:
    """The engine that runs where ``wanted`` is asked for; ``auto`` takes the compiled one where it is there."""
    if wanted == "auto":
        return "compiled" if AVAILABLE else "simpy"
    return wanted


def compiles_first(wanted: Wanted) -> bool:
    """Whether a run has to wait for the compiler: once on a computer for each version, about a minute."""
    return resolve(wanted) == "compiled" and AVAILABLE and not is_compiled("simulation.compiled", WHOLE)


def run_batch(
    blueprint: Blueprint, first: int, count: int, *, engine: Engine = "simpy", threads: int = 1
) -> Batch:
    """Replications ``first`` to ``first + count - 1``.

    Args:
        blueprint: what is simulated.
        first: number of the first replication.
        count: how many of them.
        engine: which engine runs them; work that was under way is taken over by SimPy alone. Without a compiler the
            compiled engine runs as well, slower than SimPy.
        threads: for the compiled engine; SimPy runs one after another. The result is the same for any number.
    """
    if engine == "compiled" and not blueprint.is_under_way:
        from simulation import compiled  # noqa: PLC0415 - loading the compiler takes a second

        return compiled.run(blueprint, first, count, threads=threads)
    return Batch.of([run_replication(blueprint, number) for number in range(first, first + count)])
