"""Finished chunks in a folder: a run that was killed goes on from them, and ends as if nothing had happened."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, Protocol, Self, TypeVar

from scenarios.document.scenario import Scenario
from scenarios.document.settings import Settings, SimulationSettings
from scenarios.files import write_atomically
from scenarios.i18n import Message
from scenarios.plan import Plan
from simulation.experiments.chunks import Chunk
from simulation.experiments.errors import ExperimentError
from simulation.experiments.executors import Executor
from simulation.experiments.shipment import model_hash

NEUTRAL = {"replications", "precision", "confidence", "engine", "workers"}
"""Settings that no single replication depends on."""


class Stored(Protocol):
    """What is kept of a chunk."""

    def to_bytes(self) -> bytes: ...

    @classmethod
    def from_bytes(cls, data: bytes) -> Self: ...


S = TypeVar("S", bound=Stored)


def run_key(scenario: Scenario, plan: Plan, settings: SimulationSettings) -> str:
    """A digest of everything that the replications of a run depend on, the code included, the engine not."""
    parts = (
        model_hash(),
        scenario.model_copy(update={"settings": Settings()}).content_hash(),
        plan.allocation.model_dump_json(),
        plan.schedule.model_dump_json() if plan.schedule else "",
        settings.model_dump_json(exclude=NEUTRAL),
    )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Checkpoints(Generic[S]):
    """The finished chunks of one run, a file each: a SHA-256 digest, a line break, the content."""

    folder: Path
    form: type[S]

    def path(self, chunk: Chunk) -> Path:
        """The file of a chunk."""
        return self.folder / f"{self.form.__name__.lower()}-{chunk.first:010d}-{chunk.count}"

    def has(self, chunk: Chunk) -> bool:
        """Whether a chunk was finished."""
        return self.path(chunk).exists()

    def load(self, chunk: Chunk) -> S:
        """What is stored of a finished chunk.

        Raises:
            ExperimentError: the file is damaged, or gone.
        """
        path = self.path(chunk)
        digest, _, content = (path.read_bytes() if path.exists() else b"").partition(b"\n")
        if hashlib.sha256(content).hexdigest().encode() != digest:
            raise ExperimentError(Message("experiments.error.damaged", {"path": str(path)}))
        return self.form.from_bytes(content)

    def store(self, chunk: Chunk, result: S) -> None:
        """Write what a chunk gave, as a whole or not at all."""
        content = result.to_bytes()
        digest = hashlib.sha256(content).hexdigest().encode()
        write_atomically(self.path(chunk), digest + b"\n" + content)


def run_chunks(
    work: Callable[[Chunk], S],
    chunks: Iterable[Chunk],
    executor: Executor,
    checkpoints: Checkpoints[S] | None = None,
) -> Generator[tuple[Chunk, S], None, None]:
    """Every chunk with its result, in order; those that are stored are read, the others are run and stored."""
    planned = tuple(chunks)
    if checkpoints is None:
        yield from zip(planned, executor.run(work, planned), strict=True)
        return
    done = {one for one in planned if checkpoints.has(one)}
    running = executor.run(work, tuple(one for one in planned if one not in done))
    for chunk in planned:
        if chunk in done:
            yield chunk, checkpoints.load(chunk)
        else:
            result = next(running)
            checkpoints.store(chunk, result)
            yield chunk, result
