"""Controls that every scenario has: how much work was drawn, how many rejections, how long the critical paths.

All four are functions of the draws for first visits alone, which exist whatever then happens. So the means of three of
them are known exactly; that of the fourth is estimated from draws that no replication uses.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.measures import BY_KEY
from scenarios.outcome import Outcome
from scenarios.plan import Plan
from scenarios.statistics import Floats
from simulation.blueprint import Blueprint, JobBlueprint, build_blueprint
from simulation.draws import Purpose, Stream
from simulation.experiments.regression import Controlled, Controls, controlled_mean
from simulation.processes import StepBlueprint

NAMES = ("work_content", "delays", "rejections", "critical_path")
"""Hours of effort drawn for first visits; hours of hand-offs, sign-offs and waits; first visits whose draw would reject
them; hours on the longest path to each launch, added up, if people and calendars were without limit."""
ESTIMATED = "critical_path"
FURTHER = 2**31
"""The first replication of those whose draws only serve to estimate a mean."""
TIMES = 10
"""Draws for an estimated mean, as a multiple of the replications."""
BLOCK = 64
DELAYS = (Purpose.HANDOFF, Purpose.LATENCY)


def control(
    scenario: Scenario, plan: Plan, outcome: Outcome, measure: str = "net_value"
) -> Controlled | None:
    """A measure (a key of `scenarios.measures.BY_KEY`) of an outcome, sharpened by control variates.

    ``outcome`` is what `simulate` found for this scenario and plan. None where the measure is undefined.
    """
    terms = BY_KEY[measure].terms(outcome)
    if terms is None:
        return None
    settings = SimulationSettings(dispatch="due_date", seed=outcome.provenance.seed)
    controls = draw_controls(build_blueprint(scenario, plan, settings), outcome.replications)
    return controlled_mean(terms, controls, outcome.confidence)


def draw_controls(blueprint: Blueprint, count: int) -> Controls:
    """The controls of replications 0 to ``count`` - 1."""
    samples = _drawn(blueprint, 0, count)
    further = _drawn(blueprint, FURTHER, TIMES * count)[:, NAMES.index(ESTIMATED)]
    work, delays, rejections = _expectations(blueprint)
    return Controls(
        names=NAMES,
        samples=samples,
        means=np.array([work, delays, rejections, further.mean()]),
        errors=np.array([0.0, 0.0, 0.0, further.var(ddof=1) / len(further)]),
    )


def _expectations(blueprint: Blueprint) -> tuple[float, float, float]:
    """The exact means of the first three controls."""
    work = delays = rejections = 0.0
    for job in blueprint.jobs:
        variates = job.process.variates
        weights = _weights(job)
        means = np.array([one.duration.mean * one.factor for one in variates])
        work += float(weights @ means)
        delays += sum(one.duration.mean * one.factor for one in variates if one.purpose in DELAYS)
        rejections += sum(_chance(step) for step in job.process.steps if step.coin >= 0)
    return work, delays, rejections


def _chance(step: StepBlueprint) -> float:
    return min(1.0, step.rules.rejection[0])


def _weights(job: JobBlueprint) -> Floats:
    """What an hour of each variate counts as work: the job's size times the people."""
    weights = np.zeros(len(job.process.variates))
    for step in job.process.steps:
        if step.effort >= 0:
            weights[step.effort] = job.job.size * step.step.people
    return weights


def _drawn(blueprint: Blueprint, first: int, count: int) -> Floats:
    """(count, q) controls of replications from ``first`` on."""
    blocks = [range(start, min(start + BLOCK, first + count)) for start in range(first, first + count, BLOCK)]
    return np.concatenate([_block(blueprint, block) for block in blocks])


def _block(blueprint: Blueprint, numbers: range) -> Floats:
    plan = blueprint.draws
    streams = [Stream(blueprint.seed, number) for number in numbers]
    hours = plan.sampler(np.stack([one.uniforms(plan.purposes, plan.variates, 0) for one in streams]))
    coins = np.stack([one.uniforms(plan.coin_purposes, plan.coins, 0) for one in streams])
    found = np.zeros((len(numbers), len(NAMES)))
    for job, own, luck in _by_job(blueprint, hours, coins):
        delays = [place for place, one in enumerate(job.process.variates) if one.purpose in DELAYS]
        rejected = [(luck[:, step.coin] < _chance(step)) for step in job.process.steps if step.coin >= 0]
        found[:, 0] += own @ _weights(job)
        found[:, 1] += own[:, delays].sum(axis=1)
        found[:, 2] += sum(rejected, start=np.zeros(len(numbers)))
        if job.job.kind == "preparation":
            found[:, 3] += _longest(job, own)
    return found


def _by_job(
    blueprint: Blueprint, hours: Floats, coins: Floats
) -> Iterator[tuple[JobBlueprint, Floats, Floats]]:
    """Each job with its own columns of the draws."""
    variate = coin = 0
    for job in blueprint.jobs:
        last, end = variate + len(job.process.variates), coin + len(job.process.coins)
        yield job, hours[:, variate:last], coins[:, coin:end]
        variate, coin = last, end


def _longest(job: JobBlueprint, hours: Floats) -> Floats:
    """(R,) hours on the longest path to the launch."""
    finish = np.zeros((len(hours), len(job.process.steps)))
    for index in job.job.process.order:
        step = job.process.steps[index]
        finish[:, index] = _ready(step, finish, hours) + _duration(job, step, hours)
    return np.asarray(finish[:, job.process.launch])


def _ready(step: StepBlueprint, finish: Floats, hours: Floats) -> Floats:
    ready = finish[:, list(step.step.predecessors)].max(axis=1, initial=0.0)
    for handoff in step.handoffs:
        ready = np.maximum(ready, finish[:, handoff.predecessor] + hours[:, handoff.variate])
    return np.asarray(ready)


def _duration(job: JobBlueprint, step: StepBlueprint, hours: Floats) -> Floats:
    if step.effort >= 0:
        return np.asarray(hours[:, step.effort] * job.job.size)
    return np.asarray(hours[:, [one.variate for one in step.latencies]].max(axis=1, initial=0.0))
