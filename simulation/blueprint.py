"""What all replications of a simulation share: everything that does not depend on chance, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.organisation import Escalation
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.network import Job, Workload, compile_workload
from scenarios.plan import Plan
from scenarios.valuation import Valuation
from simulation.absence import AbsenceRisk
from simulation.begun import Begun, begun_work
from simulation.changes import ChangeRisk
from simulation.checks import check_workload
from simulation.errors import ScheduleMissing
from simulation.ledger import Ledger
from simulation.planned import PlannedStep, PlannedWork, planned_work
from simulation.presence import Presence
from simulation.processes import NONE, ProcessBlueprint, ProcessCompiler, variate_sampler
from simulation.shocks import Shocks
from simulation.step_draws import DrawPlan, draw_plan
from simulation.streams import StreamBlueprint, stream_blueprint


@dataclass(frozen=True, slots=True)
class JobBlueprint:
    """A planned job and what is planned for it (nothing when dispatch goes by due date)."""

    job: Job
    process: ProcessBlueprint
    planned: tuple[PlannedStep, ...] | None
    escalates: int | None
    """When it goes with the express lane unless it has launched by then (rule 30)."""
    begun: Begun | None = None
    """What of it is given, if the plan was made while work was under way."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything that a replication needs beside its number."""

    seed: int
    window: tuple[int, int]
    """What is observed: from the status date (or the horizon's start) to the horizon's end, minutes."""
    workload: Workload
    planned: PlannedWork | None
    jobs: tuple[JobBlueprint, ...]
    dependents: tuple[tuple[int, ...], ...]
    """By job, those that must wait for its launch, by index."""
    draws: DrawPlan
    presence: Presence
    absence: AbsenceRisk
    cover: bool
    changes: ChangeRisk
    streams: tuple[StreamBlueprint, ...]
    """Open work: urgent requests first, if there are any."""
    columns: tuple[int, ...]
    """Place in `streams` of each stream of the document; `NONE` where nothing ever arrives."""
    limits: tuple[int, ...]
    """Most steps of each group that are worked on at once (rule 26)."""
    ledger: Ledger
    dispatch: Literal["plan", "due_date", "weighted", "critical_ratio", "first_come"]
    people_choice: Literal["least_versatile", "fastest", "least_loaded"]
    preempts: bool
    """Whether urgent steps may take people away from others (rule 28)."""
    approval_factor: float
    """What sign-offs take longer once their job is escalated (rule 30)."""

    @property
    def is_under_way(self) -> bool:
        """Whether some work was under way when the plan was made."""
        return any(job.begun is not None for job in self.jobs)

    @property
    def urgent(self) -> StreamBlueprint | None:
        """The urgent requests."""
        return next((stream for stream in self.streams if stream.urgent), None)


def build_blueprint(
    scenario: Scenario,
    plan: Plan,
    settings: SimulationSettings,
    *,
    unlimited: frozenset[str] = frozenset(),
) -> Blueprint:
    """Compile what is to be simulated.

    Args:
        scenario: a checked scenario.
        plan: what runs; its schedule is needed where dispatch goes by plan.
        settings: seed and rules of dispatch.
        unlimited: skills of which there is no limit (rule 33).

    Raises:
        ScheduleMissing: dispatch goes by plan, and the plan has no schedule.
        ScheduleMismatch: the schedule belongs to another scenario or allocation.
        ImpossibleWork: no run could finish.
    """
    valuation = Valuation(scenario)
    workload = compile_workload(scenario, valuation.targets(plan.allocation))
    begun: tuple[Begun, ...] | None = None
    if plan.schedule is not None and plan.schedule.standing is not None:
        workload, begun = begun_work(workload, plan.schedule)
    planned = _planned(workload, plan) if settings.dispatch == "plan" else None
    presence = Presence([worker.timeline for worker in workload.people])
    check_workload(workload, presence, planned, unlimited)
    risks, horizon = scenario.risks, scenario.horizon
    varying = risks.varying_durations
    shocks = Shocks(risks.shocks, horizon)
    compiler = ProcessCompiler(
        workload, risks, shocks, unlimited, fastest=settings.people_choice == "fastest"
    )
    escalation = scenario.organisation.escalation
    jobs = tuple(
        _job(job, compiler, planned, escalation, begun[job.index] if begun else None) for job in workload.jobs
    )
    processes = [job.process for job in jobs]
    variates = [variate for process in processes for variate in process.variates]
    window = (horizon.minute(scenario.status_date or horizon.start), horizon.minute(horizon.end))
    streams = tuple(
        stream_blueprint(work, compiler.compile(work.process), shocks.surge(work.days))
        for work in workload.streams
    )
    return Blueprint(
        seed=settings.seed,
        window=window,
        workload=workload,
        planned=planned,
        jobs=jobs,
        dependents=_dependents(workload),
        draws=draw_plan([job.job.id for job in jobs], processes, variate_sampler(variates, varying=varying)),
        presence=presence,
        absence=AbsenceRisk(risks.absence, workload.people, shocks.absence(workload.people)),
        cover=risks.absence.cover,
        changes=ChangeRisk(risks.change_requests, workload.jobs, workload.shared, varying=varying),
        streams=streams,
        columns=_columns(scenario, workload),
        limits=compiler.limits,
        ledger=Ledger(scenario, plan.allocation, valuation),
        dispatch=settings.dispatch,
        people_choice=settings.people_choice,
        preempts=risks.urgent.preempts,
        approval_factor=escalation.approval_factor if escalation else 1.0,
    )


def _columns(scenario: Scenario, workload: Workload) -> tuple[int, ...]:
    places = {work.id: place for place, work in enumerate(workload.streams)}
    return tuple(places.get(stream.id, NONE) for stream in scenario.streams)


def _dependents(workload: Workload) -> tuple[tuple[int, ...], ...]:
    dependents: list[list[int]] = [[] for _ in workload.jobs]
    for job in workload.jobs:
        for other in job.prerequisites:
            dependents[other].append(job.index)
    return tuple(map(tuple, dependents))


def _planned(workload: Workload, plan: Plan) -> PlannedWork:
    if plan.schedule is None:
        raise ScheduleMissing(Message("simulation.error.no_schedule"))
    return planned_work(workload, plan.schedule)


def _job(
    job: Job,
    compiler: ProcessCompiler,
    planned: PlannedWork | None,
    escalation: Escalation | None,
    begun: Begun | None,
) -> JobBlueprint:
    return JobBlueprint(
        job=job,
        process=compiler.compile(job.process),
        planned=planned.steps[job.index] if planned else None,
        escalates=_escalates(job, escalation) if escalation else None,
        begun=begun,
    )


def _escalates(job: Job, escalation: Escalation) -> int | None:
    if job.kind != "preparation":
        return None
    return max(job.release, job.target - round(escalation.days_before * MINUTES_PER_DAY))
