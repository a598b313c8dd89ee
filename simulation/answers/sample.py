"""Replications of a case and what its campaigns are measured against: the common ground of all answers."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY, Horizon
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.outcome import NEVER
from scenarios.plan import Plan
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from scenarios.worktime import OVERRUN_DAYS, OVERRUN_FACTOR
from simulation.answers.plans import fitted
from simulation.batch import Batch, joined
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import resolve
from simulation.errors import ScheduleMismatch, SimulationError
from simulation.experiments.checkpoints import run_chunks
from simulation.experiments.chunks import chunk_plan
from simulation.experiments.places import HERE
from simulation.runner import replications

Floats = NDArray[np.float64]


class NothingRuns(SimulationError):
    """The plan runs no campaign: there is nothing to ask about."""


@dataclass(frozen=True, slots=True)
class Case:
    """What is simulated: a document, a plan for it, how, and the skills that are to be without limit (rule 33)."""

    scenario: Scenario
    plan: Plan
    settings: SimulationSettings
    unlimited: frozenset[str] = frozenset()

    @classmethod
    def of(cls, scenario: Scenario, plan: Plan, settings: SimulationSettings | None = None) -> Case:
        """A case by the scenario's own settings unless others are given."""
        return cls(scenario, plan, settings or scenario.settings.simulation)

    def on(self, scenario: Scenario) -> Case:
        """The same plan and settings in another document."""
        return replace(self, scenario=scenario)

    def by_due_date(self) -> Case:
        """The case with people given to steps by target date where they go by plan: people who are in no plan
        get work only so.
        """
        if self.settings.dispatch != "plan":
            return self
        return replace(self, settings=self.settings.model_copy(update={"dispatch": "due_date"}))

    def blueprint(self) -> Blueprint:
        """The case compiled; a schedule that plans people for what takes no time any more is fitted first.

        Raises:
            SimulationError: as for `simulation.simulate`.
        """
        try:
            return self._built(self.plan)
        except ScheduleMismatch:
            return self._built(fitted(self.scenario, self.plan))

    def _built(self, plan: Plan) -> Blueprint:
        return build_blueprint(self.scenario, plan, self.settings, unlimited=self.unlimited)


@dataclass(frozen=True, eq=False)
class Sample:
    """R replications of C campaigns. Times in minutes; a launch that never came counts as one at ``latest``, when the
    calendars end, so that integer sums over campaigns stay defined.
    """

    blueprint: Blueprint
    batch: Batch
    campaigns: tuple[str, ...]
    people: tuple[str, ...]
    release: Ints
    """(C,)"""
    target: Ints
    """(C,)"""
    normal: NDArray[np.bool_]
    """(C,) whether a campaign goes with the normal lane."""
    latest: int
    confidence: float

    @cached_property
    def launch(self) -> Ints:
        """(R, C)"""
        return np.asarray(np.where(self.batch.launch == NEVER, self.latest, self.batch.launch))

    @cached_property
    def elapsed(self) -> Ints:
        """(R, C) minutes from release to launch."""
        return np.asarray(self.launch - self.release)

    @cached_property
    def late(self) -> Ints:
        """(R, C) minutes after the target, 0 if on time."""
        return np.asarray(np.maximum(self.launch - self.target, 0))

    @cached_property
    def on_time(self) -> Floats:
        """(R,) share of campaigns that were launched by their targets."""
        return np.asarray((self.launch <= self.target).mean(axis=1))

    @property
    def earned(self) -> Ints:
        """(R,) net value before staff cost, whether the document counts that or not."""
        net, staff = self.batch.net_value, self.batch.staff_cost
        return np.asarray(net + staff) if self.blueprint.ledger.staff_counts else net

    @property
    def never(self) -> int:
        """How many launches never came, over all replications."""
        return int((self.batch.launch == NEVER).sum())

    def only(self, campaign: str | None) -> Sample:
        """The sample with what is by campaign restricted to one of them (`launch`, `late` and the like).

        Raises:
            NothingRuns: the campaign does not run.
        """
        if campaign is None:
            return self
        if campaign not in self.campaigns:
            raise NothingRuns(Message("answers.error.not_running", {"campaign": campaign}))
        own = [self.campaigns.index(campaign)]
        return replace(
            self,
            batch=replace(self.batch, launch=self.batch.launch[:, own]),
            campaigns=(campaign,),
            release=self.release[own],
            target=self.target[own],
            normal=self.normal[own],
        )


def calendar_end(horizon: Horizon) -> int:
    """The minute at which every calendar ends."""
    return ((horizon.end - horizon.start).days * OVERRUN_FACTOR + OVERRUN_DAYS) * MINUTES_PER_DAY


def sample(
    case: Case, *, progress: Progress = silent, cancelled: Cancelled = never, label: Message | None = None
) -> Sample:
    """Replications 0 to ``settings.replications`` - 1 of a case. Cases with one seed share their draws.

    All are run, whatever ``settings.precision``: what is compared needs as many on either side.

    Raises:
        NothingRuns: the plan runs no campaign.
        SimulationError: as for `simulation.simulate`.
        Cancellation: ``cancelled`` returned True.
    """
    blueprint = case.blueprint()
    settings = case.settings
    jobs = blueprint.workload.jobs[: len(blueprint.ledger.campaigns)]
    if not jobs:
        raise NothingRuns(Message("answers.error.nothing_runs"))
    return Sample(
        blueprint=blueprint,
        batch=joined(_batches(blueprint, settings, progress, cancelled, label)),
        campaigns=tuple(job.campaign for job in jobs),
        people=tuple(worker.id for worker in blueprint.workload.people),
        release=np.array([job.release for job in jobs], dtype=np.int64),
        target=np.array([job.target for job in jobs], dtype=np.int64),
        normal=np.array([not job.express for job in jobs], dtype=np.bool_),
        latest=calendar_end(case.scenario.horizon),
        confidence=settings.confidence,
    )


def _batches(
    blueprint: Blueprint,
    settings: SimulationSettings,
    progress: Progress,
    cancelled: Cancelled,
    label: Message | None,
) -> Iterator[Batch]:
    """All replications in order, on as many workers as the settings say: their number changes nothing."""
    engine, count = resolve(settings.engine), settings.replications
    place = HERE.executor(engine, settings.workers)
    with closing(run_chunks(partial(replications, blueprint, engine), chunk_plan(count), place)) as running:
        for chunk, batch in running:
            if cancelled():
                raise Cancellation
            progress(
                chunk.end / count, label or Message("answers.progress", {"done": chunk.end, "most": count})
            )
            yield batch
