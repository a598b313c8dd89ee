"""Where replications run, and where they are stored: it never changes the result."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from simulation.engines import Engine
from simulation.experiments.executors import Executor, executor, here

Progress: TypeAlias = Callable[[int, int], None]
"""``progress(done, most)``, called in the caller's process; an exception from it ends the simulation."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where to run, and a folder for what is done."""

    on: str | None = None
    """``local:N`` or ``dask://host:port``; this computer by default (see `simulation.experiments.executors`)."""
    checkpoint: Path | None = None
    """A folder for finished chunks: a run that was killed goes on from there."""

    def executor(self, engine: Engine, workers: int) -> Executor:
        """What runs the chunks."""
        return here(engine, workers) if self.on is None else executor(self.on)


HERE = Place()
