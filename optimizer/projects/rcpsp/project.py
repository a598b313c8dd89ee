"""A project whose activities share resources, one kind of work for each demand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from graphlib import TopologicalSorter

from optimizer.projects.rcpsp.faults import faults
from scenarios.errors import DocumentError


@dataclass(frozen=True)
class Project:
    """N activities on R renewable resources, consistent in themselves.

    ``capacities`` (R,) units there in every slot; by activity: ``durations`` (N,) in slots, without a break;
    ``demands`` (N, R) units held from start to end; ``successors`` (N, any number), counted from 0, that start no
    earlier than it ends. Activities without duration hold nothing.

    Raises:
        DocumentError: with every fault: lengths that differ, negative numbers, demands above capacities, unknown
            successors, circles.
    """

    name: str
    capacities: tuple[int, ...]
    durations: tuple[int, ...]
    demands: tuple[tuple[int, ...], ...]
    successors: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if found := faults(self.capacities, self.durations, self.demands, self.successors):
            raise DocumentError(found)

    @property
    def size(self) -> int:
        """Number of activities N."""
        return len(self.durations)

    @cached_property
    def predecessors(self) -> tuple[tuple[int, ...], ...]:
        """By activity, those that must have ended; each once, in rising order."""
        found: list[set[int]] = [set() for _ in self.durations]
        for i, after in enumerate(self.successors):
            for j in after:
                found[j].add(i)
        return tuple(tuple(sorted(one)) for one in found)

    @cached_property
    def order(self) -> tuple[int, ...]:
        """The activities, each after all its predecessors."""
        return tuple(TopologicalSorter(dict(enumerate(self.predecessors))).static_order())

    @cached_property
    def heads(self) -> tuple[int, ...]:
        """Slots before which an activity cannot start, whatever the resources."""
        heads = [0] * self.size
        for i in self.order:
            heads[i] = max((heads[one] + self.durations[one] for one in self.predecessors[i]), default=0)
        return tuple(heads)

    @cached_property
    def tails(self) -> tuple[int, ...]:
        """Slots from an activity's end to the project's, at least."""
        tails = [0] * self.size
        for i in reversed(self.order):
            tails[i] = max((tails[one] + self.durations[one] for one in self.successors[i]), default=0)
        return tuple(tails)

    def makespan(self, starts: Sequence[int]) -> int:
        """Slots until the last activity has ended."""
        return max((start + length for start, length in zip(starts, self.durations, strict=True)), default=0)
