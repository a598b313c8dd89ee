"""The tree of goals: what an inner node adds up."""

from __future__ import annotations

from scenarios.document.goals import Kpi


def leaves(goals: tuple[Kpi, ...], goal: Kpi) -> list[Kpi]:
    """The measured indicators below a goal, or the goal itself."""
    children = [other for other in goals if other.parent == goal.id]
    if not children:
        return [goal]
    return [leaf for child in children for leaf in leaves(goals, child)]
