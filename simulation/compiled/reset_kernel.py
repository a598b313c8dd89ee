# mypy: disable-error-code="no-any-return"
"""The state before anything has happened."""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    ABSENT,
    ABSENT_DAY,
    ABSENT_ON,
    ADMISSION,
    ADMISSION_DUE,
    ADMITTED,
    ADMITTED_ALL,
    ALL_DRAWN,
    ALONE_JOB,
    BITS,
    BLOCKERS,
    BUSY,
    CAMPAIGN_MINUTES,
    CAMPAIGNS,
    CAMPAIGNS_SINCE,
    CAUSES,
    COMPLETION,
    DEFECT_COSTS,
    DEFECTS,
    DISPATCH_DUE,
    DRAWN,
    ELIGIBLE,
    ESCALATED,
    ESCAPED,
    EXTRA,
    FINISH,
    FIRST_LANE,
    FOREVER,
    FREE,
    GATE_SIZE,
    GROUP_COUNT,
    GROUP_LIMITS,
    GROUP_ROOM,
    HEAP_SIZE,
    INSTANT_AT,
    JOB_COUNT,
    KNOWN_TAKEN,
    LANE,
    LAST_JOB,
    LAUNCH,
    LIMITED,
    LOAD,
    LOG_SIZE,
    NEVER,
    NONE,
    NOW,
    OPENING_AT,
    PENDING,
    PERSON_COUNT,
    PREREQUISITES,
    PROCESS,
    QUEUE_SIZE,
    REPLICATION,
    REQUEST_COUNT,
    RETURN_DAYS,
    RETURNS,
    ROW_FIRST_OF_REQUESTS,
    ROW_NEXT,
    ROW_SIZE,
    ROWS,
    SHARE,
    SHARE_SERIAL,
    SHARERS,
    SHARES,
    SHARES_SINCE,
    SKILL_BUSY,
    SKILL_COUNT,
    SOME_ABSENCE,
    SPELL_COUNT,
    STATE,
    STATUS,
    STEP_COUNT,
    TURN_COUNT,
    TURNS,
    TURNS_TAKEN,
    UNDONE,
    WAITS,
    WAKE,
    WINDOW_OPENS,
    WORDS,
    WORKED,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    job_of,
    person_of,
)


@in_place
def reset(mem: Ints, real: Floats, replication: int) -> None:
    """Before the first event of a replication."""
    mem[REPLICATION], mem[STATUS], mem[NOW], mem[WAKE] = replication, 0, 0, FOREVER
    mem[HEAP_SIZE] = mem[QUEUE_SIZE] = mem[LOG_SIZE] = mem[GATE_SIZE] = mem[SHARE_SERIAL] = 0
    mem[ADMISSION_DUE] = mem[DISPATCH_DUE] = mem[INSTANT_AT] = mem[OPENING_AT] = 0
    mem[LIMITED] = mem[ADMITTED_ALL] = mem[CAMPAIGNS] = mem[CAMPAIGN_MINUTES] = mem[REQUEST_COUNT] = 0
    mem[CAMPAIGNS_SINCE], mem[ABSENT_DAY] = mem[WINDOW_OPENS], NEVER
    mem[ROW_NEXT] = mem[ROW_FIRST_OF_REQUESTS]
    fill(mem, mem[SKILL_BUSY], mem[SKILL_COUNT], 0)
    mem[ALL_DRAWN] = NEVER
    if mem[SOME_ABSENCE]:
        fill(mem, mem[RETURNS], mem[RETURN_DAYS], 0)
        fill(mem, mem[ABSENT_ON], mem[RETURN_DAYS] * mem[WORDS], 0)
    fill(mem, mem[ABSENT], mem[WORDS], 0)
    fill(mem, mem[ADMITTED], mem[JOB_COUNT] + 1, 0)
    fill(mem, mem[SHARERS], mem[WORDS], 0)
    for group in range(mem[GROUP_COUNT]):
        mem[mem[GROUP_ROOM] + group] = mem[mem[GROUP_LIMITS] + group]
    for number in range(mem[JOB_COUNT]):
        reset_planned(mem, real, job_of(mem, number))
    _reset_people(mem)


@in_place
def _reset_people(mem: Ints) -> None:
    fill(mem, mem[FREE], mem[WORDS], 0)
    for number in range(mem[PERSON_COUNT]):
        mem[mem[FREE] + number // BITS] |= 1 << (number % BITS)
        person = person_of(mem, number)
        mem[person + DRAWN] = mem[person + KNOWN_TAKEN] = mem[person + SPELL_COUNT] = mem[
            person + TURNS_TAKEN
        ] = 0
        mem[person + LAST_JOB] = mem[person + ALONE_JOB] = NONE
        mem[person + WORKED] = mem[person + LOAD] = mem[person + BUSY] = mem[person + SHARES] = 0
        mem[person + SHARES_SINCE] = NEVER
        fill(mem, mem[person + TURNS], mem[person + TURN_COUNT], 0)


@in_place
def reset_job(mem: Ints, real: Floats, job: int) -> None:
    """Before the job is released."""
    steps = mem[mem[job + PROCESS] + STEP_COUNT]
    mem[job + UNDONE] = steps
    mem[job + EXTRA] = mem[job + ESCALATED] = mem[job + DEFECTS] = mem[job + DEFECT_COSTS] = 0
    mem[job + ELIGIBLE] = mem[job + ADMISSION] = mem[job + LAUNCH] = mem[job + COMPLETION] = NEVER
    fill(mem, job + WAITS, CAUSES, 0)
    fill(mem, mem[job + ROWS], steps * mem[ROW_SIZE], 0)
    for index in range(steps):
        row = mem[job + ROWS] + index * mem[ROW_SIZE]
        mem[row + STATE], mem[row + FINISH], mem[row + ESCAPED], real[row + SHARE] = (
            PENDING,
            NEVER,
            NEVER,
            1.0,
        )


@in_place
def reset_planned(mem: Ints, real: Floats, job: int) -> None:
    """Before a planned job is released: what keeps it back is its release and all that it has to follow."""
    reset_job(mem, real, job)
    mem[job + LANE] = mem[job + FIRST_LANE]
    mem[job + BLOCKERS] = mem[mem[job + PREREQUISITES]] + 1


@in_place
def fill(mem: Ints, first: int, count: int, value: int) -> None:
    """Set so many words from ``first`` on."""
    for word in range(first, first + count):
        mem[word] = value
