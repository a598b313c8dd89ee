"""Whether actuals can be true of a plan: every contradiction at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain

from scenarios.actuals.values import Actuals, StepActual
from scenarios.document.horizon import Horizon
from scenarios.errors import Location, Problem
from scenarios.network import Job, Step, Workload
from scenarios.suggestions import guess

Places = Mapping[tuple[str, str], Location]


def check_actuals(
    actuals: Actuals, workload: Workload, horizon: Horizon, places: Places | None = None
) -> tuple[Problem, ...]:
    """What contradicts the plan's work or itself: unknown names, times out of order, work before its predecessors.

    Args:
        actuals: what is said to have happened.
        workload: what was planned.
        horizon: tells times in words.
        places: where each (job, step) is written.
    """
    return tuple(_Check(actuals, workload, horizon, places or {}).problems())


class _Check:
    def __init__(self, actuals: Actuals, workload: Workload, horizon: Horizon, places: Places) -> None:
        self._actuals = actuals
        self._jobs = {job.id: job for job in workload.jobs}
        self._all = workload.jobs
        self._people = {worker.id for worker in workload.people}
        self._horizon = horizon
        self._places = places

    def problems(self) -> Iterator[Problem]:
        for one in self._actuals.steps:
            job = self._jobs.get(one.job)
            if job is None:
                yield self._problem("actuals_job_unknown", one, guess=guess(one.job, self._jobs))
                continue
            steps = {step.id: step for step in job.process.steps}
            if one.step not in steps:
                yield self._problem(
                    "actuals_step_unknown", one, steps=", ".join(steps), guess=guess(one.step, steps)
                )
                continue
            yield from chain(
                self._people_known(one),
                self._in_order(one),
                self._staffed(one, steps[one.step]),
                self._after_predecessors(one, job, steps[one.step]),
            )
        yield from self._admissions()

    def _people_known(self, one: StepActual) -> Iterator[Problem]:
        for person in one.people:
            if person not in self._people:
                yield self._problem(
                    "actuals_person_unknown", one, person=person, guess=guess(person, self._people)
                )

    def _in_order(self, one: StepActual) -> Iterator[Problem]:
        if one.started is None:
            if one.finished is not None:
                yield self._problem("actuals_not_started", one, finished=self._time(one.finished))
            return
        if one.finished is not None and one.finished < one.started:
            yield self._problem(
                "actuals_end_before_start",
                one,
                started=self._time(one.started),
                finished=self._time(one.finished),
            )
        latest = one.started if one.finished is None else one.finished
        begun_late = one.finished is None and one.started >= self._actuals.status
        if latest > self._actuals.status or begun_late:
            yield self._problem(
                "actuals_future", one, time=self._time(latest), status=self._time(self._actuals.status)
            )

    def _staffed(self, one: StepActual, step: Step) -> Iterator[Problem]:
        under_way = one.started is not None and one.finished is None
        if under_way and step.kind == "work" and not one.people:
            yield self._problem("actuals_nobody", one)

    def _after_predecessors(self, one: StepActual, job: Job, step: Step) -> Iterator[Problem]:
        """Predecessors are done before a step begins; a step that may overlap them needs them to have begun."""
        if one.started is None:
            return
        for index in step.predecessors:
            before = job.process.steps[index]
            found = self._actuals.by_step.get((job.id, before.id))
            begun = found is not None and found.started is not None
            done = begun and found is not None and found.finished is not None
            if not (done or (begun and step.overlap > 0)):
                yield self._problem("actuals_predecessor", one, predecessor=before.id)
        # A launched campaign may be at its launch step again (rework of another branch) while it runs.
        for index in job.prerequisites if job.kind == "preparation" else ():
            other = self._all[index]
            launch = other.process.steps[other.process.launch].id
            found = self._actuals.by_step.get((other.id, launch))
            if not step.predecessors and (found is None or found.finished is None):
                yield self._problem("actuals_prerequisite", one, campaign=other.campaign)

    def _admissions(self) -> Iterator[Problem]:
        for job, moment in sorted(self._actuals.admissions.items()):
            one = StepActual(job=job, step="@admitted")
            if job not in self._jobs:
                yield self._problem("actuals_job_unknown", one, guess=guess(job, self._jobs))
            elif moment >= self._actuals.status:
                yield self._problem(
                    "actuals_future", one, time=self._time(moment), status=self._time(self._actuals.status)
                )

    def _time(self, minute: int) -> str:
        return self._horizon.moment(minute).isoformat(" ", timespec="minutes")

    def _problem(self, code: str, one: StepActual, **values: object) -> Problem:
        place = self._places.get((one.job, one.step))
        return Problem(code, (), {"job": one.job, "step": one.step, **values}, place)
