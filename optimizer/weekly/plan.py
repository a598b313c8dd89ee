"""From a document with open patterns to a plan: campaigns for fixed patterns first, then spend by period."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TypeAlias

from optimizer.weekly.decide import decided_by_period
from optimizer.weekly.even import even_scenario
from optimizer.weekly.pulses import pulsed_patterns
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.plan import Allocation, Status
from scenarios.progress import Cancelled, Progress, never, part, silent

Choose: TypeAlias = Callable[[Scenario, float, Progress], Allocation]
"""Chooses campaigns, launches and totals of a document with fixed patterns, within some seconds."""

EVEN_SHARE, PULSED_SHARE = 0.3, 0.25
"""Shares of the time for the choice with even spend, and for the one with bursts where they may be better."""
LEAST_SHARE, LEAST_SECONDS = 0.35, 2.0
"""Time for spend by period, as a share and in seconds, even where the choices took all there was."""
ANSWERED = {Status.OPTIMAL, Status.FEASIBLE}


def plan_by_period(
    scenario: Scenario,
    seconds: float,
    choose: Choose,
    *,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> Allocation:
    """The plan of a document in which the spend of some channels is decided period by period.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    deadline = time.monotonic() + seconds
    first = choose(even_scenario(scenario), EVEN_SHARE * seconds, part(progress, 0.0, EVEN_SHARE))
    choices = EVEN_SHARE + PULSED_SHARE
    patterns = pulsed_patterns(scenario, first) if first.proof.status in ANSWERED else {}
    if patterns:
        told = part(progress, EVEN_SHARE, choices)
        other = choose(even_scenario(scenario, patterns), PULSED_SHARE * seconds, told)
        if other.proof.status in ANSWERED and (other.proof.value or 0) > (first.proof.value or 0):
            first = other
    progress(choices, Message("flighting.progress"))
    left = max(deadline - time.monotonic(), LEAST_SHARE * seconds, LEAST_SECONDS)
    return decided_by_period(scenario, first, left, cancelled=cancelled)
