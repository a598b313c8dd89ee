"""One scenario's complete result: the document, the plan made from it and what the simulation found."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import model_validator

from scenarios.document.base import Date, Label, Value
from scenarios.document.scenario import Scenario
from scenarios.i18n import Language
from scenarios.outcome import Outcome
from scenarios.plan import Plan, Status


class PlanVersion(Value):
    """A plan that held until another one was made on a later status date."""

    plan: Plan
    status_date: Date | None = None
    """The day on which it was made; the horizon's start by default."""


class Record(Value):
    """What comparison, charts, exports and the store take. ``outcome`` is None where nothing was simulated.

    Raises:
        ValidationError: plan or outcome belong to another scenario, or the outcome to other campaigns than the plan.
    """

    version: Literal[1] = 1
    """Version of the form in which records are stored."""
    scenario: Scenario
    plan: Plan
    outcome: Outcome | None = None
    earlier: tuple[PlanVersion, ...] = ()
    """Plans that were replaced while work was under way, the first one first."""

    @property
    def id(self) -> str:
        """Identifier of the scenario."""
        return self.scenario.id

    @property
    def name(self) -> Label:
        """Name of the scenario."""
        return self.scenario.name

    @property
    def feasible(self) -> bool:
        """Whether there is a plan at all."""
        return self.plan.allocation.proof.status not in {Status.INFEASIBLE, Status.UNKNOWN}

    @model_validator(mode="after")
    def _belong_together(self) -> Record:
        parts = [self.plan.provenance] + ([self.outcome.provenance] if self.outcome else [])
        if any(part.scenario != self.scenario.id for part in parts):
            message = f"plan and outcome of a record belong to its scenario {self.scenario.id!r}"
            raise ValueError(message)
        if self.outcome and set(self.outcome.campaigns) != set(self.plan.allocation.running):
            message = "the outcome holds other campaigns than the plan runs"
            raise ValueError(message)
        return self

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented results object (see docs/reference/results.md)."""
        from scenarios.export.objects import record_object  # noqa: PLC0415 - tables are built from records

        return record_object(self, language)
