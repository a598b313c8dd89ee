"""One replication with its log: what happened, whose time it took, and what each stage is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from scenarios.network import Process, Step
from scenarios.worktime import Timeline
from simulation.answers.sample import Case
from simulation.answers.visit_table import VisitTable, visit_table
from simulation.blueprint import Blueprint
from simulation.draws import Stream
from simulation.engines import Engine, Wanted, resolve
from simulation.log import EventLog
from simulation.replication import Replication, run_replication


@dataclass(frozen=True, eq=False)
class History:
    """Replication ``number`` of a blueprint with its event log."""

    blueprint: Blueprint
    number: int
    log: EventLog

    @cached_property
    def visits(self) -> VisitTable:
        """The visits that began."""
        return visit_table(self.log)

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """Everybody's working time in this replication, absence taken out."""
        absences = self.blueprint.absence.draw(Stream(self.blueprint.seed, self.number))
        away = frozenset(absences.people)
        return tuple(
            absences.timeline(worker.index) if worker.index in away else worker.timeline
            for worker in self.blueprint.workload.people
        )

    @cached_property
    def processes(self) -> tuple[Process, ...]:
        """The process of every job of the log: planned ones, urgent requests, then streams."""
        workload = self.blueprint.workload
        open_work = {f"@{work.id}": work.process for work in workload.streams}
        requests = self.log.jobs[len(workload.jobs) :]
        return (
            *(job.process for job in workload.jobs),
            *(open_work[name.split("/", 1)[0]] for name in requests),
        )

    def step(self, job: int, step: int) -> Step:
        """A step of a job."""
        return self.processes[job].steps[step]


def histories(case: Case, numbers: Iterable[int]) -> Iterator[History]:
    """Replications with their logs, one after another.

    Raises:
        SimulationError: as for `simulation.simulate`.
    """
    blueprint = case.blueprint()
    for number in numbers:
        yield history(blueprint, number, case.settings.engine)


def history(blueprint: Blueprint, number: int, wanted: Wanted) -> History:
    """One replication with its log, from either engine: the logs are the same."""
    log = _replay(blueprint, number, resolve(wanted)).log
    if log is None:
        message = "a logged replication has a log"
        raise AssertionError(message)
    return History(blueprint, number, log)


def _replay(blueprint: Blueprint, number: int, engine: Engine) -> Replication:
    if engine == "compiled" and not blueprint.is_under_way:
        from simulation import compiled  # noqa: PLC0415 - loading the compiler takes a second

        return compiled.replay(blueprint, number)
    return run_replication(blueprint, number, logged=True)
