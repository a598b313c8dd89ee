"""What all replications of a simulation share: everything that does not depend on chance, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.network import Job, Workload, compile_workload
from scenarios.plan import Plan
from scenarios.valuation import Valuation
from simulation.absence import AbsenceRisk
from simulation.changes import ChangeRisk
from simulation.checks import check_workload
from simulation.errors import ScheduleMissing
from simulation.ledger import Ledger
from simulation.planned import PlannedStep, PlannedWork, planned_work
from simulation.presence import Presence
from simulation.processes import ProcessBlueprint, ProcessCompiler, variate_sampler
from simulation.step_draws import DrawPlan, draw_plan
from simulation.urgent import UrgentStream

Dispatch = Literal["plan", "due_date"]


@dataclass(frozen=True, slots=True)
class JobBlueprint:
    """A planned job and what is planned for it (nothing when dispatch goes by due date)."""

    job: Job
    process: ProcessBlueprint
    order: int
    """Rank among the jobs of its class: planned admission, or target."""
    planned: tuple[PlannedStep, ...] | None


@dataclass(frozen=True, slots=True)
class Blueprint:
    """Everything that a replication needs beside its number."""

    seed: int
    window: tuple[int, int]
    """What is observed: from the status date (or the horizon's start) to the horizon's end, minutes."""
    workload: Workload
    planned: PlannedWork | None
    jobs: tuple[JobBlueprint, ...]
    draws: DrawPlan
    presence: Presence
    absence: AbsenceRisk
    cover: bool
    changes: ChangeRisk
    urgent: UrgentStream | None
    ledger: Ledger


def build_blueprint(scenario: Scenario, plan: Plan, settings: SimulationSettings) -> Blueprint:
    """Compile what is to be simulated.

    Raises:
        ScheduleMissing: dispatch goes by plan, and the plan has no schedule.
        ScheduleMismatch: the schedule belongs to another scenario or allocation.
        ImpossibleWork: no run could finish.
    """
    valuation = Valuation(scenario)
    workload = compile_workload(scenario, valuation.targets(plan.allocation))
    planned = _planned(workload, plan) if settings.dispatch == "plan" else None
    presence = Presence([worker.timeline for worker in workload.people])
    check_workload(workload, presence, planned)
    risks, horizon = scenario.risks, scenario.horizon
    varying = risks.varying_durations
    compiler = ProcessCompiler(workload, risks)
    jobs = tuple(_job(job, compiler, planned) for job in workload.jobs)
    processes = [job.process for job in jobs]
    variates = [variate for process in processes for variate in process.variates]
    window = (horizon.minute(scenario.status_date or horizon.start), horizon.minute(horizon.end))
    return Blueprint(
        seed=settings.seed,
        window=window,
        workload=workload,
        planned=planned,
        jobs=jobs,
        draws=draw_plan([job.job.id for job in jobs], processes, variate_sampler(variates, varying=varying)),
        presence=presence,
        absence=AbsenceRisk(risks.absence, workload.people),
        cover=risks.absence.cover,
        changes=ChangeRisk(risks.change_requests, workload.jobs, varying=varying),
        urgent=UrgentStream(compiler.compile(workload.urgent), risks.urgent.per_week, window)
        if workload.urgent
        else None,
        ledger=Ledger(scenario, plan.allocation, valuation),
    )


def _planned(workload: Workload, plan: Plan) -> PlannedWork:
    if plan.schedule is None:
        raise ScheduleMissing(Message("simulation.error.no_schedule"))
    return planned_work(workload, plan.schedule)


def _job(job: Job, compiler: ProcessCompiler, planned: PlannedWork | None) -> JobBlueprint:
    return JobBlueprint(
        job=job,
        process=compiler.compile(job.process),
        order=planned.admissions[job.index] if planned else job.target,
        planned=planned.steps[job.index] if planned else None,
    )
