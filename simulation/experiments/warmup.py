"""Warm-up of open work: how much of the beginning to leave out, and the steady state that the rest tells of.

MSER-5 (White, Simulation 69, 1997; White, Cobb and Spratt, WSC 2000): of averages of five observations in a row, leave
out as many as make the standard error of the mean of the rest the least; more than half of them is no answer. Welch's
plot (Welch 1983; Law, Simulation Modeling and Analysis, 5th ed. 2015, section 9.5.1): moving averages of the average
course of several replications, to be looked at. With one replication the interval is that of batch means.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from scenarios.document.base import Id
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SimulationSettings
from scenarios.i18n import Message
from scenarios.measures import MINUTES_PER_HOUR
from scenarios.plan import Plan
from scenarios.statistics import Estimate, Floats, mean
from simulation.blueprint import build_blueprint
from simulation.experiments.errors import ExperimentError
from simulation.log import EventLog, Kind
from simulation.replication import run_replication

GROUP = 5
"""Observations that MSER-5 averages."""
FEWEST = 10
"""Averages that a truncation can be judged by."""
BATCHES = 20
"""Batch means of a single replication: few enough to be hardly correlated (Schmeiser, Operations Research 30, 1982)."""


@dataclass(frozen=True, slots=True)
class Truncation:
    """How many observations to leave out, by MSER-5."""

    observations: int
    settled: bool
    """False where the least error lies at the end of what may be left out: the series is too short to tell."""


@dataclass(frozen=True, slots=True, eq=False)
class SteadyState:
    """What R replications of n observations say beyond their warm-up."""

    truncation: Truncation
    estimate: Estimate
    """The truncated mean."""
    untruncated: Estimate
    average: Floats
    """(n,) course of the observations, averaged over the replications."""
    smoothed: Floats
    """(n,) Welch's moving averages."""


def mser(series: ArrayLike) -> Truncation:
    """MSER-5 of a series of n observations.

    Raises:
        ValueError: fewer than `FEWEST` times `GROUP` observations.
    """
    values = np.asarray(series, dtype=float)
    count = len(values) // GROUP
    if count < FEWEST:
        message = f"a truncation needs at least {FEWEST * GROUP} observations"
        raise ValueError(message)
    groups = values[: count * GROUP].reshape(count, GROUP).mean(axis=1)
    groups = groups - groups.mean()
    most = count // 2
    rest = count - np.arange(most + 1)
    # Suffix sums give the squares about the mean of the rest for every truncation at once.
    sums = np.cumsum(groups[::-1])[::-1][: most + 1]
    squares = np.cumsum(groups[::-1] ** 2)[::-1][: most + 1]
    errors = np.maximum(squares - sums**2 / rest, 0.0) / rest**2
    best = int(np.argmin(errors))
    return Truncation(best * GROUP, settled=best < most)


def welch(series: ArrayLike, window: int) -> Floats:
    """(n,) moving averages over 2 * ``window`` + 1 observations; at the beginning and end over as many as there are.

    Raises:
        ValueError: a negative window.
    """
    values = np.asarray(series, dtype=float)
    if window < 0:
        message = "a window holds no negative number of observations"
        raise ValueError(message)
    upto = np.concatenate([[0.0], np.cumsum(values)])
    places = np.arange(len(values))
    reach = np.minimum(window, np.minimum(places, len(values) - 1 - places))
    return np.asarray((upto[places + reach + 1] - upto[places - reach]) / (2 * reach + 1))


def steady_state(series: ArrayLike, confidence: float, window: int | None = None) -> SteadyState:
    """The steady state behind (R, n) observations.

    The truncation is that of the average course of all replications (Hoad, Robinson and Davies, Journal of the
    Operational Research Society 61, 2010). ``window`` is Welch's, a twentieth of n by default.

    Raises:
        ValueError: too few observations.
    """
    table = np.atleast_2d(np.asarray(series, dtype=float))
    average = table.mean(axis=0)
    truncation = mser(average)
    return SteadyState(
        truncation=truncation,
        estimate=_mean(table[:, truncation.observations :], confidence),
        untruncated=_mean(table, confidence),
        average=average,
        smoothed=welch(average, len(average) // 20 if window is None else window),
    )


def _mean(table: Floats, confidence: float) -> Estimate:
    """Student's interval of the means of the replications, or of batches of the only one."""
    if len(table) > 1:
        return mean(table.mean(axis=1), confidence)
    length = table.shape[1] // BATCHES
    kept = table[0, table.shape[1] - BATCHES * length :]
    found = mean(kept.reshape(BATCHES, length).mean(axis=1), confidence)
    return found.model_copy(update={"replications": 1})


def request_hours(scenario: Scenario, plan: Plan, stream: Id, settings: SimulationSettings) -> Floats:
    """(R, n) hours from request to launch, in order of arrival; ``urgent`` names the urgent requests.

    n is the number of requests before the first, in any replication, that was not launched any more. Requests that
    were refused count for nothing.

    Raises:
        ExperimentError: no such stream, or nothing of it was ever launched.
        SimulationError: the scenario cannot be simulated.
    """
    blueprint = build_blueprint(scenario, plan, settings)
    logs = (run_replication(blueprint, number, logged=True).log for number in range(settings.replications))
    courses = [_hours(log, f"@{stream}/") for log in logs if log is not None]
    length = min(len(one) for one in courses)
    if length == 0:
        raise ExperimentError(Message("experiments.error.no_requests", {"stream": stream}))
    return np.stack([one[:length] for one in courses])


def _hours(log: EventLog, prefix: str) -> Floats:
    """Hours of the requests of one replication, up to the first that was not launched."""
    came = {int(row[2]): int(row[0]) for row in log.of(Kind.ELIGIBLE)}
    went = {int(row[2]): int(row[0]) for row in log.of(Kind.LAUNCHED)}
    requests = [job for job, name in enumerate(log.jobs) if name.startswith(prefix) and job in came]
    last = next((place for place, job in enumerate(requests) if job not in went), len(requests))
    minutes = [went[job] - came[job] for job in requests[:last]]
    return np.array(minutes, dtype=float) / MINUTES_PER_HOUR
