"""Where chunks of replications run: here, in threads, in processes, or on a cluster. The results are the same."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Generator, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib.util import find_spec
from itertools import islice
from typing import Any, Protocol, TypeVar

from joblib.externals.loky import get_reusable_executor

from scenarios.i18n import Message
from simulation.engines import Engine
from simulation.experiments.errors import ExperimentError
from simulation.experiments.shipment import Shipment

T = TypeVar("T")
X = TypeVar("X")

AHEAD = 2
"""Chunks for each worker that are handed out before the first of them is back."""
RESTARTS = 5
"""Times that a pool is made anew after one of its processes was killed."""
PATIENCE = "10s"
"""How long a cluster may take to answer at all."""


class Executor(Protocol):
    """Runs work over chunks, or whatever else the work takes."""

    def run(self, work: Callable[[X], T], chunks: Sequence[X]) -> Generator[T, None, None]:
        """The results in the order of the chunks; closing the generator ends the run."""


@dataclass(frozen=True, slots=True)
class Serial:
    """One chunk after another in the calling thread."""

    def run(self, work: Callable[[X], T], chunks: Sequence[X]) -> Generator[T, None, None]:
        yield from map(work, chunks)


@dataclass(frozen=True, slots=True)
class Threads:
    """Threads of this process: for work that releases the interpreter's lock."""

    workers: int

    def run(self, work: Callable[[X], T], chunks: Sequence[X]) -> Generator[T, None, None]:
        with ThreadPoolExecutor(self.workers) as pool:
            yield from _in_order(pool.submit, work, chunks, AHEAD * self.workers)


@dataclass(frozen=True, slots=True)
class Processes:
    """Processes on this computer. What a killed one was doing is done again by another."""

    workers: int

    def run(self, work: Callable[[X], T], chunks: Sequence[X]) -> Generator[T, None, None]:
        """Raises `ExperimentError` where processes are killed again and again."""
        todo = deque(chunks)
        shipped = Shipment.of(work)
        for _ in range(RESTARTS + 1):
            pool = get_reusable_executor(max_workers=self.workers)
            try:
                for result in _in_order(pool.submit, shipped, tuple(todo), AHEAD * self.workers):
                    todo.popleft()
                    yield result
            except BrokenProcessPool:
                continue
            return
        raise ExperimentError(Message("experiments.error.workers_lost", {"times": RESTARTS + 1}))


@dataclass(frozen=True, slots=True)
class Cluster:
    """Workers of a dask.distributed scheduler at ``address``. They need the same version of this product."""

    address: str

    def run(self, work: Callable[[X], T], chunks: Sequence[X]) -> Generator[T, None, None]:
        """Raises `ExperimentError` where the cluster cannot be reached or keeps losing its workers."""
        import distributed  # noqa: PLC0415 - optional, and slow to import

        connect: Any = distributed.Client

        try:
            client = connect(self.address, timeout=PATIENCE, set_as_default=False)
        except OSError:
            raise ExperimentError(
                Message("experiments.error.no_cluster", {"address": self.address})
            ) from None

        def submit(shipped: Any, chunk: Any) -> Any:
            return client.submit(shipped, chunk, pure=False)

        with client:
            ahead = AHEAD * max(1, sum(client.nthreads().values()))
            try:
                yield from _in_order(submit, Shipment.of(work, versioned=True), chunks, ahead)
            except distributed.KilledWorker:
                raise ExperimentError(Message("experiments.error.workers_lost", {"times": 4})) from None


_PLACE = re.compile(r"local:(?P<count>[1-9]\d{0,2})|dask://(?P<host>[^\s/:]+|\[[^\s\]]+\]):(?P<port>\d{1,5})")


def executor(on: str) -> Executor:
    """Where to run, as written: ``local:N`` (N processes here) or ``dask://host:port`` (a scheduler's address).

    Raises:
        ExperimentError: it is written otherwise, or the library for clusters is not installed.
    """
    found = _PLACE.fullmatch(on)
    if found is None:
        raise ExperimentError(Message("experiments.error.on", {"on": on}))
    if found["count"]:
        return Processes(int(found["count"]))
    if find_spec("distributed") is None:
        raise ExperimentError(Message("experiments.error.no_distributed"))
    return Cluster(f"tcp://{found['host']}:{found['port']}")


def here(engine: Engine, workers: int) -> Executor:
    """This computer: threads for the compiled engine, processes for SimPy."""
    if workers == 1:
        return Serial()
    return Threads(workers) if engine == "compiled" else Processes(workers)


def _in_order(
    submit: Callable[[Callable[[X], T], X], Any], work: Callable[[X], T], chunks: Iterable[X], ahead: int
) -> Generator[T, None, None]:
    """Results in order, with no more than ``ahead`` chunks handed out; what is not needed any more is called off."""
    rest = iter(chunks)
    waiting = deque(submit(work, chunk) for chunk in islice(rest, ahead))
    try:
        while waiting:
            result: T = waiting.popleft().result()
            waiting.extend(submit(work, chunk) for chunk in islice(rest, 1))
            yield result
    finally:
        for future in waiting:
            future.cancel()
