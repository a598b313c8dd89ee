"""Planned jobs in the flat memory."""

from __future__ import annotations

from simulation.blueprint import Blueprint, JobBlueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.flat_processes import Processes
from simulation.draws import Purpose, identities
from simulation.planned import PlannedStep


class Jobs:
    """Puts the planned jobs into memory."""

    def __init__(self, arena: Arena, processes: Processes, blueprint: Blueprint) -> None:
        self._arena, self._processes, self._blueprint = arena, processes, blueprint
        self._places = {
            job: place for place, job in enumerate(blueprint.planned.limited if blueprint.planned else ())
        }

    def put(self) -> dict[int, int | float]:
        """Put all of them; the fields of the header that say where."""
        arena, jobs = self._arena, self._blueprint.jobs
        first = arena.reserve(len(jobs) * at.JOB_SIZE)
        variate = coin = 0
        variates = arena.identities(self._blueprint.draws.variates)
        coins = arena.identities(self._blueprint.draws.coins)
        for job in jobs:
            fields = {**self._job(job), at.WHO_DRAWS: variates + 2 * variate, at.WHO_TOSSES: coins + 2 * coin}
            arena.fill(first + job.job.index * at.JOB_SIZE, fields)
            variate, coin = variate + len(job.process.variates), coin + len(job.process.coins)
        return {
            at.JOB_FIRST: first,
            at.JOB_COUNT: len(jobs),
            at.GATE: arena.reserve(len(jobs)),
            at.ADMITTED: arena.reserve(len(jobs) + 1),
            **self._changes(),
        }

    def put_rows(self, header: dict[int, int | float]) -> None:
        """Room for what goes on at the steps of each job."""
        row_size = int(header[at.ROW_SIZE])
        for place, job in enumerate(self._blueprint.jobs):
            rows = self._arena.reserve(len(job.process.steps) * row_size)
            self._arena.set(int(header[at.JOB_FIRST]) + place * at.JOB_SIZE + at.ROWS, rows)

    def _job(self, blueprint: JobBlueprint) -> dict[int, int | float]:
        arena, job, planned = self._arena, blueprint.job, self._blueprint.planned
        return {
            at.NUMBER: job.index,
            at.PROCESS: self._processes.put(job.process, blueprint.process),
            at.FIRST_LANE: at.EXPRESS if job.express else at.NORMAL,
            at.SIZE: float(job.size),
            at.IS_LIMITED: int(job.limited),
            at.IS_PREPARATION: int(job.kind == "preparation"),
            at.RELEASE: job.release,
            at.TARGET_MOMENT: job.target,
            at.LOSS_PER_DAY: job.loss_per_day,
            at.CHANGE_WHO: arena.identities(identities([job.campaign])),
            at.PREREQUISITES: arena.list(job.prerequisites),
            at.DEPENDENTS: arena.list(self._blueprint.dependents[job.index]),
            at.PLANNED: self._planned(blueprint.planned) if blueprint.planned else at.NONE,
            at.PLANNED_ADMISSION: planned.admissions[job.index] if planned else 0,
            at.PLACE: self._places.get(job.index, 0),
            at.ESCALATES: at.NONE if blueprint.escalates is None else blueprint.escalates,
            at.STREAM: at.NONE,
            at.ARRIVAL: at.NEVER,
        }

    def _planned(self, steps: tuple[PlannedStep, ...]) -> int:
        """Address of what is planned for the steps of a job."""
        arena = self._arena
        records: list[dict[int, int | float]] = [
            {
                at.PLANNED_START: step.start,
                at.PLANNED_PEOPLE: arena.list(step.people),
                at.PLANNED_MASK: arena.mask(step.mask),
                at.PLANNED_PLACES: arena.records(step.places),
            }
            for step in steps
        ]
        first, *_ = [arena.record(at.PLANNED_SIZE, record) for record in records]
        return first

    def _changes(self) -> dict[int, int | float]:
        changes = self._blueprint.changes
        rule, put = changes.rule, self._processes.durations
        return {
            at.CHANGES: rule.at_most,
            at.CHANGE_CHANCE: float(rule.probability),
            at.CHANGE_SHARE: float(rule.repeat_effort),
            at.CHANGE_ACCEPTED: float(rule.control.accepted) if rule.control else 1.0,
            at.CHANGE_HOURS: put(changes.sampler, [Purpose.CHANGE_EFFORT]),
            at.CHANGE_REVIEW: put(changes.review, [Purpose.CHANGE_REVIEW]) if rule.control else at.NONE,
        }
