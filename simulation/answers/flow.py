"""Flow of jobs and queues of steps in one log: counts and integrals in integers (Little 1961)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.arrays import Ints
from simulation.answers.visit_table import JOB, KIND, OPEN, STEP, TIME
from simulation.log import EventLog, Kind

STAGES_OF_FLOW = (Kind.ELIGIBLE, Kind.ADMITTED, Kind.LAUNCHED, Kind.COMPLETED)
"""The curves of the cumulative flow diagram."""


def moments(log: EventLog, kind: Kind, jobs: int) -> Ints:
    """(jobs,) the first row of a kind by job, for the first ``jobs`` of the log; `OPEN` where there is none."""
    rows = log.of(kind)
    rows = rows[rows[:, JOB] < jobs][::-1]
    found = np.full(jobs, OPEN, dtype=np.int64)
    found[rows[:, JOB]] = rows[:, TIME]
    return found


def cumulative(moments: Ints, edges: Ints) -> Ints:
    """How many of ``moments`` come before each edge."""
    return np.searchsorted(np.sort(moments[moments != OPEN]), edges)


def integral(starts: Ints, ends: Ints, edges: Ints) -> Ints:
    """(B,) the integral of the number of intervals [start, end) that are under way between consecutive edges.

    `OPEN` starts do not begin; `OPEN` ends do not end. Over all time the integral is the sum of all lengths: Little's
    law as an identity.
    """
    begun = starts != OPEN
    start, end = starts[begun], ends[begun]
    end = np.where(end == OPEN, np.iinfo(np.int64).max // 2, end)
    passed = np.clip(edges[:, None], start, end) - start
    return np.asarray(np.diff(passed.sum(axis=1)))


@dataclass(frozen=True, eq=False)
class Queue:
    """Waits for people: from ready to the start, or to being called back."""

    job: Ints
    step: Ints
    start: Ints
    end: Ints
    """`OPEN` where the wait never ended."""

    def of(self, chosen: NDArray[np.bool_]) -> Queue:
        """Some of the waits."""
        return Queue(self.job[chosen], self.step[chosen], self.start[chosen], self.end[chosen])


def queue(log: EventLog) -> Queue:
    """Every wait of a log, sign-offs and waits with length 0 included, in the order of job and step."""
    rows = log.rows
    kept = rows[np.isin(rows[:, KIND], (Kind.READY, Kind.STARTED, Kind.RECALLED))]
    order = np.lexsort((np.arange(len(kept)), kept[:, STEP], kept[:, JOB]))
    kept = kept[order]
    ready = np.flatnonzero(kept[:, KIND] == Kind.READY)
    following = ready + 1
    inside = following < len(kept)
    same = inside.copy()
    same[inside] = (kept[following[inside]][:, [JOB, STEP]] == kept[ready[inside]][:, [JOB, STEP]]).all(
        axis=1
    )
    end = np.full(len(ready), OPEN, dtype=np.int64)
    end[same] = kept[following[same], TIME]
    return Queue(kept[ready, JOB], kept[ready, STEP], kept[ready, TIME], end)
