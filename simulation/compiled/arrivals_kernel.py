# mypy: disable-error-code="no-any-return"
"""Requests of open work: when they come, and what is drawn for them (rules 13 and 29)."""

from scenarios.compiled import in_place
from simulation.compiled.codes_kernel import (
    FOR_COUNT,
    FOR_MOMENT,
)
from simulation.compiled.draws_kernel import draw
from simulation.compiled.intake_kernel import expect
from simulation.compiled.layout_kernel import (
    ARRIVAL,
    COIN_COUNT,
    COUNT_TABLES,
    COUNT_WHO,
    DAY,
    DRAW_COUNT,
    EXCESS,
    EXCESS_COUNT,
    EXCESSES,
    FIRST_REQUEST,
    FIXED_DAYS,
    FIXED_MOMENTS,
    FIXED_NUMBERS,
    IN_PROGRESS,
    IS_LIMITED,
    IS_PREPARATION,
    JOB_COUNT,
    JOB_SIZE,
    LANE,
    LOSS_PER_DAY,
    MINUTES_PER_DAY,
    MOMENT_WHO,
    NEXT_EXCESS,
    NEXT_REQUEST,
    NONE,
    NUMBER,
    NUMBER_OF_DAY,
    NUMBERS,
    NUMBERS_FULL,
    PLANNED,
    PROCESS,
    REFUSED,
    REQUEST_COUNT,
    REQUEST_FIRST,
    REQUEST_ROOM,
    REQUESTS,
    REQUESTS_FULL,
    ROW_END,
    ROW_NEXT,
    ROW_SIZE,
    ROWS,
    SIZE,
    STATUS,
    STEP_COUNT,
    STREAM,
    STREAM_COINS,
    STREAM_COUNT,
    STREAM_DAYS,
    STREAM_DRAWS,
    STREAM_FIRST,
    STREAM_LANE,
    STREAM_PROCESS,
    STREAM_SCALE,
    STREAM_SIZE,
    TARGET_MOMENT,
    WHO_DRAWS,
    WHO_TOSSES,
    Floats,
    Ints,
)
from simulation.compiled.reset_kernel import reset_job


@in_place
def expect_requests(mem: Ints, real: Floats) -> None:
    """Draw all requests of a replication; the first of each stream is to come."""
    for number in range(mem[STREAM_COUNT]):
        stream = mem[STREAM_FIRST] + number * STREAM_SIZE
        mem[stream + NEXT_REQUEST] = mem[stream + REQUESTS] = mem[stream + IN_PROGRESS] = mem[
            stream + REFUSED
        ] = 0
        mem[stream + EXCESS] = mem[EXCESSES] + mem[REQUEST_COUNT]
        mem[stream + EXCESS_COUNT] = mem[stream + NEXT_EXCESS] = 0
        mem[stream + FIRST_REQUEST] = mem[REQUEST_FIRST] + mem[REQUEST_COUNT] * JOB_SIZE
        if mem[stream + FIXED_MOMENTS] < 0:
            _draw_days(mem, real, stream)
        else:
            _take_fixed(mem, real, stream)
        expect(mem, stream)


@in_place
def _take_fixed(mem: Ints, real: Floats, stream: int) -> None:
    """Requests that come at the same moments in every replication."""
    moments, numbers, days = (
        mem[stream + FIXED_MOMENTS],
        mem[stream + FIXED_NUMBERS],
        mem[stream + FIXED_DAYS],
    )
    for place in range(1, mem[moments] + 1):
        _add(mem, real, stream, mem[moments + place], mem[days + place], mem[numbers + place])


@in_place
def _draw_days(mem: Ints, real: Floats, stream: int) -> None:
    """The number of requests of each day is one draw, the moments within the day are one draw each."""
    days = mem[stream + STREAM_DAYS]
    for place in range(mem[days]):
        day = mem[days + 1 + place]
        count = _count_below(
            mem,
            real,
            mem[mem[stream + COUNT_TABLES] + place],
            draw(mem, FOR_COUNT, mem[stream + COUNT_WHO], day),
        )
        if count > mem[stream + NUMBERS]:
            mem[STATUS] |= NUMBERS_FULL
            return
        for number in range(count):
            within = draw(mem, FOR_MOMENT, mem[stream + MOMENT_WHO] + 2 * place, number) * MINUTES_PER_DAY
            _add(mem, real, stream, day * MINUTES_PER_DAY + int(within), place, number)


@in_place
def _count_below(mem: Ints, real: Floats, table: int, chance: float) -> int:
    """How many of the rising numbers in the list at ``table`` are less than ``chance``."""
    low, high = 0, mem[table]
    while low < high:
        middle = (low + high) >> 1
        if real[table + 1 + middle] < chance:
            low = middle + 1
        else:
            high = middle
    return low


@in_place
def _add(mem: Ints, real: Floats, stream: int, moment: int, place: int, number: int) -> None:
    """A request comes at ``moment``, as ``number`` of the day at ``place`` among the stream's days."""
    steps = mem[mem[stream + STREAM_PROCESS] + STEP_COUNT]
    if mem[REQUEST_COUNT] == mem[REQUEST_ROOM] or mem[ROW_NEXT] + steps * mem[ROW_SIZE] > mem[ROW_END]:
        mem[STATUS] |= REQUESTS_FULL
        return
    job = mem[REQUEST_FIRST] + mem[REQUEST_COUNT] * JOB_SIZE
    mem[REQUEST_COUNT] += 1
    mem[stream + REQUESTS] += 1
    mem[job + NUMBER] = mem[JOB_COUNT] + mem[REQUEST_COUNT] - 1
    mem[job + PROCESS], mem[job + LANE] = mem[stream + STREAM_PROCESS], mem[stream + STREAM_LANE]
    mem[job + ROWS] = mem[ROW_NEXT]
    mem[ROW_NEXT] += steps * mem[ROW_SIZE]
    mem[job + STREAM], mem[job + PLANNED], real[job + SIZE] = stream, NONE, real[stream + STREAM_SCALE]
    mem[job + IS_LIMITED] = mem[job + IS_PREPARATION] = mem[job + TARGET_MOMENT] = mem[job + LOSS_PER_DAY] = 0
    reset_job(mem, real, job)
    _sort_in(mem, stream, job, moment, place, number)


@in_place
def _sort_in(mem: Ints, stream: int, job: int, moment: int, place: int, number: int) -> None:
    """Requests are numbered in order of arrival, those of one minute by their numbers within the day."""
    first = mem[stream + FIRST_REQUEST]
    while job > first and mem[job - JOB_SIZE + ARRIVAL] > moment:
        _set_arrival(
            mem,
            stream,
            job,
            mem[job - JOB_SIZE + ARRIVAL],
            mem[job - JOB_SIZE + DAY],
            mem[job - JOB_SIZE + NUMBER_OF_DAY],
        )
        job -= JOB_SIZE
    _set_arrival(mem, stream, job, moment, place, number)


@in_place
def _set_arrival(mem: Ints, stream: int, job: int, moment: int, place: int, number: int) -> None:
    mem[job + ARRIVAL], mem[job + DAY], mem[job + NUMBER_OF_DAY] = moment, place, number
    who = place * mem[stream + NUMBERS] + number
    mem[job + WHO_DRAWS] = mem[stream + STREAM_DRAWS] + 2 * who * mem[stream + DRAW_COUNT]
    mem[job + WHO_TOSSES] = mem[stream + STREAM_COINS] + 2 * who * mem[stream + COIN_COUNT]
