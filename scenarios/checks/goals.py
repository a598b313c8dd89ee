"""The tree of indicators measures what it sets targets for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from scenarios.checks.graphs import ancestors
from scenarios.checks.rules import problem, warning
from scenarios.document import Kpi, Scenario
from scenarios.errors import Problem

RATIOS = frozenset({"net_roi", "roas", "on_time"})


def goal_measures(scenario: Scenario) -> Iterator[Problem]:
    """Leaves are measured and inner nodes are not; an enforced sum is of parts that can be enforced."""
    parents = {goal.parent for goal in scenario.goals}
    leaves = _leaves_below(scenario)
    for number, goal in enumerate(scenario.goals):
        path = ("goals", number, "measure")
        if goal.id in parents and goal.measure is not None:
            yield problem("goal_inner_measured", path, id=goal.id)
        elif goal.id not in parents and goal.measure is None and goal.enforce:
            yield problem("goal_unmeasured", path, id=goal.id)
        elif goal.id not in parents and goal.measure is None:
            yield warning("goal_not_measured", path, id=goal.id)
        unfit = [leaf.id for leaf in leaves[goal.id] if leaf.measure is None or leaf.measure in RATIOS]
        if goal.id in parents and goal.enforce and unfit:
            yield problem("goal_sum", ("goals", number, "enforce"), id=goal.id, parts=", ".join(unfit))


def _leaves_below(scenario: Scenario) -> defaultdict[str, list[Kpi]]:
    above = {goal.id: (goal.parent,) if goal.parent else () for goal in scenario.goals}
    parents = {goal.parent for goal in scenario.goals}
    below: defaultdict[str, list[Kpi]] = defaultdict(list)
    for goal in scenario.goals:
        if goal.id not in parents:
            for ancestor in sorted(ancestors(goal.id, above)):
                below[ancestor].append(goal)
    return below
