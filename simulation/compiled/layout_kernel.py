# mypy: disable-error-code="no-any-return"
"""Where everything is: one array of 64-bit words holds all records of a run, and a record is known by its address.

The array is seen through two views of the same memory, ``mem`` (int64) and ``real`` (float64); a field is always read
through the same one. A list is the address of its length, which its items follow. A set of people is a mask of so many
words with `BITS` people each.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

BITS = 62
"""People in a word of a mask: the sign stays out of it, so that shifts mean the same in every language."""
NEVER, NOBODY, NONE = -1, -1, -1
FOREVER = 1 << 60
MINUTES_PER_DAY = 24 * 60

# Bits of STATUS: which room was too small.
HEAP_FULL, QUEUE_FULL, LOG_FULL, REQUESTS_FULL, NUMBERS_FULL, SPELLS_FULL = (1 << bit for bit in range(6))

# Header: one of each.
(
    STATUS,
    NOW,
    SEED,
    REPLICATION,
    LOGGED,
    HEAP,
    HEAP_SIZE,
    HEAP_ROOM,
    QUEUE,
    QUEUE_SIZE,
    QUEUE_ROOM,
    LOG,
    LOG_SIZE,
    LOG_ROOM,
    GATE,
    GATE_SIZE,
    ADMISSION_DUE,
    DISPATCH_DUE,
    WAKE,
    WAKE_OPENS,
    WORDS,
    STEP_WORDS,
    FREE,
    HERE,
    SHARING,
    AT_WORK,
    SHARERS,
    SHARE_SERIAL,
    ABSENT,
    ABSENT_DAY,
    TEAM,
    JOB_FIRST,
    JOB_COUNT,
    PERSON_FIRST,
    PERSON_COUNT,
    SKILL_COUNT,
    SKILL_BUSY,
    SHARED,
    UPDATES,
    INSTANTS,
    INSTANT_COUNT,
    INSTANT_AT,
    PRESENT,
    OPENINGS,
    OPENING_COUNT,
    OPENING_AT,
    WINDOW_OPENS,
    WINDOW_CLOSES,
    SOME_ABSENCE,
    ABSENCE,
    SPELL_LENGTHS,
    ABSENT_ON,
    ALL_DRAWN,
    RETURNS,
    RETURN_DAYS,
    COVER,
    RULE,
    BY_LOAD,
    SWITCHING,
    MULTITASKING,
    PREEMPTS,
    APPROVAL_FACTOR,
    WIP_LIMIT,
    LIMITED,
    ADMITTED,
    ADMITTED_ALL,
    CAMPAIGNS,
    CAMPAIGNS_SINCE,
    CAMPAIGN_MINUTES,
    CHANGES,
    CHANGE_CHANCE,
    CHANGE_HOURS,
    CHANGE_SHARE,
    CHANGE_ACCEPTED,
    CHANGE_REVIEW,
    GROUP_COUNT,
    GROUP_LIMITS,
    GROUP_ROOM,
    STREAM_FIRST,
    STREAM_COUNT,
    ROW_SIZE,
    ROW_FIRST_OF_REQUESTS,
    EXCESSES,
    REQUEST_FIRST,
    REQUEST_COUNT,
    REQUEST_ROOM,
    ROW_NEXT,
    ROW_END,
    HEADER,
) = range(89)
PLAN, DUE_DATE, WEIGHTED, CRITICAL_RATIO, FIRST_COME = range(5)

# A step of a process.
(
    KIND,
    PEOPLE,
    SKILL,
    EFFORT,
    MEAN,
    UNLIMITED,
    COIN,
    TARGET,
    CHANCES,
    REPEATS,
    REUSE,
    REUSES,
    KEPT,
    PENALTY,
    ESCAPE,
    ESCAPES,
    DEFECT_COST,
    REPAIR,
    FINDS,
    PREVIEWS,
    PREDECESSORS,
    SUCCESSORS,
    DESCENDANTS,
    CHOICE,
    HANDOFFS,
    LATENCIES,
    GROUPS,
    ABLE,
    STEP_SIZE,
) = range(29)
WORK, APPROVAL, WAIT = 0, 1, 2

# A process.
STEPS, STEP_COUNT, LAUNCH_STEP, CHANGE_TARGET, DURATIONS, COINS, PROCESS_SIZE = range(7)

# A duration: what it reads of `simulation.distributions.DurationTables`.
FORM, VALUES, VALUE_COUNT, FACTOR, PURPOSE, DURATION_SIZE = range(6)
CERTAIN, TABLE, OBSERVED = 0, 1, 2

# A hand-off; a sign-off or wait.
HANDOFF_FROM, HANDOFF_DURATION, HANDOFF_LINE, HANDOFF_SIZE = range(4)
LATENCY_LINE, LATENCY_DURATION, SLOWDOWNS, SLIPS, LATENCY_SIZE = range(5)

# A job: what never changes, then its course. Moments are NEVER until they come.
(
    NUMBER,
    PROCESS,
    ROWS,
    LANE,
    FIRST_LANE,
    SIZE,
    IS_LIMITED,
    IS_PREPARATION,
    RELEASE,
    TARGET_MOMENT,
    LOSS_PER_DAY,
    CHANGE_WHO,
    PREREQUISITES,
    DEPENDENTS,
    PLANNED,
    PLANNED_ADMISSION,
    PLACE,
    ESCALATES,
    WHO_DRAWS,
    WHO_TOSSES,
    STREAM,
    DAY,
    NUMBER_OF_DAY,
    ARRIVAL,
    RANK,
    BLOCKERS,
    UNDONE,
    EXTRA,
    ESCALATED,
    DEFECTS,
    DEFECT_COSTS,
    ELIGIBLE,
    ADMISSION,
    LAUNCH,
    COMPLETION,
    WAITS,
) = range(36)
CAUSES = 7
OF_ADMISSION, OF_HANDOFF, OF_APPROVAL, OF_PERSON, OF_CALENDAR, OF_REWORK, OF_EXTERNAL = range(CAUSES)
JOB_SIZE = WAITS + CAUSES
URGENT, EXPRESS, NORMAL = 0, 1, 2

# A step of a job; the mask of the people who are on it comes last, then that of the steps that have seen a preview.
(
    STATE,
    BEGUN,
    SERIAL,
    FINISH,
    REJECTIONS,
    REOPENED,
    SHARE,
    HOURS,
    SINCE,
    READY_AT,
    ENDS_AT,
    RANK_OF_STEP,
    LEFT,
    ESCAPED,
    SHARER,
    ON_IT,
) = range(16)
PENDING, HANDOFF, WAITING, RUNNING, DONE, VOID, SUSPENDED, HELD, MENDING, UNNOTICED = range(10)

# A step as planned.
PLANNED_START, PLANNED_PEOPLE, PLANNED_MASK, PLANNED_PLACES, PLANNED_SIZE = range(5)

# A person.
(
    PERSON_NUMBER,
    TIMELINE,
    SPEEDS,
    RAMP_UNTIL,
    RAMP_SPEED,
    WHO,
    DAYS,
    KNOWN_SPELLS,
    SPELLS,
    SPELL_ROOM,
    TURNS,
    TURN_COUNT,
    DRAWN,
    KNOWN_TAKEN,
    SPELL_COUNT,
    TURNS_TAKEN,
    LAST_JOB,
    ALONE_JOB,
    ALONE_INDEX,
    WORKED,
    LOAD,
    BUSY,
    SHARES,
    SHARES_SINCE,
    SLOTS,
) = range(25)
MOST_SHARES = 6
SLOT_ID, SLOT_JOB, SLOT_INDEX, SLOT_START, SLOT_MINUTES, SLOT_LEFT, SLOT_END, SLOT_SIZE = range(8)
PERSON_SIZE = SLOTS + MOST_SHARES * SLOT_SIZE

# A timeline.
SPAN_COUNT, STARTS, ENDS, CUMULATIVE, BY_DAY, DAY_COUNT, MEETINGS, TIMELINE_SIZE = range(8)

# A stream of requests.
(
    STREAM_PROCESS,
    STREAM_LANE,
    STREAM_SCALE,
    STREAM_LIMIT,
    STREAM_REFUSES,
    IS_URGENT,
    STREAM_DAYS,
    COUNT_WHO,
    COUNT_TABLES,
    MOMENT_WHO,
    FIXED_MOMENTS,
    FIXED_NUMBERS,
    FIXED_DAYS,
    NUMBERS,
    STREAM_DRAWS,
    STREAM_COINS,
    DRAW_COUNT,
    COIN_COUNT,
    FIRST_REQUEST,
    REQUESTS,
    NEXT_REQUEST,
    IN_PROGRESS,
    REFUSED,
    EXCESS,
    EXCESS_COUNT,
    NEXT_EXCESS,
    STREAM_SIZE,
) = range(27)

EVENT_SIZE = 3
ROW_OF_LOG = 6
