"""Directed graphs of identifiers: cycles and ancestors, without recursion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import CycleError, TopologicalSorter

MAX_CYCLES = 20


def cycles(predecessors: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Circular dependencies as ``(a, b, ..., a)`` from first to last: at most `MAX_CYCLES`, no two through the
    same dependency.
    """
    graph = {node: set(before) for node, before in predecessors.items()}
    found: list[tuple[str, ...]] = []
    while len(found) < MAX_CYCLES:
        try:
            TopologicalSorter(graph).prepare()
        except CycleError as error:
            cycle: list[str] = error.args[1]
            found.append(_from_smallest(cycle[:-1]))
            graph[cycle[1]].discard(cycle[0])
        else:
            break
    return found


def _from_smallest(cycle: list[str]) -> tuple[str, ...]:
    start = cycle.index(min(cycle))
    turned = cycle[start:] + cycle[:start]
    return (*turned, turned[0])


def ancestors(node: str, predecessors: Mapping[str, Iterable[str]]) -> set[str]:
    """Everything that must precede ``node``."""
    found: set[str] = set()
    waiting = [*predecessors.get(node, ())]
    while waiting:
        current = waiting.pop()
        if current not in found:
            found.add(current)
            waiting.extend(predecessors.get(current, ()))
    return found
