"""Nothing waits for itself, and rework goes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from scenarios.checks.graphs import ancestors, cycles
from scenarios.checks.rules import kind_name, problem
from scenarios.document import Scenario, Workflow
from scenarios.errors import Path, Problem


def circular_dependencies(scenario: Scenario) -> Iterator[Problem]:
    """Prerequisites of campaigns, predecessors of stages and parents of goals have no cycles."""
    campaigns = {campaign.id: campaign.prerequisites for campaign in scenario.campaigns}
    ids = [campaign.id for campaign in scenario.campaigns]
    yield from _cycles("campaign", ids, campaigns, ("campaigns",), "prerequisites")
    goals = {goal.id: (goal.parent,) if goal.parent else () for goal in scenario.goals}
    yield from _cycles("goal", [goal.id for goal in scenario.goals], goals, ("goals",), "parent")
    for number, workflow in unambiguous(scenario):
        before = stage_predecessors(workflow)
        yield from _cycles("stage", [*before], before, ("workflows", number, "stages"), "predecessors")


def rework_targets(scenario: Scenario) -> Iterator[Problem]:
    """The target of rework is the stage itself or one of its ancestors."""
    for number, workflow in unambiguous(scenario):
        before = stage_predecessors(workflow)
        for position, stage in enumerate(workflow.stages):
            if stage.rework is None or stage.rework.target not in before:
                continue
            reachable = {stage.id, *ancestors(stage.id, before)}
            if stage.rework.target not in reachable:
                path = ("workflows", number, "stages", position, "rework", "target")
                allowed = ", ".join(other for other in before if other in reachable)
                yield problem(
                    "rework_forward", path, stage=stage.id, target=stage.rework.target, known=allowed
                )


def stage_predecessors(workflow: Workflow) -> dict[str, tuple[str, ...]]:
    """Predecessors of every stage, with the default filled in."""
    return {stage.id: workflow.predecessors(position) for position, stage in enumerate(workflow.stages)}


def unambiguous(scenario: Scenario) -> Iterator[tuple[int, Workflow]]:
    """Workflows without repeated stages: where an identifier is repeated, paths mean nothing."""
    for number, workflow in enumerate(scenario.workflows):
        if len({stage.id for stage in workflow.stages}) == len(workflow.stages):
            yield number, workflow


def _cycles(
    kind: str, ids: Sequence[str], before: Mapping[str, Iterable[str]], path: Path, key: str
) -> Iterator[Problem]:
    for cycle in cycles(before):
        place = (*path, ids.index(cycle[0]), key)
        yield problem("cycle", place, kind=kind_name(kind), cycle=" → ".join(cycle))
