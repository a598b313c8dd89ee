"""What each urgent request costs the others: the same runs with and without the stream."""

from __future__ import annotations

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.base import Label, Value
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import LANGUAGES, translate
from scenarios.network import URGENT
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.statistics import Estimate, mean, paired_difference, ratio_terms
from simulation.answers.differences import Difference, difference
from simulation.answers.sample import Case, Floats, Sample, sample

SHARE = 0.9
"""The share of a run's campaigns that launch within its lead P90."""


class Externality(Value):
    """What one stream of requests does to the campaigns. Differences are with the stream less without it."""

    stream: str
    label: Label
    requests: Estimate
    """Per run."""
    change: Difference
    """Of all campaigns; the net value leaves out what the requests themselves bring and cost."""
    days_each: Estimate | None
    """Days of delay that one request causes, summed over all campaigns; None without requests."""
    money_each: Estimate | None
    """Margin that one request takes from the campaigns, minor units (below zero: it costs)."""
    brings_each: Estimate | None
    """What one request itself brings, less the staff cost that comes with it where the document counts that."""
    lead_without: Estimate | None
    """P90 of the days from release to launch of a run's normal-lane campaigns, averaged over runs; None if there is
    no such campaign."""
    lead_with: Estimate | None
    lead_change: Estimate | None


class Express(Value):
    """All streams, one by one."""

    externalities: tuple[Externality, ...]
    replications: int
    confidence: float


def express_externality(
    scenario: Scenario,
    plan: Plan,
    *,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Express:
    """Run with everything, and then without each stream of requests that the document has (urgent ones first).

    Raises:
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    case = Case.of(scenario, plan, settings)
    kinds = 1 + (scenario.risks.urgent.per_week > 0) + sum(one.per_week > 0 for one in scenario.streams)
    share = 1 / kinds
    full = sample(case, progress=part(progress, 0, share), cancelled=cancelled)
    streams = [work.id for work in full.blueprint.workload.streams]
    found = []
    for number, stream in enumerate(streams, 1):
        own = part(progress, number * share, (number + 1) * share)
        quiet = sample(case.on(without_stream(scenario, stream)), progress=own, cancelled=cancelled)
        found.append(_externality(scenario, stream, _requests(scenario, full, stream), full, quiet))
    return Express(
        externalities=tuple(found), replications=full.batch.replications, confidence=full.confidence
    )


def without_stream(scenario: Scenario, stream: str) -> Scenario:
    """The document without a stream, or without urgent requests."""
    if stream == URGENT:
        urgent = scenario.risks.urgent.model_copy(update={"per_week": 0.0})
        return scenario.model_copy(update={"risks": scenario.risks.model_copy(update={"urgent": urgent})})
    streams = tuple(one for one in scenario.streams if one.id != stream)
    return scenario.model_copy(update={"streams": streams})


def _requests(scenario: Scenario, full: Sample, stream: str) -> Ints:
    if stream == URGENT:
        return full.batch.urgent_requests
    columns = [one.id for one in scenario.streams]
    return np.asarray(full.batch.stream_requests[:, columns.index(stream)])


def _externality(scenario: Scenario, stream: str, requests: Ints, full: Sample, quiet: Sample) -> Externality:
    cost = full.batch.contribution - quiet.batch.contribution
    own = full.batch.net_value - quiet.batch.net_value - cost
    change = difference(full, quiet, -own.astype(float))
    delay = (full.launch - quiet.launch).sum(axis=1) / MINUTES_PER_DAY
    normal = bool(full.normal.any())
    with_it, without = (lead_p90(one) if normal else None for one in (full, quiet))
    return Externality(
        stream=stream,
        label=_label(scenario, stream),
        requests=mean(requests, full.confidence),
        change=change,
        days_each=_each(delay, requests, full.confidence),
        money_each=_each(cost, requests, full.confidence),
        brings_each=_each(own, requests, full.confidence),
        lead_without=None if without is None else mean(without, full.confidence),
        lead_with=None if with_it is None else mean(with_it, full.confidence),
        lead_change=None
        if with_it is None or without is None
        else paired_difference(with_it, without, full.confidence),
    )


def lead_p90(one: Sample) -> Floats:
    """(R,) days from release to launch that nine tenths of a run's normal-lane campaigns do not exceed."""
    days = np.sort(one.elapsed[:, one.normal], axis=1) / MINUTES_PER_DAY
    return np.asarray(days[:, int(np.ceil(SHARE * days.shape[1] - 1e-9)) - 1])


def _each(totals: Floats | Ints, requests: Ints, confidence: float) -> Estimate | None:
    terms = ratio_terms(totals, requests)
    return None if terms is None else mean(terms, confidence)


def _label(scenario: Scenario, stream: str) -> Label:
    if stream == URGENT:
        return Label(**{language: translate("answers.urgent", language) for language in LANGUAGES})
    return next(one.name for one in scenario.streams if one.id == stream)
