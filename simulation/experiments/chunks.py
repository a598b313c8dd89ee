"""How replications are parted: by their number alone, so that any run meets the same chunks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

SIZES = ((1_000, 10), (20_000, 100))
"""Below the first number of replications, so many at a time; small chunks first, so that a run can end early."""
LARGEST = 1_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """Consecutive replications: the work that is handed out, and stored, at a time."""

    first: int
    count: int

    @property
    def end(self) -> int:
        """The replication after the last."""
        return self.first + self.count


def chunk_plan(replications: int) -> Iterator[Chunk]:
    """Replications 0 to ``replications`` - 1 in chunks.

    A longer run begins with the chunks of a shorter one (but for the last), so that it can take up what is stored.
    """
    first = 0
    while first < replications:
        size = next((size for below, size in SIZES if first < below), LARGEST)
        yield Chunk(first, min(size, replications - first))
        first += size
