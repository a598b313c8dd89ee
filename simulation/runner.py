"""Many replications, anywhere and in any engine, with the same result."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from contextlib import closing
from functools import partial
from typing import Literal, TypeAlias

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.outcome import Outcome
from scenarios.plan import Plan
from simulation.batch import Batch, joined
from simulation.blueprint import Blueprint, build_blueprint
from simulation.engines import Engine, Wanted, resolve, run_batch
from simulation.experiments.checkpoints import Checkpoints, run_chunks, run_key
from simulation.experiments.chunks import Chunk, chunk_plan
from simulation.experiments.errors import ExperimentError
from simulation.experiments.places import HERE, Place, Progress
from simulation.outcomes import outcome_of
from simulation.replication import Replication, run_replication
from simulation.stopping import Precision, looks, terms

Chunks: TypeAlias = Generator[tuple[Chunk, Batch], None, None]

MOST_BYTES = 2 * 10**9
"""Samples that a simulation may keep. More replications are summed up as they come (`simulate_streaming`)."""


def simulate(
    scenario: Scenario,
    plan: Plan,
    *,
    settings: SimulationSettings | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
    engine: Wanted | None = None,
    precision: Precision | None = None,
    place: Place = HERE,
) -> Outcome:
    """Run a plan through the team many times, and keep every sample.

    Args:
        scenario: a checked scenario.
        plan: what to run; its schedule is needed where dispatch goes by plan.
        settings: the scenario's own where left out.
        progress: told after each chunk of replications.
        workers: threads or processes; the settings' number where left out. It never changes the result.
        engine: the settings' where left out. Both give the same samples to the last bit.
        precision: ends the run early; by default the settings' precision of the mean net value.
        place: where to run and to store what is done.

    Raises:
        SimulationError: the plan has no or another schedule, some work can never be done, or the experiment cannot
            be run as asked.
    """
    settings = settings or scenario.settings.simulation
    chosen = resolve(engine or settings.engine)
    blueprint = build_blueprint(scenario, plan, settings)
    chosen = "simpy" if blueprint.is_under_way else chosen
    check_room(blueprint, settings)
    wanted = precision or _precision(settings)
    checkpoints = None
    if place.checkpoint is not None:
        checkpoints = Checkpoints(place.checkpoint / run_key(scenario, plan, settings)[:16], Batch)
    running = run_chunks(
        partial(replications, blueprint, chosen),
        chunk_plan(settings.replications),
        place.executor(chosen, settings.workers if workers is None else workers),
        checkpoints,
    )
    with closing(running):
        batches, stopped_by = _collect(running, blueprint, settings, wanted, progress)
    return outcome_of(scenario, blueprint, settings, chosen, joined(batches), stopped_by)


def replicate(
    scenario: Scenario, plan: Plan, number: int = 0, *, settings: SimulationSettings | None = None
) -> Replication:
    """Replication ``number`` of `simulate`, with its event log.

    Raises:
        SimulationError: as for `simulate`.
    """
    settings = settings or scenario.settings.simulation
    return run_replication(build_blueprint(scenario, plan, settings), number, logged=True)


def replications(blueprint: Blueprint, engine: Engine, chunk: Chunk) -> Batch:
    """The replications of a chunk."""
    return run_batch(blueprint, chunk.first, chunk.count, engine=engine)


def check_room(blueprint: Blueprint, settings: SimulationSettings) -> None:
    """Refuse to keep more samples than fit.

    Raises:
        ExperimentError: they would take more than `MOST_BYTES`.
    """
    needed = settings.replications * _row_bytes(blueprint)
    if needed > MOST_BYTES:
        values = {
            "replications": settings.replications,
            "gigabytes": round(needed / 10**9, 1),
            "most": MOST_BYTES // _row_bytes(blueprint),
        }
        raise ExperimentError(Message("experiments.error.too_many_samples", values))


def _row_bytes(blueprint: Blueprint) -> int:
    """Bytes that the samples of one replication take: 14 integers a campaign, three a person and so on."""
    campaigns, people = len(blueprint.ledger.campaigns), len(blueprint.workload.people)
    return 8 * (14 * campaigns + 3 * people + len(blueprint.workload.skills) + 16)


def _precision(settings: SimulationSettings) -> Precision | None:
    return None if settings.precision is None else Precision(settings.precision, relative=True)


def _collect(
    running: Chunks,
    blueprint: Blueprint,
    settings: SimulationSettings,
    wanted: Precision | None,
    progress: Progress | None,
) -> tuple[list[Batch], Literal["count", "precision"]]:
    """Chunk after chunk, until there are enough."""
    targets = np.array(blueprint.ledger.targets, dtype=np.int64)
    ahead = looks(settings.replications) if wanted else iter(())
    look = next(ahead, None)
    batches = []
    samples = []
    for chunk, batch in running:
        batches.append(batch)
        if progress:
            progress(chunk.end, settings.replications)
        if wanted is None:
            continue
        samples.append(terms(wanted.measure, batch, targets))
        if look is not None and chunk.end >= look:
            look = _next_after(ahead, chunk.end)
            if wanted.reached(np.concatenate(samples), settings.confidence):
                return batches, "precision"
    return batches, "count"


def _next_after(ahead: Iterator[int], done: int) -> int | None:
    return next((look for look in ahead if look > done), None)
