"""Shocks strike something, within the horizon."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.checks.dates import planned_days
from scenarios.checks.rules import warning
from scenarios.document import Scenario, Shock
from scenarios.errors import Problem


def shocks_within_horizon(scenario: Scenario) -> Iterator[Problem]:
    """A shock on days before or after everything is probably a slip."""
    days = planned_days(scenario)
    if days is None:
        return
    for number, shock in enumerate(scenario.risks.shocks):
        if shock.days.last < days[0] or shock.days.first >= days[1]:
            values = {"id": shock.id, "first": shock.days.first, "last": shock.days.last}
            yield warning("shock_outside_horizon", ("risks", "shocks", number, "days"), **values)


def shocks_with_effect(scenario: Scenario) -> Iterator[Problem]:
    """A surge needs requests that arrive, a supplier's delay stages that wait."""
    for number, shock in enumerate(scenario.risks.shocks):
        if _strikes_nothing(scenario, shock):
            yield warning("shock_without_effect", ("risks", "shocks", number), id=shock.id)


def _strikes_nothing(scenario: Scenario, shock: Shock) -> bool:
    stages = [stage for workflow in scenario.workflows for stage in workflow.stages]
    if shock.kind == "surge":
        rates = [scenario.risks.urgent.per_week, *(stream.per_week for stream in scenario.streams)]
        return not any(rates)
    if shock.kind == "supplier":
        named = [stage for stage in stages if shock.stage in {None, stage.id}]
        return bool(named) and not any(stage.kind == "wait" for stage in named)
    return False
