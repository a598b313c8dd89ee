# mypy: disable-error-code="no-any-return"
"""The indicators of a replication: one row of the columns of `simulation.batch.Batch`."""

from scenarios.compiled import in_place
from simulation.compiled.absence_kernel import person_between
from simulation.compiled.admission_kernel import count_campaigns
from simulation.compiled.layout_kernel import (
    ADMISSION,
    BEGUN,
    BUSY,
    CAMPAIGN_MINUTES,
    CAUSES,
    COMPLETION,
    DEFECT_COSTS,
    DEFECTS,
    ELIGIBLE,
    FIRST_REQUEST,
    JOB_COUNT,
    JOB_SIZE,
    LAUNCH,
    NEVER,
    OF_ADMISSION,
    PERSON_COUNT,
    PROCESS,
    REFUSED,
    REQUEST_COUNT,
    REQUESTS,
    ROW_SIZE,
    ROWS,
    SKILL_BUSY,
    SKILL_COUNT,
    STEP_COUNT,
    STREAM_COUNT,
    STREAM_FIRST,
    STREAM_SIZE,
    WAITS,
    WINDOW_CLOSES,
    WINDOW_OPENS,
    WORKED,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    job_of,
    person_of,
)


@in_place
def collect_jobs(
    mem: Ints,
    row: int,
    launch: Ints,
    admission: Ints,
    completion: Ints,
    rework_visits: Ints,
    defects: Ints,
    waiting: Ints,
) -> None:
    """Columns of the campaigns: (R, C), and (R, C, A) for the causes of waiting."""
    for number in range(launch.shape[1]):
        job = job_of(mem, number)
        launch[row, number], admission[row, number] = mem[job + LAUNCH], mem[job + ADMISSION]
        completion[row, number], defects[row, number] = mem[job + COMPLETION], mem[job + DEFECTS]
        rework_visits[row, number] = _visits_again(mem, job)
        for cause in range(CAUSES):
            waiting[row, number, cause] = mem[job + WAITS + cause]
        if mem[job + ADMISSION] != NEVER:
            waiting[row, number, OF_ADMISSION] = mem[job + ADMISSION] - mem[job + ELIGIBLE]


@in_place
def _visits_again(mem: Ints, job: int) -> int:
    """Visits beyond the first, over all steps."""
    number = 0
    for index in range(mem[mem[job + PROCESS] + STEP_COUNT]):
        number += max(0, mem[mem[job + ROWS] + index * mem[ROW_SIZE] + BEGUN] - 1)
    return number


@in_place
def collect_people(
    mem: Ints, real: Floats, row: int, busy: Ints, available: Ints, worked: Ints, skill_busy: Ints
) -> None:
    """Columns of the people (R, P) and of the skills (R, S)."""
    for number in range(mem[PERSON_COUNT]):
        person = person_of(mem, number)
        busy[row, number], worked[row, number] = mem[person + BUSY], mem[person + WORKED]
        available[row, number] = person_between(mem, real, person, mem[WINDOW_OPENS], mem[WINDOW_CLOSES])
    for skill in range(mem[SKILL_COUNT]):
        skill_busy[row, skill] = mem[mem[SKILL_BUSY] + skill]


@in_place
def collect_streams(
    mem: Ints, row: int, promise: int, requests: Ints, refused: Ints, launched: Ints, lead: Ints, kept: Ints
) -> None:
    """Columns (R, streams of the model): requests, those refused and launched, their summed leads, those in time."""
    for number in range(mem[STREAM_COUNT]):
        stream = mem[STREAM_FIRST] + number * STREAM_SIZE
        requests[row, number], refused[row, number] = mem[stream + REQUESTS], mem[stream + REFUSED]
        launched[row, number] = lead[row, number] = kept[row, number] = 0
        for place in range(mem[stream + REQUESTS]):
            job = mem[stream + FIRST_REQUEST] + place * JOB_SIZE
            if mem[job + LAUNCH] != NEVER:
                minutes = mem[job + LAUNCH] - mem[job + ELIGIBLE]
                launched[row, number] += 1
                lead[row, number] += minutes
                kept[row, number] += minutes <= promise


@in_place
def collect_whole(mem: Ints, row: int, wip_minutes: Ints, defect_cost: Ints) -> None:
    """Columns (R,): campaign-minutes in progress, and what the defects found cost."""
    count_campaigns(mem, mem[WINDOW_CLOSES], 0)
    wip_minutes[row] = mem[CAMPAIGN_MINUTES]
    cost = 0
    for number in range(mem[JOB_COUNT] + mem[REQUEST_COUNT]):
        cost += mem[job_of(mem, number) + DEFECT_COSTS]
    defect_cost[row] = cost
