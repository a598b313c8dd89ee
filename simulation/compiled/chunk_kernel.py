# mypy: disable-error-code="no-any-return"
"""Consecutive replications, one row of the columns each."""

from typing import NamedTuple

from scenarios.compiled import address, compiled
from simulation.compiled.collect_kernel import collect_jobs, collect_people, collect_streams, collect_whole
from simulation.compiled.layout_kernel import (
    STATUS,
    Floats,
    Ints,
)
from simulation.compiled.run_kernel import run

address_of = address()


class Columns(NamedTuple):
    """What is found, by replication: R rows; C campaigns, A causes, P people, S skills, W streams of the model."""

    launch: Ints
    admission: Ints
    completion: Ints
    rework_visits: Ints
    defects: Ints
    waiting: Ints
    busy: Ints
    available: Ints
    worked: Ints
    skill_busy: Ints
    requests: Ints
    refused: Ints
    launched: Ints
    lead: Ints
    kept: Ints
    wip_minutes: Ints
    defect_cost: Ints


@compiled
def run_chunk(mem: Ints, real: Floats, first: int, done: int, promise: int, columns: Columns) -> int:
    """Replications ``first + done`` and following, up to the last row; how many rows are filled.

    It stops early where a room was too small: STATUS says which.
    """
    words, reals = address_of(mem), address_of(real)
    for row in range(done, columns.wip_minutes.size):
        run(words, reals, first + row)
        if mem[STATUS]:
            return row
        collect_jobs(
            words,
            row,
            columns.launch,
            columns.admission,
            columns.completion,
            columns.rework_visits,
            columns.defects,
            columns.waiting,
        )
        collect_people(words, reals, row, columns.busy, columns.available, columns.worked, columns.skill_busy)
        collect_streams(
            words,
            row,
            promise,
            columns.requests,
            columns.refused,
            columns.launched,
            columns.lead,
            columns.kept,
        )
        collect_whole(words, row, columns.wip_minutes, columns.defect_cost)
        if mem[STATUS]:
            return row
    return columns.wip_minutes.size
