"""What kernels found, as batches and replications."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

import numpy as np

from scenarios.arrays import Ints
from simulation.batch import Batch
from simulation.blueprint import Blueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.chunk_kernel import Columns
from simulation.compiled.money import money_of
from simulation.compiled.rooms import Memory
from simulation.log import EventLog
from simulation.processes import NONE
from simulation.replication import Replication


def batch_of(blueprint: Blueprint, columns: Columns) -> Batch:
    """All columns, with the money worked out."""
    urgent = [place for place, stream in enumerate(blueprint.streams) if stream.urgent]
    kept = columns.kept[:, urgent].sum(axis=1)
    money = money_of(blueprint, columns, kept)
    return Batch(
        launch=columns.launch,
        admission=columns.admission,
        completion=columns.completion,
        revenue=money.revenue,
        lateness_loss=money.lateness_loss,
        waiting=columns.waiting,
        rework_visits=columns.rework_visits,
        defects=columns.defects,
        busy=columns.busy,
        available=columns.available,
        skill_busy=columns.skill_busy,
        worked=columns.worked,
        staff_cost=money.staff_cost,
        contribution=money.contribution,
        urgent_requests=columns.requests[:, urgent].sum(axis=1),
        urgent_kept=kept,
        urgent_lead=columns.lead[:, urgent].sum(axis=1),
        urgent_contribution=money.urgent_contribution,
        stream_requests=_by_document(blueprint, columns.requests),
        stream_refused=_by_document(blueprint, columns.refused),
        stream_completed=_by_document(blueprint, columns.launched),
        stream_lead=_by_document(blueprint, columns.lead),
        defect_cost=columns.defect_cost,
        net_value=money.net_value,
        wip_minutes=columns.wip_minutes,
    )


def replication_of(blueprint: Blueprint, columns: Columns, memory: Memory) -> Replication:
    """One replication with its log."""
    batch = batch_of(blueprint, columns)
    row = {field.name: getattr(batch, field.name)[0].tolist() for field in fields(batch)}
    return Replication(**row, log=_log(blueprint, memory.mem))


def _by_document(blueprint: Blueprint, column: Ints) -> Ints:
    """A column of the model's streams as one of the document's; zeros where nothing ever arrives."""
    found = np.zeros((len(column), len(blueprint.columns)), dtype=np.int64)
    for place, stream in enumerate(blueprint.columns):
        if stream != NONE:
            found[:, place] = column[:, stream]
    return found


def _log(blueprint: Blueprint, mem: Ints) -> EventLog:
    first, size = int(mem[at.LOG]), int(mem[at.LOG_SIZE])
    rows = mem[first : first + size * at.ROW_OF_LOG].reshape(-1, at.ROW_OF_LOG).copy()
    rows.setflags(write=False)
    requests = list(_requests(blueprint, mem))
    processes = (
        *(job.process for job in blueprint.jobs),
        *(blueprint.streams[place].process for place, _ in requests),
    )
    return EventLog(
        rows=rows,
        jobs=(*(job.job.id for job in blueprint.jobs), *(name for _, name in requests)),
        steps=tuple(tuple(step.step.id for step in process.steps) for process in processes),
        people=tuple(worker.id for worker in blueprint.workload.people),
    )


def _requests(blueprint: Blueprint, mem: Ints) -> Iterator[tuple[int, str]]:
    """The requests in the order of their numbers: place of the stream, and name."""
    for number in range(int(mem[at.REQUEST_COUNT])):
        job = int(mem[at.REQUEST_FIRST]) + number * at.JOB_SIZE
        place = (int(mem[job + at.STREAM]) - int(mem[at.STREAM_FIRST])) // at.STREAM_SIZE
        day = int(mem[job + at.ARRIVAL]) // at.MINUTES_PER_DAY
        yield place, f"{blueprint.streams[place].name}/{day}/{int(mem[job + at.NUMBER_OF_DAY])}"
