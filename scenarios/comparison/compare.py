"""Several results against a baseline."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from scenarios.comparison.bridge import Bridge, bridge
from scenarios.comparison.contrast import Difference, Pairing, differences, pairing
from scenarios.comparison.story import story
from scenarios.document.base import Id, Label, Value
from scenarios.document.scenario import Scenario
from scenarios.errors import UserError
from scenarios.i18n import Language, Message
from scenarios.measures import MEASURES
from scenarios.outcome import Outcome
from scenarios.plan import Proof
from scenarios.record import Record
from scenarios.statistics import Estimate
from scenarios.variants import Change, difference

if TYPE_CHECKING:
    import pandas as pd

LABELS = {"id", "name", "description"}
"""What tells documents apart and changes no result."""
UNKNOWN_CURRENCY = "XXX"
"""ISO 4217: no currency. An outcome alone does not know its own."""


class Side(Value):
    """One of the compared results; ``measures`` holds every measure that is defined, by key (money in minor units)."""

    scenario: Id
    name: Label
    replications: int
    seed: int
    proof: Proof | None = None
    """Of the allocation; None for an outcome without its plan."""
    measures: dict[Id, Estimate]


class Contrast(Value):
    """One result against the baseline."""

    scenario: Id
    pairing: Pairing
    """``paired``: common random numbers, replication by replication. ``independent``: seeds or numbers differ, and the
    intervals are Welch's."""
    changes: tuple[Change, ...]
    """In what the document differs, apart from its id and name; empty where documents are not at hand."""
    differences: tuple[Difference, ...]
    bridge: Bridge | None
    """None where plans are not at hand."""
    story: tuple[Message, ...]
    """What changed, in at most three sentences."""

    def difference(self, measure: str) -> Difference | None:
        """The difference in one measure; None where either side does not have it."""
        return next((one for one in self.differences if one.measure == measure), None)


class Comparison(Value):
    """Results side by side, and each against the baseline."""

    baseline: Id
    currency: str
    confidence: float
    sides: tuple[Side, ...]
    """The baseline first, then the others in the order given."""
    contrasts: tuple[Contrast, ...]
    """The others, in the same order."""

    def side(self, scenario: str) -> Side:
        """One of the compared results."""
        return next(side for side in self.sides if side.scenario == scenario)

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented results object (see docs/reference/results.md); money in currency units."""
        from scenarios.export.objects import comparison_object  # noqa: PLC0415 - exports are built on comparisons

        return comparison_object(self, language)

    def to_frame(self) -> pd.DataFrame:
        """One row per scenario and measure: values, change, interval and verdict (money in minor units)."""
        import pandas as pd  # noqa: PLC0415 - slow to import, and few callers want it

        return pd.DataFrame(
            [
                {
                    "scenario": contrast.scenario,
                    "measure": one.measure,
                    "base": one.base.value,
                    "other": one.other.value,
                    "change": one.change.value,
                    "low": one.change.low,
                    "high": one.change.high,
                    "pairing": contrast.pairing,
                    "verdict": one.verdict,
                }
                for contrast in self.contrasts
                for one in contrast.differences
            ]
        )


def compare(results: Sequence[Record | Outcome], *, baseline: str) -> Comparison:
    """Compare simulated results with the one whose scenario is ``baseline``.

    Outcomes alone are compared by their samples; records get a bridge as well.

    Raises:
        UserError: fewer than two results, two of one scenario, no such baseline, one that was not simulated, or
            different currencies.
    """
    outcomes = _simulated(results, baseline)
    base = next(one for one in results if _id(one) == baseline)
    others = [one for one in results if one is not base]
    currency = _currency(results)
    return Comparison(
        baseline=baseline,
        currency=currency,
        confidence=outcomes[baseline].confidence,
        sides=tuple(_side(one, outcomes[_id(one)]) for one in (base, *others)),
        contrasts=tuple(_contrast(base, one, outcomes, currency) for one in others),
    )


def _simulated(results: Sequence[Record | Outcome], baseline: str) -> dict[str, Outcome]:
    if len(results) < 2:
        raise UserError(Message("compare.too_few"))
    outcomes: dict[str, Outcome] = {}
    for one in results:
        outcome = one.outcome if isinstance(one, Record) else one
        if outcome is None:
            raise UserError(Message("compare.not_simulated", {"scenario": _name(one).texts()}))
        if _id(one) in outcomes:
            raise UserError(Message("compare.twice", {"scenario": _id(one)}))
        outcomes[_id(one)] = outcome
    if baseline not in outcomes:
        raise UserError(Message("compare.baseline", {"baseline": baseline, "known": ", ".join(outcomes)}))
    return outcomes


def _currency(results: Sequence[Record | Outcome]) -> str:
    currencies = sorted({one.scenario.currency for one in results if isinstance(one, Record)})
    if len(currencies) > 1:
        raise UserError(Message("compare.currencies", {"currencies": ", ".join(currencies)}))
    return currencies[0] if currencies else UNKNOWN_CURRENCY


def _id(result: Record | Outcome) -> str:
    return result.id if isinstance(result, Record) else result.provenance.scenario


def _name(result: Record | Outcome) -> Label:
    return result.name if isinstance(result, Record) else Label(en=_id(result), zh=_id(result))


def _side(result: Record | Outcome, outcome: Outcome) -> Side:
    estimates = {measure.key: measure.estimate(outcome) for measure in MEASURES}
    return Side(
        scenario=_id(result),
        name=_name(result),
        replications=outcome.replications,
        seed=outcome.provenance.seed,
        proof=result.plan.allocation.proof if isinstance(result, Record) else None,
        measures={key: estimate for key, estimate in estimates.items() if estimate is not None},
    )


def _changes(base: Scenario, other: Scenario) -> tuple[Change, ...]:
    return tuple(one for one in difference(base, other) if one.path.partition(".")[0] not in LABELS)


def _contrast(
    base: Record | Outcome, other: Record | Outcome, outcomes: dict[str, Outcome], currency: str
) -> Contrast:
    left, right = outcomes[_id(base)], outcomes[_id(other)]
    found = differences(left, right)
    parts: Bridge | None = None
    changes: tuple[Change, ...] = ()
    if isinstance(base, Record) and isinstance(other, Record):
        parts, changes = bridge(base, other), _changes(base.scenario, other.scenario)
    return Contrast(
        scenario=_id(other),
        pairing=pairing(left, right),
        changes=changes,
        differences=found,
        bridge=parts,
        story=story(_name(base), _name(other), found, parts, currency),
    )
