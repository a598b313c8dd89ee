"""What a calibration finds, as immutable values, and what it changes in the document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, TypeAlias

from scenarios.document import Label, Scenario
from scenarios.document.durations import Duration
from scenarios.i18n import Message
from scenarios.statistics import Estimate
from scenarios.text.report import Report, Reported
from scenarios.variants import SetValue, Variant, apply_changes
from simulation.calibration.changes import changes_of
from simulation.calibration.choice import Distribution
from simulation.calibration.report import calibration_report

Kind: TypeAlias = Literal["effort", "approval", "wait", "handoff"]


@dataclass(frozen=True, slots=True)
class FittedDuration:
    """One duration of the document, as the history has it."""

    kind: Kind
    subject: str
    """Stage, approver, or link of departments."""
    name: Mapping[str, str]
    """By language."""
    path: str
    """Where it stands in the document."""
    before: Duration
    after: Duration
    """What goes into the document: the fit, after pooling."""
    distribution: Distribution
    """The fit to the stage's own cases."""
    mean: Estimate
    """Hours, after pooling; `replications` counts the cases."""
    own: float = 1.0
    """Weight of the stage's own cases; the rest is learned from the other stages."""
    gap: Estimate | None = None
    """Hand-offs: mean hours from one stage to the next with all waiting for people."""
    repeats: int = 0
    """Visits beyond the first, which are not in the fit."""

    @property
    def cases(self) -> int:
        """Visits that the fit is made from."""
        return self.distribution.mean.replications


@dataclass(frozen=True, slots=True)
class FittedRework:
    """How often a stage's result is sent back, and what repeating takes."""

    stage: str
    target: str
    name: Mapping[str, str]
    """By language."""
    probability: Estimate
    """Share of judged results with Wilson's interval; `replications` counts them."""
    before: float | None
    """What the document says; None where it has no rule."""
    after: float
    """What goes into the document."""
    repeat: Estimate | None
    """Effort of repetitions over that of first visits; None where it cannot be told."""
    repeat_before: float | None
    by_outcome: bool
    """Whether the log says which results were sent back; else repeated visits do."""


@dataclass(frozen=True)
class Calibration(Reported):
    """A scenario's durations, rework and hand-offs as a history has them.

    ``scenario`` is the one that was calibrated; it is left as it is.
    """

    scenario: Scenario
    workflow: str
    source: str
    cases: int
    visits: int
    confidence: float
    seed: int
    durations: tuple[FittedDuration, ...]
    reworks: tuple[FittedRework, ...]
    notes: tuple[Message, ...] = field(default=())

    @cached_property
    def changes(self) -> tuple[SetValue, ...]:
        """What has to be set in the document; nothing that stands there already."""
        return changes_of(self.scenario, self.workflow, self.durations, self.reworks)

    def calibrated(self) -> Scenario:
        """The scenario with the history's figures."""
        return apply_changes(self.scenario, self.changes)

    def variant(self, base: str, *, id: str | None = None, name: Label | None = None) -> Variant:  # noqa: A002 (the document's key)
        """The changes as a document of their own.

        Args:
            base: file beside the variant, or identifier, of the scenario that was calibrated.
            id: of the variant; by default the scenario's with ``_calibrated``.
            name: of the variant.
        """
        own = self.scenario.name
        return Variant(
            mems=1,
            kind="variant",
            id=id or f"{self.scenario.id[:52]}_calibrated",
            name=name or Label(en=f"{own.en}, calibrated", zh=f"{own.zh}（已校准）"),
            base=base,
            changes=self.changes,
        )

    def report(self) -> Report:
        """Before and after, with intervals, goodness of fit and remarks."""
        return calibration_report(self.source, self.cases, self.durations, self.reworks, self.notes)
