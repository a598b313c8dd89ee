"""The one place where both engines meet: scenario -> plan -> outcome.

Everything that the command line and the app show can be had from here in a notebook::

    from pipeline import run
    from scenarios.reading import read_scenario

    record = run(read_scenario("examples/brand_money_and_people.yaml"))
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version

from optimizer import allocate
from optimizer.schedule import Unschedulable, make_schedule
from optimizer.verify import Violation, verify
from optimizer.verify.broken import broken_requirements
from scenarios.document import Scenario
from scenarios.errors import UserError
from scenarios.explanation import Explanation
from scenarios.explanation import explain as explain_plan
from scenarios.i18n import Message
from scenarios.network import compile_workload
from scenarios.outcome import Outcome
from scenarios.plan import Allocation, Plan, Proof, Provenance, Schedule, Status
from scenarios.progress import Cancellation, Cancelled, Progress, never, part, silent
from scenarios.record import Record
from scenarios.valuation import Valuation
from simulation import HERE, Place, SimulationError
from simulation import simulate as simulate_plan
from simulation.engines import compiles_first

__all__ = ["VerificationError", "as_today", "explain", "plan", "provenance", "run", "simulate"]

ENGINES = ("mems", "ortools", "scipy", "numpy", "simpy")
ALLOCATION_SHARE = 0.6
"""Share of a plan's progress bar that the allocation takes; the schedule has the rest."""


class VerificationError(Exception):
    """A plan that the independent check refuses. It is a fault of the product, and the plan is not shown."""

    def __init__(self, violations: Iterable[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__("\n".join(violation.message.render("en") for violation in self.violations))


def plan(scenario: Scenario, *, progress: Progress = silent, cancelled: Cancelled = never) -> Plan:
    """Allocate money and people, then schedule every step on named people, and verify both.

    An infeasible scenario gives a plan whose allocation says so and names the conflicting requirements.

    Raises:
        VerificationError: the answer does not hold when it is recomputed from the document.
        Cancellation: ``cancelled`` returned True.
    """
    allocation = allocate(scenario, progress=part(progress, 0, ALLOCATION_SHARE), cancelled=cancelled)
    if allocation.proof.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        return Plan(provenance=provenance(scenario), allocation=allocation)
    try:
        answer = _schedule(scenario, allocation, part(progress, ALLOCATION_SHARE, 1), cancelled)
    except Unschedulable as error:
        return Plan(provenance=provenance(scenario), allocation=_impossible(error))
    violations = verify(scenario, answer)
    if violations:
        raise VerificationError(violations)
    progress(1.0, Message("pipeline.verified"))
    return answer


def _impossible(error: Unschedulable) -> Allocation:
    """Work that nobody can ever do makes the scenario infeasible, whatever the money says."""
    return Allocation(proof=Proof(status=Status.INFEASIBLE), conflicts=error.conflicts)


def _schedule(scenario: Scenario, allocation: Allocation, progress: Progress, cancelled: Cancelled) -> Plan:
    valuation = Valuation(scenario)
    workload = compile_workload(scenario, valuation.targets(allocation))
    schedule: Schedule = make_schedule(scenario, workload, progress=progress, cancelled=cancelled)
    return Plan(
        provenance=provenance(scenario),
        allocation=allocation,
        schedule=schedule,
        projected=valuation.statement(allocation, schedule.launches, schedule.people_minutes),
    )


def simulate(
    scenario: Scenario,
    plan: Plan,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
    place: Place = HERE,
) -> Outcome:
    """Run a plan through the real team, as often as the scenario's settings say.

    ``place`` is where the replications run and where finished ones are stored; it never changes the result.

    Raises:
        ValueError: the plan was made from another document.
        UserError: the plan cannot be simulated as asked; the message says why.
        Cancellation: ``cancelled`` returned True.
    """
    if plan.provenance.content_hash != scenario.content_hash():
        message = f"the plan of {plan.provenance.scenario!r} was made from another version of the document"
        raise ValueError(message)

    def report(done: int, most: int) -> None:
        if cancelled():
            raise Cancellation
        progress(done / most, Message("pipeline.simulated", {"done": done, "most": most}))

    if compiles_first(scenario.settings.simulation.engine):
        progress(0.0, Message("pipeline.compiling"))
    try:
        return simulate_plan(scenario, plan, progress=report, place=place)
    except SimulationError as error:
        raise UserError(error.message) from error


def run(scenario: Scenario, *, progress: Progress = silent, cancelled: Cancelled = never) -> Record:
    """Plan, then simulate the plan. Without a feasible plan there is no outcome."""
    answer = plan(scenario, progress=part(progress, 0, 0.5), cancelled=cancelled)
    if answer.schedule is None:
        return Record(scenario=scenario, plan=answer)
    outcome = simulate(scenario, answer, progress=part(progress, 0.5, 1), cancelled=cancelled)
    return Record(scenario=scenario, plan=answer, outcome=outcome)


def as_today(scenario: Scenario) -> Scenario:
    """The same document with the strategy that evaluates today's campaigns, dates and spend as they are."""
    objective = scenario.objective.model_copy(update={"strategy": "today"})
    return scenario.model_copy(update={"objective": objective})


def explain(record: Record, base: Scenario | None = None) -> Explanation:
    """Why the plan of a record is as it is, cell by cell and against today; what it breaks, if it was given by hand.

    ``base`` is the document whose plan of today it is compared with; the record's own by default.
    """
    scenario, allocation = record.scenario, record.plan.allocation
    given = allocation.proof.status is Status.AS_GIVEN
    broken = broken_requirements(scenario, allocation) if given else ()
    return explain_plan(base or scenario, record.plan, tuple(violation.message for violation in broken))


def provenance(scenario: Scenario) -> Provenance:
    """What a result of ``scenario`` is made from."""
    return Provenance(
        scenario=scenario.id,
        content_hash=scenario.content_hash(),
        seed=scenario.settings.simulation.seed,
        versions={name: _version(name) for name in ENGINES},
    )


def _version(distribution: str) -> str:
    try:
        return version(distribution)
    except PackageNotFoundError:
        return "source"
