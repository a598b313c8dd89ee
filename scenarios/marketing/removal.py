"""Removal effects in a first-order Markov chain of touchpoints.

Source: Anderl, Becker, von Wangenheim and Schumann (2016), "Mapping the customer journey", IJRM 33(3): journeys are a
chain from a start over channels to conversion or to nothing; a channel's effect is the share of conversions that is
lost when everyone who would reach it leaves instead.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np

from scenarios.marketing.journeys import Journeys

_START, _CONVERTED, _LOST = object(), object(), object()


def removal_effects(journeys: Journeys) -> dict[str, float]:
    """By channel, the share of all conversions that its removal loses, in [0, 1]; 0 where nothing converts."""
    steps = _steps(journeys)
    whole = _converting(journeys.channels, steps, None)
    return {
        channel: 1 - _converting(journeys.channels, steps, channel) / whole if whole > 0 else 0.0
        for channel in journeys.channels
    }


def _steps(journeys: Journeys) -> Counter[tuple[object, object]]:
    """How often each state is followed by each other."""
    steps: Counter[tuple[object, object]] = Counter()
    for path in journeys.paths:
        chain = (_START, *path.touchpoints)
        for pair in pairwise(chain):
            steps[pair] += path.journeys
        steps[chain[-1], _CONVERTED] += path.conversions
        steps[chain[-1], _LOST] += path.journeys - path.conversions
    return steps


def _converting(
    channels: tuple[str, ...], steps: Counter[tuple[object, object]], removed: str | None
) -> float:
    """Probability of conversion from the start: p = P p + c over the states that are left."""
    states: list[object] = [_START, *(channel for channel in channels if channel != removed)]
    totals: Counter[object] = Counter()
    for (state, _), count in steps.items():
        totals[state] += count
    inner = np.array([[_share(steps[state, other], totals[state]) for other in states] for state in states])
    converted = np.array([_share(steps[state, _CONVERTED], totals[state]) for state in states])
    solved = np.linalg.solve(np.eye(len(states)) - inner, converted)
    return float(np.clip(solved[0], 0.0, 1.0))


def _share(count: int, total: int) -> float:
    return count / total if total else 0.0
