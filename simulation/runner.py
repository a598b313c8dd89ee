"""Many replications, in as many processes as wanted, with the same result for any number of them."""

from __future__ import annotations

import platform
from collections.abc import Callable, Generator
from contextlib import closing
from dataclasses import fields
from importlib.metadata import version
from itertools import chain
from typing import Literal, TypeAlias

from joblib import Parallel, delayed

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.outcome import NEVER, Outcome
from scenarios.plan import Plan, Provenance
from simulation.blueprint import Blueprint, build_blueprint
from simulation.replication import Replication, run_replication
from simulation.stopping import is_precise

Progress: TypeAlias = Callable[[int, int], None]
"""``progress(done, most)``, called in the caller's process; an exception from it ends the simulation."""

BATCH = 20
"""Replications between two looks at the precision."""
CHUNK = 10
"""Replications that a worker process does at a time."""
ROUND = 2
"""Chunks for each worker between two moments at which the run can be ended."""


def simulate(
    scenario: Scenario,
    plan: Plan,
    *,
    settings: SimulationSettings | None = None,
    progress: Progress | None = None,
    workers: int | None = None,
) -> Outcome:
    """Run a plan through the team many times.

    Args:
        scenario: a checked scenario.
        plan: what to run; its schedule is needed where dispatch goes by plan.
        settings: the scenario's own where left out.
        progress: told after each replication.
        workers: processes; the settings' number where left out. It never changes the result.

    Raises:
        SimulationError: the plan has no or another schedule, or some work can never be done.
    """
    settings = settings or scenario.settings.simulation
    blueprint = build_blueprint(scenario, plan, settings)
    results: list[Replication] = []
    stopped_by: Literal["count", "precision"] = "count"
    workers = settings.workers if workers is None else workers
    with closing(_replications(blueprint, settings.replications, workers)) as running:
        for result in running:
            results.append(result)
            if progress:
                progress(len(results), settings.replications)
            if len(results) % BATCH == 0 and _is_enough(results, settings):
                stopped_by = "precision"
                break
    return _outcome(scenario, blueprint, settings, results, stopped_by)


def replicate(
    scenario: Scenario, plan: Plan, number: int = 0, *, settings: SimulationSettings | None = None
) -> Replication:
    """Replication ``number`` of `simulate`, with its event log.

    Raises:
        SimulationError: as for `simulate`.
    """
    settings = settings or scenario.settings.simulation
    return run_replication(build_blueprint(scenario, plan, settings), number, logged=True)


def _replications(blueprint: Blueprint, count: int, workers: int) -> Generator[Replication, None, None]:
    """Replications 0 to ``count`` - 1, in order."""
    if workers == 1:
        yield from (run_replication(blueprint, number) for number in range(count))
        return
    chunks = [range(first, min(first + CHUNK, count)) for first in range(0, count, CHUNK)]
    workers = min(workers, len(chunks))
    with Parallel(n_jobs=workers) as pool:
        for first in range(0, len(chunks), ROUND * workers):
            tasks = (delayed(_chunk)(blueprint, chunk) for chunk in chunks[first : first + ROUND * workers])
            yield from chain.from_iterable(pool(tasks))


def _chunk(blueprint: Blueprint, numbers: range) -> list[Replication]:
    return [run_replication(blueprint, number) for number in numbers]


def _is_enough(results: list[Replication], settings: SimulationSettings) -> bool:
    if settings.precision is None:
        return False
    return is_precise([result.net_value for result in results], settings.confidence, settings.precision)


def _outcome(
    scenario: Scenario,
    blueprint: Blueprint,
    settings: SimulationSettings,
    results: list[Replication],
    stopped_by: Literal["count", "precision"],
) -> Outcome:
    ledger = blueprint.ledger
    columns = {
        field.name: [getattr(result, field.name) for result in results]
        for field in fields(Replication)
        if field.name != "log"
    }
    opening, ending = blueprint.window
    return Outcome(
        provenance=_provenance(scenario, settings),
        engine="simpy",
        stopped_by=stopped_by,
        confidence=settings.confidence,
        campaigns=ledger.campaigns,
        people=tuple(worker.id for worker in blueprint.workload.people),
        skills=blueprint.workload.skills,
        target=ledger.targets,
        media=ledger.media,
        campaign_fixed=ledger.campaign_fixed,
        fixed=ledger.fixed,
        staff_counts=ledger.staff_counts,
        horizon_minutes=ending - opening,
        notes=_notes(scenario, ledger.campaigns, results),
        **columns,
    )


def _notes(scenario: Scenario, campaigns: tuple[str, ...], results: list[Replication]) -> tuple[Message, ...]:
    """A note for each campaign that was not launched in some replication."""
    names = {campaign.id: campaign.name.texts() for campaign in scenario.campaigns}
    notes = []
    for place, campaign in enumerate(campaigns):
        times = sum(result.launch[place] == NEVER for result in results)
        if times:
            notes.append(
                Message(
                    "simulation.note.never_launched",
                    {"campaign": names[campaign], "times": times, "replications": len(results)},
                )
            )
    return tuple(notes)


def _provenance(scenario: Scenario, settings: SimulationSettings) -> Provenance:
    versions = {name: version(name) for name in ("numpy", "scipy", "simpy")}
    return Provenance(
        scenario=scenario.id,
        content_hash=scenario.content_hash(),
        seed=settings.seed,
        versions={"python": platform.python_version(), **versions},
    )
