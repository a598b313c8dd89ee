"""The measures by which outcomes are summarised and compared, each as one term per replication.

The mean of a measure's terms is the measure: for a ratio (return on spend, utilisation, share of promises kept) the
terms are those of the linearised ratio estimator, so that every shown ratio is the ratio of the shown totals.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.outcome import NEVER, Outcome
from scenarios.statistics import Estimate, Floats, mean, ratio_terms

MINUTES_PER_HOUR = 60
MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY
Unit: TypeAlias = Literal["money", "share", "ratio", "days", "hours", "per_week", "count"]
"""Money in minor units; a share lies in 0 to 1; a ratio is a return per unit of cost."""
Terms: TypeAlias = Ints | Floats
Flags: TypeAlias = NDArray[np.bool_]


def cost(outcome: Outcome) -> Ints:
    """(R,) cost: media, fixed costs and, where it counts, staff."""
    staff = outcome.staff_cost if outcome.staff_counts else np.zeros_like(outcome.staff_cost)
    return np.asarray(outcome.media + outcome.campaign_fixed + outcome.fixed + staff)


def launched(outcome: Outcome) -> Flags:
    """(R, C) whether each campaign was launched at all."""
    return np.asarray(outcome.launch != NEVER)


def on_time(outcome: Outcome) -> Flags:
    """(R, C) whether each campaign was launched by its target."""
    return np.asarray(launched(outcome) & (outcome.launch <= outcome.target))


def lead_minutes(outcome: Outcome) -> Ints:
    """(R, C) minutes from admission to launch; 0 where not launched."""
    return np.where(launched(outcome), outcome.launch - outcome.admission, 0)


def _lead_days(outcome: Outcome) -> Floats | None:
    return ratio_terms(lead_minutes(outcome).sum(axis=1) / MINUTES_PER_DAY, launched(outcome).sum(axis=1))


def _on_time(outcome: Outcome) -> Floats | None:
    return np.asarray(on_time(outcome).mean(axis=1)) if outcome.campaigns else None


def _throughput(outcome: Outcome) -> Floats:
    inside = launched(outcome) & (outcome.launch < outcome.horizon_minutes)
    return np.asarray(inside.sum(axis=1) * MINUTES_PER_WEEK / outcome.horizon_minutes)


def _revenue(outcome: Outcome) -> Ints:
    return np.asarray(outcome.revenue.sum(axis=1))


def _roas(outcome: Outcome) -> Floats | None:
    return ratio_terms(_revenue(outcome), np.full(outcome.replications, outcome.media))


@dataclass(frozen=True, slots=True)
class Measure:
    """One figure of a whole outcome. ``terms`` gives (R,) terms, or None where it is undefined."""

    key: str
    unit: Unit
    better: Literal["higher", "lower", "neither"]
    terms: Callable[[Outcome], Terms | None]

    @property
    def within(self) -> tuple[float, float]:
        """Where the measure is known to lie."""
        return (
            -math.inf if self.key in {"net_value", "net_roi"} else 0.0,
            1.0 if self.unit == "share" else math.inf,
        )

    def estimate(self, outcome: Outcome) -> Estimate | None:
        """The measure with its interval; None where it is undefined."""
        terms = self.terms(outcome)
        return None if terms is None else mean(terms, outcome.confidence, self.within)


MEASURES: tuple[Measure, ...] = (
    Measure("net_value", "money", "higher", lambda outcome: outcome.net_value),
    Measure("revenue", "money", "higher", _revenue),
    Measure("cost", "money", "neither", cost),
    Measure("net_roi", "ratio", "higher", lambda outcome: ratio_terms(outcome.net_value, cost(outcome))),
    Measure("roas", "ratio", "higher", _roas),
    Measure("lateness_loss", "money", "lower", lambda outcome: outcome.lateness_loss.sum(axis=1)),
    Measure("on_time", "share", "higher", _on_time),
    Measure("lead_days", "days", "lower", _lead_days),
    Measure("throughput", "per_week", "higher", _throughput),
    Measure("wip", "count", "neither", lambda outcome: outcome.wip_minutes / outcome.horizon_minutes),
    Measure(
        "utilisation",
        "share",
        "neither",
        lambda outcome: ratio_terms(outcome.busy.sum(axis=1), outcome.available.sum(axis=1)),
    ),
    Measure(
        "urgent_kept",
        "share",
        "higher",
        lambda outcome: ratio_terms(outcome.urgent_kept, outcome.urgent_requests),
    ),
    Measure(
        "urgent_lead_hours",
        "hours",
        "lower",
        lambda outcome: ratio_terms(outcome.urgent_lead / MINUTES_PER_HOUR, outcome.urgent_requests),
    ),
    Measure("staff_cost", "money", "neither", lambda outcome: outcome.staff_cost),
)
BY_KEY = {measure.key: measure for measure in MEASURES}
