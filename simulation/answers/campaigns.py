"""When a campaign launches, and which of its stages decide it: quantiles, criticality, cruciality, critical chain.

*Criticality* of a stage is the probability that it lies on the chain that held the launch (Van Slyke 1963);
*cruciality* is the correlation of its duration with the launch (Williams 1992).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.base import Label, Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.plan import Plan
from scenarios.progress import Cancellation, Cancelled, Progress, never, part, silent
from scenarios.statistics import Estimate, mean, proportion
from scenarios.summary import LaunchQuantile, launch_quantile
from simulation.answers.chain import Link, chain
from simulation.answers.correlation import correlation
from simulation.answers.history import History, history
from simulation.answers.sample import Case, Sample, sample
from simulation.answers.visit_table import OPEN
from simulation.answers.waits import LinkCause

QUANTILES = (0.5, 0.8, 0.95)
SAMPLE = 100
"""Replications whose logs are read, unless told otherwise."""
_NOT_NEGATIVE = (0.0, float("inf"))
CAUSES: tuple[LinkCause, ...] = get_args(LinkCause)


class StageRole(Value):
    """What a stage has to do with the launch."""

    stage: str
    label: Label
    criticality: Estimate
    cruciality: Estimate | None
    """None where its duration or the launch does not vary."""
    duration_days: Estimate
    """Elapsed days from start to end, over all visits of a run."""
    chain_days: Estimate
    """Days of the chain that went to it, its hand-offs and waits included."""


class ChainShare(Value):
    """Mean days of the chain that went to one cause."""

    cause: str
    days: Estimate


class Holder(Value):
    """Mean days that the chain waited for somebody who was on other work."""

    person: str
    label: Label
    days: Estimate


class CampaignProfile(Value):
    """One campaign over the replications. Chain figures are of the ``logged`` replications in which it launched."""

    campaign: str
    label: Label
    target: dt.datetime
    launch: tuple[LaunchQuantile, ...]
    """At `QUANTILES`."""
    on_time: Estimate
    launched: Estimate
    replications: int
    logged: int
    stages: tuple[StageRole, ...]
    """Most critical first."""
    chain: tuple[ChainShare, ...]
    """Longest first; the days add up to the mean time from eligible to launched."""
    holders: tuple[Holder, ...]


@dataclass(frozen=True, eq=False)
class _Course:
    """One campaign in one log."""

    launch: int
    links: tuple[Link, ...]
    durations: Ints
    """(steps,)"""


def campaign_profiles(
    scenario: Scenario,
    plan: Plan,
    *,
    campaigns: Sequence[str] | None = None,
    logged: int = SAMPLE,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[CampaignProfile, ...]:
    """Profiles of campaigns: launches from all replications, the chain from the logs of the first ``logged``.

    Args:
        scenario: the document.
        plan: what runs.
        campaigns: whose; all that run by default.
        logged: logs that are read, at most as many as there are replications.
        settings: replications, seed, dispatch, confidence; the scenario's own by default.
        progress: told after each batch and log.
        cancelled: asked between them.

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    case = Case.of(scenario, plan, settings)
    found = sample(case, progress=part(progress, 0, 0.5), cancelled=cancelled)
    logged = min(logged, case.settings.replications)
    wanted = [found.campaigns.index(one) for one in campaigns or found.campaigns]
    courses: list[list[_Course]] = [[] for _ in wanted]
    for one in (history(found.blueprint, number, case.settings.engine) for number in range(logged)):
        if cancelled():
            raise Cancellation
        for place, job in enumerate(wanted):
            links = chain(one, job)
            if links:
                courses[place].append(_Course(links[-1].end, links, _durations(one, job)))
        values = {"done": one.number + 1, "most": logged}
        progress(0.5 + 0.5 * (one.number + 1) / logged, Message("answers.progress", values))
    return tuple(_profile(case, found, job, own, logged) for job, own in zip(wanted, courses, strict=True))


def _durations(one: History, job: int) -> Ints:
    visits = one.visits
    own = (visits.job == job) & (visits.end != OPEN)
    steps = len(one.processes[job].steps)
    lengths = (visits.end - visits.start)[own]
    return np.bincount(visits.step[own], weights=lengths, minlength=steps).astype(np.int64)


def _profile(case: Case, found: Sample, job: int, courses: list[_Course], logged: int) -> CampaignProfile:
    names, campaign, confidence = Names(case.scenario), found.campaigns[job], found.confidence
    launches, horizon = found.batch.launch[:, job], case.scenario.horizon
    replications = found.batch.replications
    return CampaignProfile(
        campaign=campaign,
        label=names.campaigns[campaign],
        target=horizon.moment(int(found.target[job])),
        launch=tuple(launch_quantile(launches, p, confidence, horizon) for p in QUANTILES),
        on_time=proportion(int((found.launch[:, job] <= found.target[job]).sum()), replications, confidence),
        launched=proportion(int((launches >= 0).sum()), replications, confidence),
        replications=replications,
        logged=logged,
        stages=_stages(found, names, job, courses) if courses else (),
        chain=_chain(courses, confidence) if courses else (),
        holders=_holders(case, names, courses, confidence) if courses else (),
    )


def _stages(found: Sample, names: Names, job: int, courses: list[_Course]) -> tuple[StageRole, ...]:
    confidence, campaign = found.confidence, found.campaigns[job]
    steps = found.blueprint.workload.jobs[job].process.steps
    launches = np.array([one.launch for one in courses])
    durations = np.stack([one.durations for one in courses])
    roles = []
    for step in steps:
        minutes = np.array(
            [sum(link.minutes for link in one.links if link.step == step.index) for one in courses]
        )
        roles.append(
            StageRole(
                stage=step.id,
                label=names.step(campaign, step.id),
                criticality=proportion(int((minutes > 0).sum()), len(courses), confidence),
                cruciality=correlation(durations[:, step.index], launches, confidence),
                duration_days=mean(durations[:, step.index] / MINUTES_PER_DAY, confidence, _NOT_NEGATIVE),
                chain_days=mean(minutes / MINUTES_PER_DAY, confidence, _NOT_NEGATIVE),
            )
        )
    return tuple(sorted(roles, key=lambda one: (-one.criticality.value, -one.chain_days.value)))


def _chain(courses: list[_Course], confidence: float) -> tuple[ChainShare, ...]:
    shares = []
    for cause in CAUSES:
        minutes = np.array(
            [sum(one.minutes for one in course.links if one.cause == cause) for course in courses]
        )
        if minutes.any():
            days = mean(minutes / MINUTES_PER_DAY, confidence, _NOT_NEGATIVE)
            shares.append(ChainShare(cause=cause, days=days))
    return tuple(sorted(shares, key=lambda one: -one.days.value))


def _holders(case: Case, names: Names, courses: list[_Course], confidence: float) -> tuple[Holder, ...]:
    holders = []
    for person, one in enumerate(case.scenario.organisation.everyone()):
        minutes = np.array(
            [
                sum(
                    link.minutes
                    for link in course.links
                    if link.cause == "person" and link.people == (person,)
                )
                for course in courses
            ]
        )
        if minutes.any():
            days = mean(minutes / MINUTES_PER_DAY, confidence, _NOT_NEGATIVE)
            holders.append(Holder(person=one.id, label=names.people[one.id], days=days))
    return tuple(sorted(holders, key=lambda one: -one.days.value))
