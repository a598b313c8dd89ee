"""Rules of single stages mean something where they stand."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.cycles import stage_predecessors, unambiguous
from scenarios.checks.graphs import ancestors
from scenarios.checks.rules import problem, warning
from scenarios.document import Rework, Scenario, Stage, Workflow
from scenarios.errors import Path, Problem

MOST_REJECTIONS = 100.0
"""Expected rejections of one piece of work: a loop with more of them hardly ever ends."""


def escape_targets(scenario: Scenario) -> Iterator[Problem]:
    """A defect comes to light at a stage that depends on the one that let it pass."""
    for number, workflow in unambiguous(scenario):
        before = stage_predecessors(workflow)
        launch = workflow.launch or workflow.stages[-1].id
        for position, stage in enumerate(workflow.stages):
            if stage.escape is None:
                continue
            later = [other for other in before if stage.id in ancestors(other, before)]
            target = stage.escape.found_at or launch
            if target in before and target not in later:
                path = (*_place(number, position), "escape")
                place = (*path, "found_at") if stage.escape.found_at else path
                known = ", ".join(later) or "-"
                yield problem("escape_not_later", place, stage=stage.id, target=target, known=known)


def overlapping_stages(scenario: Scenario) -> Iterator[Problem]:
    """A stage overlaps with its predecessors, and a penalty is one for overlap."""
    for path, workflow, position, stage in _stages(scenario):
        if stage.overlap > 0 and not workflow.predecessors(position):
            yield problem("overlap_with_nothing", (*path, "overlap"), stage=stage.id)
        if stage.overlap_penalty > 0 and stage.overlap == 0:
            yield warning("overlap_penalty_idle", (*path, "overlap_penalty"), stage=stage.id)


def rules_of_work(scenario: Scenario) -> Iterator[Problem]:
    """Limits of work in progress belong to stages with effort; reuse saves nothing elsewhere."""
    for path, _, _, stage in _stages(scenario):
        if stage.wip_limit is not None and stage.kind != "work":
            yield problem("stage_limit_idle", (*path, "wip_limit"), stage=stage.id)
        if stage.reuse is not None and stage.kind != "work":
            yield warning("reuse_idle", (*path, "reuse"), stage=stage.id)


def endless_rework(scenario: Scenario) -> Iterator[Problem]:
    """Work is accepted in the end, and soon enough for a job to get on."""
    for path, _, _, stage in _stages(scenario):
        if stage.rework is None:
            continue
        expected = _expected_rejections(stage.rework, scenario.risks.rework_factor)
        if expected > MOST_REJECTIONS:
            values = {"stage": stage.id, "times": f"{expected:,.0f}", "limit": f"{MOST_REJECTIONS:.0f}"}
            yield problem("rework_endless", (*path, "rework"), **values)


def _expected_rejections(rule: Rework, factor: float) -> float:
    """Mean number of rejections until a result is accepted, if nothing else sends the work back."""
    expected, reached, probability = 0.0, 1.0, rule.probability * factor
    for _ in range(rule.max_times):
        reached *= min(probability, 1.0)
        expected += reached
        probability *= rule.probability_decay
    return expected


def _stages(scenario: Scenario) -> Iterator[tuple[Path, Workflow, int, Stage]]:
    for number, workflow in enumerate(scenario.workflows):
        for position, stage in enumerate(workflow.stages):
            yield _place(number, position), workflow, position, stage


def _place(number: int, position: int) -> Path:
    return ("workflows", number, "stages", position)
