"""The team over time, read from the logs of a sample of replications."""

from __future__ import annotations

from dataclasses import fields

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.plan import Plan
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent
from simulation.answers.history import history
from simulation.answers.sample import Case
from simulation.answers.team_facts import Bin, Facts, facts_of, frame_of
from simulation.answers.team_summary import profile_of
from simulation.answers.team_values import TeamProfile

SAMPLE = 100
"""Replications whose logs are read, unless told otherwise."""


def team_profile(
    scenario: Scenario,
    plan: Plan,
    *,
    by: Bin = "period",
    replications: int = SAMPLE,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> TeamProfile:
    """Read the logs of replications 0 to ``replications`` - 1.

    Args:
        scenario: the document.
        plan: what runs.
        by: time bins of load and launches: the horizon's periods, weeks or days.
        replications: logs that are read.
        settings: seed, dispatch, confidence; the scenario's own by default.
        progress: told after each replication.
        cancelled: asked between replications.

    Raises:
        SimulationError: as for `simulation.simulate`.
    """
    if replications < 1:
        message = "a profile needs at least one replication"
        raise ValueError(message)
    case = Case.of(scenario, plan, settings)
    blueprint = case.blueprint()
    frame = frame_of(scenario, blueprint.workload, by)
    facts = []
    for number in range(replications):
        if cancelled():
            raise Cancellation
        facts.append(facts_of(history(blueprint, number, case.settings.engine), frame))
        values = {"done": number + 1, "most": replications}
        progress((number + 1) / replications, Message("answers.progress", values))
    return profile_of(scenario, frame, _stacked(facts), case.settings.confidence)


def _stacked(facts: list[Facts]) -> Facts:
    return Facts(
        **{field.name: np.stack([getattr(one, field.name) for one in facts]) for field in fields(Facts)}
    )
