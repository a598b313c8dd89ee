"""The allocation as the product hands it on: split, hours, proof, bindings and reasons."""

from __future__ import annotations

import math
from collections.abc import Sequence

from optimizer.allocation.appraisal import Appraiser
from optimizer.allocation.bindings import bindings
from optimizer.allocation.clock import Clock
from optimizer.allocation.prices import Priced, price
from optimizer.allocation.problem import Candidate, Problem
from optimizer.allocation.reasons import Lacking, Reasons
from optimizer.allocation.search import Found, Search
from optimizer.allocation.settle import Settled
from optimizer.allocation.shortage import lacking_hours
from optimizer.allocation.split import Split
from optimizer.allocation.staffing import staff_lines
from scenarios.extrapolation import extrapolation_notes
from scenarios.i18n import Message
from scenarios.plan import Allocation, Proof, Status


def report(
    problem: Problem, search: Search, found: Found, best: Settled, gap: float, clock: Clock
) -> Allocation:
    """What was found, with its proof against the wanted relative gap and its explanation."""
    priced = price(problem, search.outlines, best.split)
    appraiser = Appraiser(problem, search.outlines, search.relaxation) if search.relaxation else None
    reasons = Reasons(problem, best.split, appraiser, _lacking(problem, search, best.split, clock))
    decisions = tuple(
        decision.model_copy(update={"reason": reasons.of(problem.by_campaign[decision.campaign])})
        for decision in best.allocation.campaigns
    )
    solution = (search.model.decision, best.values) if problem.people else None
    return Allocation(
        proof=proof(best.value, found.bound, gap),
        campaigns=decisions,
        spend=best.allocation.spend,
        staff=staff_lines(problem, best.allocation, best.split.launches, solution),
        bindings=bindings(problem, priced, best.values) if priced else (),
        notes=(*_unpriced(priced), *extrapolation_notes(problem.scenario, best.allocation)),
    )


def _unpriced(priced: Priced | None) -> tuple[Message, ...]:
    return () if priced else (Message("allocation.note.unpriced"),)


def _lacking(problem: Problem, search: Search, split: Split, clock: Clock) -> Lacking:
    def lacking(candidate: Candidate, launches: Sequence[int]) -> dict[str, float]:
        if not problem.people or clock.left <= 0:
            return {}
        return lacking_hours(problem, search.model, split, candidate, launches, clock.left)

    return lacking


def proof(value: int, bound: float, wanted: float) -> Proof:
    """Status, bound and gap of a value (minor units)."""
    if bound == math.inf:
        return Proof(status=Status.FEASIBLE, value=value)
    gap = abs(bound - value) / max(abs(value), 1)
    return Proof(
        status=Status.OPTIMAL if gap <= wanted else Status.FEASIBLE, value=value, bound=bound, gap=gap
    )
