"""How much of their working time people were held by work, by time bin: vectorised over a log's visits.

Somebody is *held* from taking up a visit to leaving it; what counts are the minutes in which the person's timeline
(absence taken out) is open. Several visits at once hold a person once.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from scenarios.worktime import Timeline
from simulation.answers.history import History
from simulation.answers.visit_table import OPEN

Flags = NDArray[np.bool_]


def open_before(timeline: Timeline, moments: Ints) -> Ints:
    """Open minutes of a timeline before each of ``moments``: `Timeline.open_before`, vectorised."""
    if not timeline.starts:
        return np.zeros_like(moments)
    starts, ends = np.array(timeline.starts), np.array(timeline.ends)
    before = np.concatenate([[0], np.cumsum(ends - starts)])
    place = np.searchsorted(starts, moments, side="right")
    closed = np.maximum(0, ends[place - 1] - moments)
    return np.asarray(np.where(place, before[place] - closed, 0))


def available(history: History, edges: Ints) -> Ints:
    """(P, B) open minutes of everyone between consecutive ``edges`` (B + 1 rising moments)."""
    return np.stack([np.diff(open_before(timeline, edges)) for timeline in history.timelines])


def held(history: History, edges: Ints, wanted: Flags | None = None) -> Ints:
    """(P, B) open minutes in which everyone was held by a visit between consecutive ``edges``.

    Args:
        history: a replication.
        edges: (B + 1) rising moments.
        wanted: (V,) the visits that count; all by default.
    """
    visits = history.visits
    chosen = slice(None) if wanted is None else wanted[visits.spell_row]
    person, start, end = visits.spell_person[chosen], visits.spell_start[chosen], visits.spell_end[chosen]
    end = np.where(end == OPEN, np.iinfo(np.int64).max // 2, end)
    return np.stack(
        [
            _held(timeline, start[person == one], end[person == one], edges)
            for one, timeline in enumerate(history.timelines)
        ]
    )


def visits_where(history: History, holds: Callable[[str | None], bool]) -> Flags:
    """(V,) the visits to steps whose skill fulfils ``holds``."""
    visits = history.visits
    pairs, inverse = np.unique(np.stack([visits.job, visits.step], axis=1), axis=0, return_inverse=True)
    answer = np.array([holds(history.step(job, step).skill) for job, step in pairs.tolist()], dtype=np.bool_)
    return answer[inverse.ravel()] if len(answer) else np.zeros(0, dtype=np.bool_)


def _held(timeline: Timeline, start: Ints, end: Ints, edges: Ints) -> Ints:
    """Open minutes of the union of [start, end) between consecutive edges."""
    if not len(start):
        return np.zeros(len(edges) - 1, dtype=np.int64)
    order = np.argsort(start, kind="stable")
    start, end = start[order], end[order]
    # An interval counts from where all earlier ones have ended.
    reached = np.concatenate([[np.iinfo(np.int64).min], np.maximum.accumulate(end)[:-1]])
    first = open_before(timeline, np.maximum(start, reached))
    last = np.maximum(first, open_before(timeline, end))
    at_edges = open_before(timeline, edges)[:, None]
    return np.asarray(np.diff((np.clip(at_edges, first, last) - first).sum(axis=1)))
