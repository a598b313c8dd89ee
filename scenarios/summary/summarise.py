"""Summaries computed from the samples of an outcome."""

from __future__ import annotations

import datetime as dt
import math

import numpy as np

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY, Horizon
from scenarios.document.scenario import Scenario
from scenarios.measures import BY_KEY, MINUTES_PER_HOUR, launched, lead_minutes, on_time
from scenarios.network import skills_held
from scenarios.outcome import CAUSES, NEVER, Outcome
from scenarios.statistics import Estimate, mean, proportion, quantile, quantile_ranks, ratio_terms
from scenarios.summary.values import (
    LAUNCH_QUANTILES,
    VALUE_QUANTILES,
    CampaignSummary,
    LaunchQuantile,
    MoneySummary,
    OutcomeSummary,
    SkillLoad,
    StreamSummary,
    TeamSummary,
)

_NOT_NEGATIVE = (0.0, math.inf)


def summarise(outcome: Outcome, scenario: Scenario) -> OutcomeSummary:
    """Summarise an outcome of ``scenario`` at the outcome's own confidence."""
    return OutcomeSummary(
        scenario=scenario.id,
        currency=scenario.currency,
        provenance=outcome.provenance,
        engine=outcome.engine,
        replications=outcome.replications,
        stopped_by=outcome.stopped_by,
        confidence=outcome.confidence,
        money=_money(outcome),
        team=_team(outcome, scenario),
        campaigns=tuple(
            _campaign(outcome, column, scenario.horizon) for column in range(len(outcome.campaigns))
        ),
    )


def _measure(outcome: Outcome, key: str) -> Estimate | None:
    return BY_KEY[key].estimate(outcome)


def _money(outcome: Outcome) -> MoneySummary:
    confidence = outcome.confidence
    losses = int((outcome.net_value < 0).sum())
    return MoneySummary(
        revenue=_required(outcome, "revenue"),
        contribution=mean(outcome.contribution, confidence),
        urgent=mean(outcome.urgent_contribution, confidence),
        defects=mean(outcome.defect_cost, confidence, _NOT_NEGATIVE),
        media=outcome.media,
        campaign_fixed=outcome.campaign_fixed,
        fixed=outcome.fixed,
        staff=mean(outcome.staff_cost, confidence, _NOT_NEGATIVE),
        staff_counts=outcome.staff_counts,
        cost=_required(outcome, "cost"),
        net_value=_required(outcome, "net_value"),
        net_value_quantiles={p: quantile(outcome.net_value, p, confidence) for p in VALUE_QUANTILES},
        loss_probability=proportion(losses, outcome.replications, confidence),
        lateness_loss=_required(outcome, "lateness_loss"),
        net_roi=_measure(outcome, "net_roi"),
        roas=_measure(outcome, "roas"),
    )


def _team(outcome: Outcome, scenario: Scenario) -> TeamSummary:
    waiting = outcome.waiting.sum(axis=1) / MINUTES_PER_HOUR
    return TeamSummary(
        on_time=_measure(outcome, "on_time"),
        lead_days=_measure(outcome, "lead_days"),
        throughput=_required(outcome, "throughput"),
        wip=_required(outcome, "wip"),
        utilisation=_measure(outcome, "utilisation"),
        people={
            person: _share(outcome.busy[:, column], outcome.available[:, column], outcome.confidence)
            for column, person in enumerate(outcome.people)
        },
        skills=_skills(outcome, scenario),
        urgent_per_run=mean(outcome.urgent_requests, outcome.confidence, _NOT_NEGATIVE),
        urgent_kept=_measure(outcome, "urgent_kept"),
        urgent_lead_hours=_measure(outcome, "urgent_lead_hours"),
        streams={stream: _stream(outcome, column) for column, stream in enumerate(outcome.streams)},
        waiting_hours={
            cause: mean(waiting[:, column], outcome.confidence, _NOT_NEGATIVE)
            for column, cause in enumerate(CAUSES)
        },
    )


def _stream(outcome: Outcome, column: int) -> StreamSummary:
    confidence = outcome.confidence
    completed = outcome.stream_completed[:, column]
    lead = ratio_terms(outcome.stream_lead[:, column] / MINUTES_PER_HOUR, completed)
    return StreamSummary(
        requests=mean(outcome.stream_requests[:, column], confidence, _NOT_NEGATIVE),
        refused=mean(outcome.stream_refused[:, column], confidence, _NOT_NEGATIVE),
        completed=mean(completed, confidence, _NOT_NEGATIVE),
        lead_hours=None if lead is None else mean(lead, confidence, _NOT_NEGATIVE),
    )


def _required(outcome: Outcome, key: str) -> Estimate:
    estimate = _measure(outcome, key)
    if estimate is None:
        message = f"measure {key!r} is undefined"
        raise ValueError(message)
    return estimate


def _share(used: Ints, available: Ints, confidence: float) -> Estimate | None:
    terms = ratio_terms(used, available)
    return None if terms is None else mean(terms, confidence, (0, 1))


def _skills(outcome: Outcome, scenario: Scenario) -> dict[str, SkillLoad]:
    holders = skills_held(scenario.organisation)
    loads = {}
    for column, skill in enumerate(outcome.skills):
        columns = [index for index, person in enumerate(outcome.people) if skill in holders.get(person, ())]
        available = outcome.available[:, columns].sum(axis=1)
        loads[skill] = SkillLoad(
            used=_share(outcome.skill_busy[:, column], available, outcome.confidence),
            holders_busy=_share(outcome.busy[:, columns].sum(axis=1), available, outcome.confidence),
        )
    return loads


def _campaign(outcome: Outcome, column: int, horizon: Horizon) -> CampaignSummary:
    confidence = outcome.confidence
    there = launched(outcome)[:, column]
    punctual = on_time(outcome)[:, column]
    lead = lead_minutes(outcome)[there, column] / MINUTES_PER_DAY
    late = np.maximum(outcome.launch[there, column] - outcome.target[column], 0) / MINUTES_PER_DAY
    return CampaignSummary(
        campaign=outcome.campaigns[column],
        target=horizon.moment(int(outcome.target[column])),
        launch=tuple(
            launch_quantile(outcome.launch[:, column], p, confidence, horizon) for p in LAUNCH_QUANTILES
        ),
        launched=proportion(int(there.sum()), outcome.replications, confidence),
        on_time=proportion(int(punctual.sum()), outcome.replications, confidence),
        lead_days=mean(lead, confidence, _NOT_NEGATIVE) if there.any() else None,
        late_days=mean(late, confidence, _NOT_NEGATIVE) if there.any() else None,
        revenue=mean(outcome.revenue[:, column], confidence, _NOT_NEGATIVE),
        lateness_loss=mean(outcome.lateness_loss[:, column], confidence, _NOT_NEGATIVE),
        waiting_hours={
            cause: mean(outcome.waiting[:, column, index] / MINUTES_PER_HOUR, confidence, _NOT_NEGATIVE)
            for index, cause in enumerate(CAUSES)
        },
        rework_visits=mean(outcome.rework_visits[:, column], confidence, _NOT_NEGATIVE),
    )


def launch_quantile(
    launches: Ints, probability: float, confidence: float, horizon: Horizon
) -> LaunchQuantile:
    """The moment of a quantile of launches (minutes, `NEVER` where none came) with its distribution-free interval.

    A launch that never comes sorts after all others.
    """
    ordered = [*sorted(int(one) for one in launches if one != NEVER)]

    def moment(rank: int | None) -> dt.datetime | None:
        return None if rank is None or rank > len(ordered) else horizon.moment(ordered[rank - 1])

    value, low, high = (moment(rank) for rank in quantile_ranks(len(launches), probability, confidence))
    return LaunchQuantile(probability=probability, moment=value, low=low, high=high)
