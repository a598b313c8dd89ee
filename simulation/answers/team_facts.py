"""What one log says about the team over time, as integers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.network import Workload
from simulation.answers.flow import STAGES_OF_FLOW, cumulative, integral, moments, queue
from simulation.answers.history import History
from simulation.answers.occupation import available, held, visits_where
from simulation.answers.sample import Floats
from simulation.answers.team_values import LEAD_QUANTILES
from simulation.answers.visit_table import OPEN

Bin: TypeAlias = Literal["period", "week", "day"]


@dataclass(frozen=True, eq=False)
class Facts:
    """What one log says; stacked over replications."""

    held: Ints
    available: Ints
    skill_held: Ints
    launches: Ints
    wip: Ints
    flow: Ints
    lead: Floats
    queue: Ints


@dataclass(frozen=True, eq=False)
class Frame:
    """What all logs are read against."""

    edges: Ints
    days: Ints
    skills: tuple[str, ...]
    stages: tuple[tuple[str, str], ...]
    """(process, step) of everything that is worked on."""


def bin_edges(scenario: Scenario, by: Bin) -> Ints:
    """Bounds of the time bins from the status date (or the horizon's start) to the horizon's end, minutes."""
    horizon = scenario.horizon
    first, last = horizon.minute(scenario.status_date or horizon.start), horizon.minute(horizon.end)
    if by == "period":
        bounds = [horizon.minute(horizon.period_start(period)) for period in range(horizon.periods + 1)]
    else:
        bounds = list(range(first, last, MINUTES_PER_DAY * (7 if by == "week" else 1)))
    return np.unique(np.clip([first, *bounds, last], first, last))


def frame_of(scenario: Scenario, workload: Workload, by: Bin) -> Frame:
    """What the logs of a workload are read against."""
    processes = (*(job.process for job in workload.jobs), *(work.process for work in workload.streams))
    stages = ((process.id, step.id) for process in processes for step in process.steps if step.kind == "work")
    return Frame(
        bin_edges(scenario, by), bin_edges(scenario, "day"), workload.skills, tuple(dict.fromkeys(stages))
    )


def facts_of(one: History, frame: Frame) -> Facts:
    """The facts of one log."""
    campaigns = len(one.blueprint.ledger.campaigns)
    eligible, admitted, launched, completed = (moments(one.log, kind, campaigns) for kind in STAGES_OF_FLOW)
    there = launched != OPEN
    lead = np.sort(launched[there] - admitted[there]) / MINUTES_PER_DAY
    ranks = [min(len(lead), max(1, int(np.ceil(p * len(lead) - 1e-9)))) - 1 for p in LEAD_QUANTILES]
    return Facts(
        held=held(one, frame.edges),
        available=available(one, frame.edges),
        skill_held=np.stack([_on_skill(one, frame, skill) for skill in frame.skills]),
        launches=np.diff(cumulative(launched, frame.edges)),
        wip=integral(admitted, completed, frame.days),
        flow=np.stack([cumulative(one, frame.days[1:]) for one in (eligible, admitted, launched, completed)]),
        lead=lead[ranks] if len(lead) else np.full(len(LEAD_QUANTILES), np.nan),
        queue=_queues(one, frame),
    )


def _on_skill(one: History, frame: Frame, skill: str) -> Ints:
    return np.asarray(held(one, frame.edges, visits_where(one, lambda used: used == skill)).sum(axis=0))


def _queues(one: History, frame: Frame) -> Ints:
    """(stages, 3) number of waits, their summed minutes, and their integral over the window."""
    window = np.array([frame.edges[0], frame.edges[-1]])
    waits = queue(one.log)
    place = {stage: number for number, stage in enumerate(frame.stages)}
    pairs, inverse = np.unique(np.stack([waits.job, waits.step], axis=1), axis=0, return_inverse=True)
    names = [(one.processes[job].id, one.step(job, step).id) for job, step in pairs.tolist()]
    stage = np.array([place.get(name, -1) for name in names], dtype=np.int64)[inverse.ravel()]
    rows = []
    for number in range(len(frame.stages)):
        own = waits.of(stage == number)
        end = np.where(own.end == OPEN, np.maximum(own.start, window[1]), own.end)
        inside = int(integral(own.start, end, window)[0])
        rows.append((len(own.start), int((end - own.start).sum()), inside))
    return np.array(rows, dtype=np.int64).reshape(-1, 3)
