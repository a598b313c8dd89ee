"""Whether a schedule is one of its project, judged from the two alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate

from optimizer.projects.rcpsp.project import Project
from scenarios.i18n import Message


def check(project: Project, starts: Sequence[int]) -> tuple[Message, ...]:
    """Everything that is wrong with the start slots (N,) of a project; nothing where they can be kept."""
    if len(starts) != project.size:
        return (Message("projects.check.length", {"starts": len(starts), "activities": project.size}),)
    return (*_early(starts), *_order(project, starts), *_resources(project, starts))


def _early(starts: Sequence[int]) -> Iterator[Message]:
    for i, start in enumerate(starts):
        if start < 0:
            yield Message("projects.check.negative", {"activity": i + 1, "start": start})


def _order(project: Project, starts: Sequence[int]) -> Iterator[Message]:
    for i, after in enumerate(project.successors):
        end = starts[i] + project.durations[i]
        for j in after:
            if starts[j] < end:
                values = {"activity": j + 1, "start": starts[j], "predecessor": i + 1, "end": end}
                yield Message("projects.check.order", values)


def _resources(project: Project, starts: Sequence[int]) -> Iterator[Message]:
    """The first slot of each resource in which more is held than is there."""
    for r, capacity in enumerate(project.capacities):
        change = Counter[int]()
        for start, length, demand in zip(starts, project.durations, project.demands, strict=True):
            change[start] += demand[r]
            change[start + length] -= demand[r]
        slots = sorted(change)
        held = accumulate(change[slot] for slot in slots)
        for slot, units in zip(slots, held, strict=True):
            if units > capacity:
                values = {"resource": r + 1, "slot": slot, "units": units, "capacity": capacity}
                yield Message("projects.check.resource", values)
                break
