"""Change requests: changes of mind between a campaign's release and its target, and their control (rules 11, 31)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from scenarios.document.durations import to_minutes
from scenarios.document.risks import ChangeControl, ChangeRequests
from scenarios.network import Job
from scenarios.worktime import CalendarExhausted, Timeline
from simulation.distributions import DurationSampler
from simulation.draws import Purpose, Stream, identities


class Change(NamedTuple):
    """A change request of a job: when it takes effect, and the hours that it adds."""

    job: int
    number: int
    moment: int
    hours: float


class ChangeRisk:
    """The chances of change of the preparations among ``jobs``."""

    def __init__(self, rule: ChangeRequests, jobs: Sequence[Job], shared: Timeline, *, varying: bool) -> None:
        self.rule = rule
        self._shared = shared
        self._control = rule.control or ChangeControl()
        jobs = [job for job in jobs if job.kind == "preparation"]
        self._jobs = np.array([job.index for job in jobs], dtype=np.int64)
        self._who = identities(job.campaign for job in jobs)
        self._release = np.array([job.release for job in jobs], dtype=np.int64)
        self._span = np.maximum(np.array([job.target for job in jobs], dtype=np.int64) - self._release, 0)
        self.sampler = DurationSampler([rule.extra_effort], [1.0], varying=varying)
        self.review = DurationSampler([self._control.review], [1.0], varying=varying)

    def draw(self, stream: Stream) -> list[Change]:
        """The requests of one replication that are accepted, and whose review ends before the calendar."""
        if not self.rule.at_most or not self.rule.probability:
            return []
        numbers = np.arange(self.rule.at_most)
        occurs = stream.uniforms(Purpose.CHANGE, self._who[:, None], numbers) < self.rule.probability
        row, number = np.nonzero(occurs)
        who = self._who[row]
        passes = stream.uniforms(Purpose.CHANGE_ACCEPTED, who, number) < self._control.accepted
        row, number, who = row[passes], number[passes], who[passes]
        moments = self._release[row] + (
            stream.uniforms(Purpose.CHANGE_MOMENT, who, number) * self._span[row]
        ).astype(np.int64)
        hours = self.sampler(stream.uniforms(Purpose.CHANGE_EFFORT, who, number)[:, None])[:, 0]
        review = self.review(stream.uniforms(Purpose.CHANGE_REVIEW, who, number)[:, None])[:, 0]
        columns = (self._jobs[row], number, moments, hours, review)
        return list(self._reviewed(zip(*(column.tolist() for column in columns), strict=True)))

    def _reviewed(self, requests: Iterable[tuple[int, int, int, float, float]]) -> Iterator[Change]:
        """The requests when they take effect; one that is never through counts for nothing."""
        for job, number, moment, hours, review in requests:
            try:
                effect = self._shared.advance(moment, to_minutes(review))
            except CalendarExhausted:
                continue
            yield Change(job, number, effect, hours)
