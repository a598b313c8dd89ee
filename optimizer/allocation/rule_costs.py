"""What each rule of a scenario costs: the best plan without it, beside the best plan with it.

Nothing is read off duals here: those are worth something for the next unit only, and nothing for a rule that is asked
for or not. Each rule that the plan stands at is left out of the document and the allocation is solved again, from the
plan at hand, which stays allowed. Where a search ends without proof the cost is an interval: with the rule the optimum
lies between value and bound, without it likewise.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from optimizer.allocation.allocate import allocate
from optimizer.allocation.ceilings import loose_ceiling
from optimizer.allocation.clock import Clock
from optimizer.allocation.dropping import without
from optimizer.allocation.model.assemble import Model, assemble, draw_responses
from optimizer.allocation.outline import outline_responses
from optimizer.allocation.polish import fixed_choice
from optimizer.allocation.problem import Problem, make_problem
from optimizer.allocation.program import Program, Row
from optimizer.allocation.requirements import Requirement
from optimizer.allocation.solver import Floats, maximise
from optimizer.allocation.split import Split, split_of
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.plan import Allocation, Status
from scenarios.progress import Cancelled, Progress, never, silent

SECONDS = 5.0
NEAR = 1e-3
"""Relative room that a limit may leave at the plan, which is in whole units, and still be stood at."""
UNITS = 2.0
"""Currency units, or other units of a limit, of room on top of that."""
WHOLE = 1e-6
"""Room of a limit that is whole or a yes or no."""
LEAST_SECONDS = 0.5
"""Time below which no rule is begun with."""
KEPT = frozenset({"budget", "registered", "window", "observed"})
"""Facts and the total budget: plans without them are no comparison."""


@dataclass(frozen=True, slots=True)
class RuleCost:
    """What a rule costs, minor units: ``found`` by the best plan without it, between ``least`` and ``most`` in truth.

    ``status`` says how the search without the rule ended, ``path`` where it stands in the document.
    """

    name: Message
    path: str
    found: float
    least: float
    most: float
    status: Status

    @property
    def exact(self) -> bool:
        """Whether both plans are proven to the gap that was asked for, so that the interval is as narrow as that."""
        return self.status is Status.OPTIMAL


@dataclass(frozen=True, slots=True)
class RuleCosts:
    """Costs, the dearest first; ``unknown`` are rules for which the time did not suffice."""

    costs: tuple[RuleCost, ...]
    unknown: tuple[Message, ...]


def rule_costs(
    scenario: Scenario,
    allocation: Allocation,
    *,
    seconds: float = 30.0,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> RuleCosts:
    """What the rules cost that a plan stands at.

    Args:
        scenario: a checked document.
        allocation: its allocation, with an answer.
        seconds: time for all rules together; each gets an equal part of what is left.
        progress: told the share done.
        cancelled: asked between solves.

    Raises:
        ValueError: an allocation without an answer, or today's plan, which keeps no rules.
        Cancellation: ``cancelled`` returned True.
    """
    proof = allocation.proof
    if proof.value is None or scenario.objective.strategy == "today":
        message = "rules cost something where a plan was chosen under them"
        raise ValueError(message)
    clock = Clock(seconds, progress, cancelled)
    # What many campaigns share usually costs most: it goes first, should the time not suffice for all.
    rules = sorted(_rules(scenario, allocation), key=lambda rule: rule[0].startswith("campaigns"))
    costs: list[RuleCost] = []
    unknown: list[Message] = []
    for place, (path, name) in enumerate(rules):
        clock.report(Message("allocation.progress.rule_cost", {"rule": _texts(name)}), place / len(rules))
        share = clock.left / (len(rules) - place)
        cost = _cost(scenario, allocation, path, name, share, cancelled) if share > LEAST_SECONDS else None
        if cost is None:
            unknown.append(name)
        else:
            costs.append(cost)
    clock.report(Message("allocation.progress.done"), 1.0)
    return RuleCosts(tuple(sorted(costs, key=lambda one: -one.found)), tuple(unknown))


def _texts(name: Message) -> dict[str, str]:
    return {"en": name.render("en"), "zh": name.render("zh")}


def _rules(scenario: Scenario, allocation: Allocation) -> Iterator[tuple[str, Message]]:
    """Path and name of every rule that the plan stands at; one that is asked of several cells once."""
    problem = make_problem(scenario, people=False)
    named = {one.where: one.name for one in reversed(stood_at(problem, split_of(problem, allocation)))}
    yield from reversed(named.items())


def _cost(
    scenario: Scenario,
    allocation: Allocation,
    path: str,
    name: Message,
    seconds: float,
    cancelled: Cancelled,
) -> RuleCost | None:
    settings = scenario.settings.solver.model_copy(update={"allocation_seconds": seconds})
    freed = allocate(without(scenario, [path]), settings=settings, start=allocation, cancelled=cancelled)
    value, bound = allocation.proof.value or 0.0, allocation.proof.bound
    if freed.proof.value is None or freed.proof.bound is None or bound is None:
        return None
    # Whatever keeps the rule is allowed without it.
    found = max(freed.proof.value, value)
    proven = {freed.proof.status, allocation.proof.status} == {Status.OPTIMAL}
    return RuleCost(
        name=name,
        path=path,
        found=found - value,
        least=max(0.0, found - bound),
        most=max(freed.proof.bound, found) - value,
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
    )


def stood_at(problem: Problem, split: Split) -> list[Requirement]:
    """The requirements on money and choice whose limits a split stands at, in the order of the document's program."""
    loose = loose_ceiling(problem)
    outlines = outline_responses(problem, lambda _cell, _launch: loose)
    model = assemble(problem, outlines, lambda _cell, _launch: loose)
    values = _values(problem, Model(draw_responses(model, outlines).program, model.decision), split)
    if values is None:
        return []
    asked = (row.requirement for row in model.program.rows if _is_at_limit(row, values))
    return list(dict.fromkeys(one for one in asked if one is not None))


def _values(problem: Problem, model: Model, split: Split) -> Floats | None:
    """Values of all variables at a split: revenue as it is, and what only counts something as small as it can be."""
    known = dict.fromkeys(model.decision.spend.values(), 0.0)
    for cell in problem.cells:
        launch = split.launch_of(cell)
        if launch is not None:
            known[model.decision.spend[cell.index, launch]] = split.spend[cell.index]
    revenue = set(model.decision.revenue.values())
    fixed = fixed_choice(problem, model, split).fixed(known)
    columns = [
        replace(column, objective=1.0 if number in revenue else -1.0)
        for number, column in enumerate(fixed.columns)
    ]
    answer = maximise(Program(columns, fixed.rows, 0.0), SECONDS)
    return answer.values if answer.found else None


def _is_at_limit(row: Row, values: Floats) -> bool:
    """Whether a row of a rule leaves no room, and is about anything that the plan does."""
    asked = row.requirement
    if asked is None or asked.code in KEPT or asked.measure == "hours" or row.unit == {}:
        return False
    parts = [share * values[variable] for variable, share in row.terms.items()]
    size = float(np.abs(parts).max(initial=0.0))
    if size == 0:
        return False
    room = min(abs(sum(parts) - bound) for bound in (row.lower, row.upper) if np.isfinite(bound))
    whole = asked.measure in {"none", "count"}
    return bool(room <= (WHOLE if whole and asked.code != "required" else NEAR * size + UNITS))
