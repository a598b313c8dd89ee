"""What experiments compare."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.document.scenario import Scenario
from scenarios.plan import Plan


@dataclass(frozen=True, slots=True)
class Case:
    """A scenario with its plan."""

    scenario: Scenario
    plan: Plan
