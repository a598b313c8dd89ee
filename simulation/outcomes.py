"""An outcome from the samples of a run, with what they were made from."""

from __future__ import annotations

import platform
from dataclasses import fields
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from scenarios.arrays import Ints
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.outcome import NEVER, Outcome
from scenarios.plan import Provenance
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.engines import Engine
from simulation.overload import overloads
from simulation.unfinished import unfinished

LIBRARIES: dict[Engine, tuple[str, ...]] = {
    "simpy": ("numpy", "scipy", "simpy"),
    "compiled": ("numpy", "scipy", "numba"),
}


def outcome_of(
    scenario: Scenario,
    blueprint: Blueprint,
    settings: SimulationSettings,
    engine: Engine,
    batch: Batch,
    stopped_by: Literal["count", "precision"],
) -> Outcome:
    """The outcome of a run."""
    ledger = blueprint.ledger
    opening, ending = blueprint.window
    return Outcome(
        provenance=provenance_of(scenario, settings, engine),
        engine=engine,
        stopped_by=stopped_by,
        confidence=settings.confidence,
        campaigns=ledger.campaigns,
        people=tuple(worker.id for worker in blueprint.workload.people),
        skills=blueprint.workload.skills,
        streams=tuple(stream.id for stream in scenario.streams),
        target=ledger.targets,
        media=ledger.media,
        campaign_fixed=ledger.campaign_fixed,
        fixed=ledger.fixed,
        staff_counts=ledger.staff_counts,
        horizon_minutes=ending - opening,
        notes=(
            *_notes(scenario, ledger.campaigns, batch.launch),
            *unfinished(scenario, blueprint, batch),
            *overloads(scenario, blueprint),
        ),
        **{field.name: getattr(batch, field.name) for field in fields(batch)},
    )


def provenance_of(scenario: Scenario, settings: SimulationSettings, engine: Engine) -> Provenance:
    """What a result is made from."""
    versions = {name: _version(name) for name in LIBRARIES[engine]}
    return Provenance(
        scenario=scenario.id,
        content_hash=scenario.content_hash(),
        seed=settings.seed,
        versions={"python": platform.python_version(), **versions},
    )


def never_launched(scenario: Scenario, campaign: str, times: int, replications: int) -> Message:
    """The note on a campaign that was not launched in some replications."""
    names = {one.id: one.name.texts() for one in scenario.campaigns}
    return Message(
        "simulation.note.never_launched",
        {"campaign": names[campaign], "times": times, "replications": replications},
    )


def _notes(scenario: Scenario, campaigns: tuple[str, ...], launch: Ints) -> tuple[Message, ...]:
    missed = (launch == NEVER).sum(axis=0).tolist()
    return tuple(
        never_launched(scenario, campaign, times, len(launch))
        for campaign, times in zip(campaigns, missed, strict=True)
        if times
    )


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "none"
