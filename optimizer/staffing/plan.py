"""The door of the package: from a scenario to a team, with the money and the campaigns that it makes possible."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from optimizer.allocation import allocate
from optimizer.allocation.clock import Clock
from optimizer.allocation.staffing import staff_lines
from optimizer.staffing.decision import Step, staffed_scenario, steps
from optimizer.staffing.gaps import Gap, demand_of, skill_gaps
from optimizer.staffing.problem import Staffing, make_staffing
from optimizer.staffing.search import StaffedPlan, StaffSearch
from optimizer.staffing.worth import HourWorth, hour_worths
from scenarios.document import Scenario, SolverSettings
from scenarios.plan import Allocation, Proof, Status
from scenarios.progress import Cancelled, Progress, never, part, silent

BEFORE_SHARE = 0.4
"""Share of the progress bar that the plan for the team as it is takes."""


@dataclass(frozen=True, slots=True, eq=False)
class StaffingAnswer:
    """What to do about the team, and what that is worth.

    ``proof`` is that of the whole decision, net of what the team costs (minor units); ``before`` the allocation for the
    team as it is; ``scenario`` the document with the people whom the steps bring, for which ``allocation`` is a plan.
    """

    source: Scenario
    scenario: Scenario
    proof: Proof
    allocation: Allocation
    before: Allocation
    steps: tuple[Step, ...] = ()
    gaps: tuple[Gap, ...] = ()
    worths: tuple[HourWorth, ...] = ()
    units: tuple[float, ...] = ()
    staffing: Staffing | None = field(default=None, repr=False)

    @property
    def feasible(self) -> bool:
        """Whether there is a plan."""
        return self.proof.value is not None

    @property
    def cost(self) -> int:
        """What the steps cost, minor units."""
        return sum(step.cost for step in self.steps)

    @property
    def added(self) -> tuple[str, ...]:
        """Campaigns that run with these people and not without them."""
        return tuple(sorted(set(self.allocation.running) - set(self.before.running)))

    @property
    def dropped(self) -> tuple[str, ...]:
        """Campaigns that run without these people and not with them."""
        return tuple(sorted(set(self.before.running) - set(self.allocation.running)))


def plan_staff(
    scenario: Scenario,
    *,
    settings: SolverSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> StaffingAnswer:
    """The best team, campaigns, launches and spends together, beside the best for the team as it is.

    Each of the two decisions gets the time limit of the settings. Hours of people count whatever the scenario's
    strategy. A scenario that offers nothing keeps its team and its allocation.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    limits = settings or scenario.settings.solver
    counted = with_people_counted(scenario)
    before = allocate(counted, settings=limits, progress=part(progress, 0, BEFORE_SHARE), cancelled=cancelled)
    if not scenario.staffing.offered:
        return StaffingAnswer(scenario, scenario, before.proof, before, before)
    clock = Clock(limits.allocation_seconds, part(progress, BEFORE_SHARE, 1), cancelled)
    staffing = make_staffing(counted)
    search = StaffSearch(staffing, limits.relative_gap, clock)
    found = search.run()
    if found.best is None:
        status = Status.INFEASIBLE if found.infeasible else Status.UNKNOWN
        return StaffingAnswer(
            scenario, scenario, Proof(status=status), Allocation(proof=Proof(status=status)), before
        )
    return _better_of(_answer(scenario, search, found.best, found.bound, limits.relative_gap, before), before)


def with_people_counted(scenario: Scenario) -> Scenario:
    """The scenario under the strategy that knows hours."""
    objective = scenario.objective.model_copy(update={"strategy": "money_and_people"})
    return scenario.model_copy(update={"objective": objective})


def _answer(
    scenario: Scenario, search: StaffSearch, best: StaffedPlan, bound: float, gap: float, before: Allocation
) -> StaffingAnswer:
    staffing, settled = search.staffing, best.settled
    decision = search.staffed.model.decision
    proof = proven(best.value, bound, gap)
    lines = staff_lines(
        search.problem, settled.allocation, settled.split.launches, (decision, settled.values)
    )
    demand = demand_of(settled.values, decision.supply, search.staffed.model.program)
    return StaffingAnswer(
        source=scenario,
        scenario=staffed_scenario(staffing, best.units),
        proof=proof,
        allocation=settled.allocation.model_copy(update={"proof": proof, "staff": lines}),
        before=before,
        steps=steps(staffing, best.units),
        gaps=skill_gaps(staffing, demand),
        worths=hour_worths(staffing, search.staffed, search.outlines, settled.split, best.units),
        units=best.units,
        staffing=staffing,
    )


def _better_of(answer: StaffingAnswer, before: Allocation) -> StaffingAnswer:
    """The answer, or the team as it is where the search found nothing better in its time."""
    value, known = answer.proof.value, before.proof.value
    if value is None or known is None or value >= known:
        return answer
    bound = answer.proof.bound
    gap = None if bound is None else abs(bound - known) / max(abs(known), 1)
    proof = before.proof.model_copy(update={"status": Status.FEASIBLE, "bound": bound, "gap": gap})
    return StaffingAnswer(
        answer.source,
        answer.source,
        proof,
        before,
        before,
        (),
        answer.gaps,
        answer.worths,
        tuple(0.0 for _ in answer.units),
        answer.staffing,
    )


def proven(value: int, bound: float, wanted: float) -> Proof:
    """Status, bound and gap of a value (minor units) that is to be as high as possible."""
    if math.isinf(bound):
        return Proof(status=Status.FEASIBLE, value=value)
    limit = max(bound, value)
    gap = (limit - value) / max(abs(value), 1)
    status = Status.OPTIMAL if gap <= wanted else Status.FEASIBLE
    return Proof(status=status, value=value, bound=limit, gap=gap)
