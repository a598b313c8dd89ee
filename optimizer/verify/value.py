"""Whether the stated values are those that the document gives, and whether their proofs are consistent."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.verify.violation import Violation, violation
from scenarios.document import Scenario
from scenarios.plan import Plan, Proof, Status
from scenarios.valuation import Valuation

RELATIVE = 1e-6
"""Bounds and values are solver floats."""


def value_violations(scenario: Scenario, plan: Plan) -> tuple[Violation, ...]:
    """Violations of the statement, the provenance and the proofs."""
    return (
        *_statement(scenario, plan),
        *_provenance(scenario, plan),
        *_proof("allocation", plan.allocation.proof, maximised=True),
        *(_proof("schedule", plan.schedule.proof, maximised=False) if plan.schedule else ()),
    )


def _statement(scenario: Scenario, plan: Plan) -> Iterator[Violation]:
    schedule = plan.schedule
    if schedule is None:
        return
    valuation = Valuation(scenario)
    expected = valuation.statement(plan.allocation, schedule.launches, schedule.people_minutes)
    if plan.projected != expected:
        yield violation("statement", scenario.id)
    if schedule.proof.value is not None and schedule.proof.value != expected.lateness_loss:
        yield violation("lateness_value", scenario.id)


def _provenance(scenario: Scenario, plan: Plan) -> Iterator[Violation]:
    if plan.provenance.content_hash != scenario.content_hash():
        yield violation("provenance", scenario.id)


def _proof(name: str, proof: Proof, *, maximised: bool) -> Iterator[Violation]:
    """The bound lies on the right side of the value, the gap is theirs, and optimal is said only with a bound."""
    if proof.value is None or proof.bound is None:
        if proof.status == Status.OPTIMAL:
            yield violation("unproven", name)
        return
    scale = max(abs(proof.value), 1.0)
    beyond = proof.value - proof.bound if maximised else proof.bound - proof.value
    if beyond > RELATIVE * scale:
        yield violation("bound_crossed", name)
    if proof.gap is not None and abs(proof.gap - abs(proof.bound - proof.value) / scale) > RELATIVE:
        yield violation("gap", name)
