# mypy: disable-error-code="no-any-return"
"""How requests of open work come in: at once, or as far as their stream's limit allows (rule 29)."""

from scenarios.compiled import in_place
from simulation.compiled.codes_kernel import (
    K_ELIGIBLE,
    K_REFUSED,
    ON_ARRIVAL,
)
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    ADMISSION,
    ARRIVAL,
    ELIGIBLE,
    EXCESS,
    EXCESS_COUNT,
    FIRST_REQUEST,
    IN_PROGRESS,
    JOB_SIZE,
    NEXT_EXCESS,
    NEXT_REQUEST,
    NOBODY,
    NOW,
    REFUSED,
    REQUESTS,
    STREAM,
    STREAM_LIMIT,
    STREAM_REFUSES,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    note,
)
from simulation.compiled.visits_kernel import open_job


@in_place
def expect(mem: Ints, stream: int) -> None:
    """The next request of the stream is to come."""
    number = mem[stream + NEXT_REQUEST]
    if number < mem[stream + REQUESTS]:
        job = mem[stream + FIRST_REQUEST] + number * JOB_SIZE
        push(mem, mem[job + ARRIVAL], ON_ARRIVAL, job, 0, job)
        mem[stream + NEXT_REQUEST] = number + 1


@in_place
def arrive(mem: Ints, real: Floats, job: int) -> None:
    """A request comes."""
    stream = mem[job + STREAM]
    expect(mem, stream)
    mem[job + ELIGIBLE] = mem[NOW]
    note(mem, K_ELIGIBLE, job, NOBODY, NOBODY, NOBODY)
    limit = mem[stream + STREAM_LIMIT]
    if limit < 0 or mem[stream + IN_PROGRESS] < limit:
        _begin(mem, real, stream, job)
    elif mem[stream + STREAM_REFUSES]:
        mem[stream + REFUSED] += 1
        note(mem, K_REFUSED, job, NOBODY, NOBODY, NOBODY)
    else:
        mem[mem[stream + EXCESS] + mem[stream + EXCESS_COUNT]] = job
        mem[stream + EXCESS_COUNT] += 1


@in_place
def make_room(mem: Ints, real: Floats, job: int) -> None:
    """A request is complete: the first of those that wait takes its place."""
    stream = mem[job + STREAM]
    mem[stream + IN_PROGRESS] -= 1
    place = mem[stream + NEXT_EXCESS]
    if place < mem[stream + EXCESS_COUNT]:
        mem[stream + NEXT_EXCESS] = place + 1
        _begin(mem, real, stream, mem[mem[stream + EXCESS] + place])


@in_place
def _begin(mem: Ints, real: Floats, stream: int, job: int) -> None:
    mem[stream + IN_PROGRESS] += 1
    mem[job + ADMISSION] = mem[NOW]
    open_job(mem, real, job)
