"""How likely a target is to be met, and what to be warned of, judged on replications."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np

from scenarios.control.alerts import Alert, Alerts, alerts
from scenarios.display import number_text, percent_text
from scenarios.document.base import Value
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.outcome import Outcome
from scenarios.plan import Plan
from scenarios.progress import Cancelled, Progress, never, part, silent
from scenarios.statistics import Estimate, mean, proportion, ratio_terms
from simulation.answers.differences import elapsed_days, late_days
from simulation.answers.sample import Case, Floats, Sample, sample

Values: TypeAlias = dict[str, str | int | float | Mapping[str, str]]
Measured: TypeAlias = Literal["launch_days", "late_days", "on_time", "net_value"]
LATE_RISK, UTILISATION = Fraction(3, 10), Fraction(85, 100)
"""Limits of the standard alerts: assumptions."""


class Wanted(Value):
    """A target: a measure that is to be at most or at least ``value``, or to change by the share ``change``."""

    measure: Measured
    side: Literal["at_most", "at_least"]
    value: float | None = None
    change: float | None = None
    """-0.2: a fifth less than the mean of the base."""


class Attainment(Value):
    """The probability that a run meets a target."""

    wanted: Wanted
    limit: float
    """What the measure was held against: days, a share, or minor units."""
    level: Estimate
    """The measure itself."""
    probability: Estimate


def attainment(
    scenario: Scenario,
    plan: Plan,
    targets: Sequence[Wanted],
    *,
    base: tuple[Scenario, Plan] | None = None,
    settings: SimulationSettings | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Attainment, ...]:
    """In which share of the replications each target is met; Wilson's interval.

    A relative target ("days to launch down 20%") is held against the base's mean, so that the base itself is not
    credited with its luck.

    Raises:
        ValueError: a target has neither or both of value and change, or a change without a base.
        SimulationError: as for `simulation.simulate`; `NothingRuns` where no campaign runs.
    """
    case = Case.of(scenario, plan, settings)
    found = sample(case, progress=part(progress, 0, 0.5), cancelled=cancelled)
    before = None
    if base is not None:
        other = Case.of(*base, case.settings)
        before = sample(other, progress=part(progress, 0.5, 1), cancelled=cancelled)
    return tuple(_attained(found, before, wanted) for wanted in targets)


def _attained(found: Sample, before: Sample | None, wanted: Wanted) -> Attainment:
    limit = _limit(before, wanted)
    values = TERMS[wanted.measure](found)
    met = values <= limit if wanted.side == "at_most" else values >= limit
    return Attainment(
        wanted=wanted,
        limit=limit,
        level=mean(values, found.confidence),
        probability=proportion(int(met.sum()), len(values), found.confidence),
    )


def _limit(before: Sample | None, wanted: Wanted) -> float:
    if (wanted.value is None) == (wanted.change is None):
        message = "a target has either a value or a change"
        raise ValueError(message)
    if wanted.value is not None:
        return wanted.value
    if before is None:
        message = "a relative target needs a base"
        raise ValueError(message)
    return (1 + (wanted.change or 0.0)) * float(np.mean(TERMS[wanted.measure](before)))


TERMS: dict[Measured, Callable[[Sample], Floats]] = {
    "launch_days": elapsed_days,
    "late_days": late_days,
    "on_time": lambda one: one.on_time,
    "net_value": lambda one: one.batch.net_value.astype(float),
}


def outcome_alerts(
    scenario: Scenario,
    outcome: Outcome,
    *,
    late_risk: Fraction = LATE_RISK,
    utilisation: Fraction = UTILISATION,
    lead_days: float | None = None,
) -> Alerts:
    """Campaigns that are probably late, people with too much to do, and too much in progress.

    Args:
        scenario: the document.
        outcome: its outcome.
        late_risk: most probability of being late.
        utilisation: most share of open time.
        lead_days: wanted days from admission to launch; work in progress is held against throughput times these days
            (Little 1961). Not checked where left out.
    """
    return alerts(
        [
            *_late(scenario, outcome, late_risk),
            *_loaded(scenario, outcome, utilisation),
            None if lead_days is None else _crowded(outcome, lead_days),
        ]
    )


def _late(scenario: Scenario, outcome: Outcome, limit: Fraction) -> list[Alert | None]:
    names = Names(scenario).campaigns
    found: list[Alert | None] = []
    for column, campaign in enumerate(outcome.campaigns):
        launch = outcome.launch[:, column]
        late = int(((launch < 0) | (launch > outcome.target[column])).sum())
        if Fraction(late, outcome.replications) > limit:
            risk = proportion(late, outcome.replications, outcome.confidence)
            values: Values = {"campaign": names[campaign].texts(), **_share(risk, limit)}
            message = Message("answers.alert.late", values)
            found.append(Alert("late_risk", "red", campaign, risk.value, float(limit), message))
    return found


def _loaded(scenario: Scenario, outcome: Outcome, limit: Fraction) -> list[Alert | None]:
    names = Names(scenario).people
    found: list[Alert | None] = []
    for column, person in enumerate(outcome.people):
        terms = ratio_terms(outcome.busy[:, column], outcome.available[:, column])
        if terms is None:
            continue
        load = mean(terms, outcome.confidence, (0.0, 1.0))
        if load.value > limit:
            values: Values = {"person": names[person].texts(), **_share(load, limit)}
            message = Message("answers.alert.loaded", values)
            found.append(Alert("utilisation", "amber", person, load.value, float(limit), message))
    return found


def _crowded(outcome: Outcome, lead_days: float) -> Alert | None:
    days = outcome.horizon_minutes / 1440
    inside = (outcome.launch >= 0) & (outcome.launch < outcome.horizon_minutes)
    most = float(inside.sum()) / outcome.replications / days * lead_days
    wip = mean(outcome.wip_minutes / outcome.horizon_minutes, outcome.confidence, (0.0, float("inf")))
    if wip.value <= most:
        return None
    values = {"wip": number_text(wip.value), "most": number_text(most), "days": number_text(lead_days)}
    return Alert("wip", "amber", "wip", wip.value, most, Message("answers.alert.wip", values))


def _share(found: Estimate, limit: Fraction) -> dict[str, str]:
    low, high = found.low, found.high
    return {
        "level": percent_text(found.value),
        "low": percent_text(found.value if low is None else low),
        "high": percent_text(found.value if high is None else high),
        "limit": percent_text(float(limit)),
    }
