"""Costs of stages against plan: shares, estimate at completion, warning of overruns.

Source: earned value management, PMI (2021), *Standard for Earned Value Management*: EAC = AC / progress for work that
goes on as it has gone so far; what is finished costs what it has cost.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from scenarios.control.alerts import Alert, Alerts, Severity, alerts
from scenarios.i18n import Message
from scenarios.reading.cells import Column
from scenarios.reading.records import once, read_records
from scenarios.text.report import Heading, Report, Reported, money_text

AMBER = Fraction(9, 10)
"""Share of the plan beyond which an unfinished stage is watched."""
COLUMNS = (
    Column("stage"),
    Column("plan", "money"),
    Column("actual", "money"),
    Column("progress", "number", required=False, most=1.0),
)


@dataclass(frozen=True, slots=True)
class StageCost:
    """Planned and actual cost of a stage, minor units, and the share of its work that is done."""

    stage: str
    plan: int
    actual: int
    progress: float = 1.0

    @property
    def at_completion(self) -> int | None:
        """Estimate at completion, minor units; None where money is spent and nothing done."""
        if self.progress >= 1:
            return self.actual
        if self.progress <= 0:
            return None if self.actual else self.plan
        return round(Fraction(self.actual) / Fraction(self.progress))


@dataclass(frozen=True, slots=True)
class CostControl(Reported):
    """Stages with their shares of the whole."""

    stages: tuple[StageCost, ...]

    @property
    def plan(self) -> int:
        """All planned cost."""
        return sum(stage.plan for stage in self.stages)

    @property
    def actual(self) -> int:
        """All cost so far."""
        return sum(stage.actual for stage in self.stages)

    @property
    def at_completion(self) -> int | None:
        """Estimate for everything; None where a stage has none."""
        found = [stage.at_completion for stage in self.stages]
        return None if None in found else sum(one for one in found if one is not None)

    def alerts(self, amber: Fraction = AMBER) -> Alerts:
        """One for each stage that overruns its plan, or that is unfinished with more than ``amber`` of it spent."""
        return alerts([_alert(stage, amber) for stage in self.stages])

    def report(self) -> Report:
        """Stage by stage with shares of planned and of actual cost."""
        return Report(
            title=Message("control.costs.title"),
            headings=(
                Heading("stage", "text"),
                Heading("plan", "money"),
                Heading("plan_share", "share"),
                Heading("actual", "money"),
                Heading("actual_share", "share"),
                Heading("at_completion", "money"),
            ),
            rows=(
                *(
                    (
                        one.stage,
                        one.plan,
                        _share(one.plan, self.plan),
                        one.actual,
                        _share(one.actual, self.actual),
                        one.at_completion,
                    )
                    for one in self.stages
                ),
                (Message("control.total"), self.plan, None, self.actual, None, self.at_completion),
            ),
            notes=tuple(alert.message for alert in self.alerts().alerts),
        )


def read_costs(path: str | os.PathLike[str]) -> CostControl:
    """Rows of ``stage``, ``plan``, ``actual`` (currency units) and, for unfinished work, ``progress`` (0 to 1).

    Raises:
        DocumentError: with every problem of the file.
    """
    records = read_records(path, COLUMNS)
    once(records, "stage")
    return cost_control(
        [
            StageCost(
                record["stage"],
                record["plan"],
                record["actual"],
                1.0 if record["progress"] is None else record["progress"],
            )
            for record in records
        ]
    )


def cost_control(stages: Sequence[StageCost]) -> CostControl:
    """The control of these stages."""
    return CostControl(tuple(stages))


def _alert(stage: StageCost, amber: Fraction) -> Alert | None:
    level = max(stage.actual, stage.at_completion or 0)
    overrun = level > stage.plan
    watched = stage.progress < 1 and stage.actual > amber * stage.plan
    if not overrun and not watched:
        return None
    severity: Severity = "red" if overrun else "amber"
    message = Message(
        f"control.costs.{severity}",
        {"stage": stage.stage, "plan": money_text(stage.plan), "level": money_text(level)},
    )
    return Alert("cost_share", severity, stage.stage, level, stage.plan, message)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
