"""The rules of a stage, compiled: rejection, reuse and escape."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.document.risks import Risks
from scenarios.document.workflows import Rework, Stage
from scenarios.network.workload import EscapeRule, ReuseRule, ReworkRule


def rework_rule(rule: Rework, risks: Risks, target: int) -> ReworkRule:
    """Rejection; ``target`` is the index of the step that is ready again."""
    return ReworkRule(
        probability=min(1.0, rule.probability * risks.rework_factor),
        target=target,
        repeat_effort=rule.repeat_effort,
        max_times=rule.max_times,
        probability_decay=rule.probability_decay,
        effort_decay=rule.effort_decay,
    )


def reuse_rule(stage: Stage) -> ReuseRule | None:
    """Reuse, of stages with effort."""
    if stage.reuse is None or stage.kind != "work":
        return None
    return ReuseRule(stage.reuse.probability, stage.reuse.saving)


def escape_rule(stage: Stage, position: Mapping[str, int], launch: int) -> EscapeRule | None:
    """Escape; each signature after the first catches its share of the defects that are left."""
    rule = stage.escape
    if rule is None:
        return None
    further = max(len(stage.approvers), 1) - 1
    return EscapeRule(
        probability=rule.probability * (1 - rule.caught_by_second) ** further,
        found_at=position[rule.found_at] if rule.found_at else launch,
        repair=rule.repair,
        cost=rule.cost,
    )
