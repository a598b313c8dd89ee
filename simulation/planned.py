"""The plan's schedule as dispatch reads it: who does what, when, and in which order (rule 16)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scenarios.i18n import Message
from scenarios.network import Workload, effort_minutes
from scenarios.plan import Schedule, ScheduledTask
from scenarios.standing import State
from simulation.errors import ScheduleMismatch
from simulation.presence import mask_of


@dataclass(frozen=True, slots=True)
class PlannedStep:
    """A step as planned; ``places`` are its positions in the sequences of its people, as (person, position)."""

    start: int
    people: tuple[int, ...]
    mask: int
    places: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PlannedWork:
    """What the schedule says, by job and step index."""

    steps: tuple[tuple[PlannedStep, ...], ...]
    admissions: tuple[int, ...]
    lengths: tuple[int, ...]
    """Number of steps planned for each person."""
    limited: tuple[int, ...]
    """Jobs that count towards the WIP limit, in the order of their planned admissions."""


class Turns:
    """How far a run has come in the sequence planned for each person."""

    def __init__(self, lengths: Sequence[int]) -> None:
        self._started = [bytearray(length + 1) for length in lengths]
        self._done = [0] * len(lengths)

    def has_come(self, step: PlannedStep) -> bool:
        """Whether everybody has started all that was planned for them before the step."""
        done = self._done
        return all(done[person] >= place for person, place in step.places)

    def start(self, step: PlannedStep) -> None:
        """Note that the step has begun, whoever does it."""
        for person, place in step.places:
            started = self._started[person]
            started[place] = 1
            self._done[person] = started.find(0, self._done[person])


def planned_work(workload: Workload, schedule: Schedule) -> PlannedWork:
    """The schedule, resolved against the workload.

    Raises:
        ScheduleMismatch: it does not plan every step, or plans others, or people who cannot do them.
    """
    tasks = _tasks(workload, schedule)
    states = schedule.standing.states if schedule.standing else {}
    teams = {key: _team(workload, *key, task, states) for key, task in tasks.items()}
    sequences: list[list[tuple[int, int, int]]] = [[] for _ in workload.people]
    for key, task in tasks.items():
        for person in teams[key]:
            sequences[person].append((task.start, *key))
    places: dict[tuple[int, int], list[tuple[int, int]]] = {key: [] for key in tasks}
    for person, sequence in enumerate(sequences):
        for place, (_, job, step) in enumerate(sorted(sequence)):
            places[job, step].append((person, place))
    steps = {
        key: PlannedStep(task.start, teams[key], mask_of(teams[key]), tuple(places[key]))
        for key, task in tasks.items()
    }
    admissions = _admissions(workload, schedule)
    limited = (job.index for job in workload.jobs if job.limited)
    return PlannedWork(
        steps=tuple(
            tuple(steps[job.index, step.index] for step in job.process.steps) for job in workload.jobs
        ),
        admissions=admissions,
        lengths=tuple(len(sequence) for sequence in sequences),
        limited=tuple(sorted(limited, key=lambda job: (admissions[job], job))),
    )


def _tasks(workload: Workload, schedule: Schedule) -> dict[tuple[int, int], ScheduledTask]:
    """The planned step for each step of each job."""
    given = {(task.job, task.step): task for task in schedule.tasks}
    tasks = {}
    for job in workload.jobs:
        for step in job.process.steps:
            if (job.id, step.id) not in given:
                raise _mismatch("not_scheduled", job.id, step.id)
            tasks[job.index, step.index] = given.pop((job.id, step.id))
    for job_id, step_id in given:
        raise _mismatch("unknown_task", job_id, step_id)
    return tasks


def _team(
    workload: Workload,
    job_index: int,
    step_index: int,
    task: ScheduledTask,
    states: Mapping[tuple[str, str], State],
) -> tuple[int, ...]:
    """The planned people: as many qualified ones as the step needs, nobody if it takes no time or is given."""
    job = workload.jobs[job_index]
    step = job.process.steps[step_index]
    if states.get((job.id, step.id)) in {"done", "running"}:
        return ()
    by_name = {workload.people[person].id: person for person in step.qualified}
    needed = step.people if step.kind == "work" and effort_minutes(step.effort.mean, job.size) else 0
    if len(task.people) != needed or not by_name.keys() >= set(task.people):
        raise _mismatch("wrong_people", job.id, step.id)
    return tuple(by_name[person] for person in task.people)


def _admissions(workload: Workload, schedule: Schedule) -> tuple[int, ...]:
    given = {job.job: job.admission for job in schedule.jobs}
    for job in workload.jobs:
        if job.id not in given:
            raise _mismatch("not_scheduled", job.id, job.process.steps[0].id)
    return tuple(given[job.id] for job in workload.jobs)


def _mismatch(reason: str, job: str, step: str) -> ScheduleMismatch:
    return ScheduleMismatch(Message(f"simulation.error.{reason}", {"job": job, "step": step}))
