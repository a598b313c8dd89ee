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
    """Violations of the statement and the proofs of a plan whose schedule is complete."""
    gap = scenario.settings.solver.relative_gap
    return (
        *_statement(scenario, plan),
        *_proof("allocation", plan.allocation.proof, gap, maximised=True),
        *(_proof("schedule", plan.schedule.proof, gap, maximised=False) if plan.schedule else ()),
    )


def origin_violations(scenario: Scenario, plan: Plan) -> tuple[Violation, ...]:
    """Violations of provenance: the plan was made from this document."""
    origin = plan.provenance
    if (origin.scenario, origin.content_hash) != (scenario.id, scenario.content_hash()):
        return (violation("provenance", scenario.id),)
    return ()


def answerless_violations(plan: Plan) -> tuple[Violation, ...]:
    """A plan without an answer promises nothing."""
    holds = plan.allocation.running or plan.allocation.spend or plan.schedule or plan.projected
    return (violation("answerless", plan.provenance.scenario),) if holds else ()


def _statement(scenario: Scenario, plan: Plan) -> Iterator[Violation]:
    """The statement is the document's, and no worth is promised that lateness has not yet been taken from."""
    schedule, proof = plan.schedule, plan.allocation.proof
    if schedule is None:
        if plan.projected is not None:
            yield violation("statement", scenario.id)
        return
    valuation = Valuation(scenario)
    expected = valuation.statement(plan.allocation, schedule.launches, schedule.people_minutes)
    if plan.projected != expected:
        yield violation("statement", scenario.id)
    if schedule.proof.value != expected.lateness_loss:
        yield violation("lateness_value", scenario.id)
    unbounded = proof.value is None or scenario.objective.staff_cost
    if not unbounded and expected.net_value > (proof.value or 0) + RELATIVE * max(abs(expected.net_value), 1):
        yield violation("value_above", scenario.id)


def _proof(name: str, proof: Proof, wanted: float, *, maximised: bool) -> Iterator[Violation]:
    """The bound lies on the right side of the value, the gap is theirs, and optimal is said with a bound only."""
    if proof.value is None or proof.bound is None:
        if proof.status == Status.OPTIMAL:
            yield violation("unproven", name)
        if proof.gap is not None:
            yield violation("gap", name)
        return
    scale = max(abs(proof.value), 1.0)
    gap = abs(proof.bound - proof.value) / scale
    beyond = proof.value - proof.bound if maximised else proof.bound - proof.value
    if beyond > RELATIVE * scale:
        yield violation("bound_crossed", name)
    if proof.gap is None or abs(proof.gap - gap) > RELATIVE:
        yield violation("gap", name)
    if proof.status == Status.OPTIMAL and gap > wanted + RELATIVE:
        yield violation("unproven", name)
