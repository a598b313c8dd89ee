"""Why work is left over when nothing more can happen: read from the event log of one replication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

import numpy as np

from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.outcome import NEVER
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.log import NOBODY, EventLog, Kind
from simulation.planned import PlannedStep
from simulation.processes import StepBlueprint
from simulation.replication import run_replication

MOST_NAMES = 4
MOST_REQUESTS = 50_000
"""Requests in a replication that is told again: more would keep the caller waiting for too long."""
WANTING = frozenset({Kind.READY, Kind.SUSPENDED})
"""What is the last to happen to a step that wants people (or, without work, never goes on)."""


class Stuck(NamedTuple):
    """A job that is left over: since when, at which step (`NOBODY`: never admitted), and what happened there last."""

    since: int
    job: int
    step: int
    last: int
    stranded: bool
    """The calendars end before the step; else it waits."""
    people: tuple[int, ...]
    """Who is at work on it."""

    @property
    def rank(self) -> int:
        """Causes first: what no calendar lets end keeps others waiting for people, and these others for room."""
        return 2 if self.step == NOBODY else int(not self.stranded)


def first_unfinished(batch: Batch) -> int | None:
    """The first replication in which a campaign or a request of a stream is not completed."""
    late = (batch.completion == NEVER).any(axis=1)
    left = (batch.stream_requests - batch.stream_refused > batch.stream_completed).any(axis=1)
    found = np.flatnonzero(late | left)
    return int(found[0]) if len(found) else None


def unfinished(scenario: Scenario, blueprint: Blueprint, batch: Batch) -> tuple[Message, ...]:
    """A note on the first replication that leaves work over: what got stuck first, and who or what is missing.

    None where the replication has more than `MOST_REQUESTS` requests.
    """
    number = first_unfinished(batch)
    if number is None or _requests(batch, number) > MOST_REQUESTS:
        return ()
    log = run_replication(blueprint, number, logged=True).log
    stuck = sorted(left_over(log), key=lambda one: (one.rank, one)) if log else []
    return (_note(scenario, blueprint, log, number, stuck),) if log and stuck else ()


def _requests(batch: Batch, number: int) -> int:
    return int(batch.stream_requests[number].sum() + batch.urgent_requests[number])


def left_over(log: EventLog) -> Iterator[Stuck]:
    """The jobs that are eligible and never completed (nor refused), each where it has been stuck the longest."""
    ended = {int(job) for kind in (Kind.COMPLETED, Kind.REFUSED) for job in log.of(kind)[:, 2]}
    rows: dict[int, list[list[int]]] = {}
    for row in log.rows.tolist():
        if row[2] not in ended:
            rows.setdefault(row[2], []).append(row)
    for job, own in rows.items():
        stuck = [*_stuck_steps(job, own)]
        if stuck:
            yield min(stuck)
        elif not any(kind == Kind.ADMITTED for _, kind, *_ in own):
            yield Stuck(own[0][0], job, NOBODY, Kind.ELIGIBLE, stranded=False, people=())


def _stuck_steps(job: int, rows: Iterable[list[int]]) -> Iterator[Stuck]:
    """The steps of a job that wait for people, or that no calendar lets end."""
    last: dict[int, Stuck] = {}
    for time, kind, _, step, _, person in rows:
        if step == NOBODY:
            continue
        before = last.get(step)
        if kind == Kind.STRANDED and before is not None:
            last[step] = before._replace(stranded=True)
        elif kind == Kind.STARTED and before is not None and (before.since, before.last) == (time, kind):
            last[step] = before._replace(people=(*before.people, person))
        else:
            people = (person,) if person != NOBODY else ()
            last[step] = Stuck(time, job, step, kind, stranded=kind == Kind.STRANDED, people=people)
    return (one for one in last.values() if one.stranded or one.last in WANTING)


def _note(
    scenario: Scenario, blueprint: Blueprint, log: EventLog, number: int, stuck: list[Stuck]
) -> Message:
    names, first = Names(scenario), stuck[0]
    values: dict[str, str | int | Mapping[str, str]] = {
        "replication": number + 1,
        "jobs": len(stuck),
        "job": log.jobs[first.job],
        "since": f"{scenario.horizon.moment(first.since):%Y-%m-%d %H:%M}",
    }
    if first.step == NOBODY:
        return Message("simulation.note.unfinished.room", values)
    step, planned = _step(blueprint, log, first)
    values["step"] = step.step.id
    reason, people = _reason(first, step, planned)
    skill = names.skills.get(step.skill)
    values |= {
        "people": _named([log.people[one] for one in people]),
        "number": step.step.people,
        "skill": skill.texts() if skill else step.skill,
    }
    return Message(f"simulation.note.unfinished.{reason}", values)


def _reason(stuck: Stuck, step: StepBlueprint, planned: PlannedStep | None) -> tuple[str, tuple[int, ...]]:
    """What is missing, and whom it concerns."""
    if stuck.stranded:
        return ("work", stuck.people) if stuck.people else ("delay", ())
    if planned is not None and planned.people:
        return "planned", planned.people
    return "people", step.step.qualified


def _step(blueprint: Blueprint, log: EventLog, stuck: Stuck) -> tuple[StepBlueprint, PlannedStep | None]:
    if stuck.job < len(blueprint.jobs):
        job = blueprint.jobs[stuck.job]
        return job.process.steps[stuck.step], job.planned[stuck.step] if job.planned else None
    name = log.jobs[stuck.job].split("/")[0]
    process = next(stream.process for stream in blueprint.streams if stream.name == name)
    return process.steps[stuck.step], None


def _named(people: list[str]) -> str:
    rest = len(people) - MOST_NAMES
    return ", ".join(people[:MOST_NAMES]) + (f" + {rest}" if rest > 0 else "")
