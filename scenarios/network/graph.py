"""Activity networks as graphs: order and reach."""

from __future__ import annotations


def topological_order(before: list[tuple[int, ...]]) -> tuple[int, ...]:
    """Nodes so that each comes after its predecessors; the lowest index first where several can come.

    Raises:
        ValueError: the predecessors form a cycle.
    """
    order: list[int] = []
    placed: set[int] = set()
    while len(order) < len(before):
        ready = next(
            (node for node, needs in enumerate(before) if node not in placed and placed.issuperset(needs)),
            None,
        )
        if ready is None:
            message = "predecessors form a cycle"
            raise ValueError(message)
        order.append(ready)
        placed.add(ready)
    return tuple(order)


def descendants_of(before: list[tuple[int, ...]], order: tuple[int, ...]) -> list[tuple[int, ...]]:
    """By node, itself and every node that depends on it; ``order`` is topological."""
    reached: list[set[int]] = [{node} for node in range(len(before))]
    for node in reversed(order):
        for earlier in before[node]:
            reached[earlier] |= reached[node]
    return [tuple(sorted(nodes)) for nodes in reached]
