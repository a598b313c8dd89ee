# mypy: disable-error-code="no-any-return"
"""Multitasking: people share their time equally among the steps that they alone work on (rule 27)."""

from scenarios.compiled import in_place
from simulation.compiled.absence_kernel import person_advance, person_between
from simulation.compiled.codes_kernel import (
    ABOUT_BITS,
    K_STARTED,
    K_STRANDED,
    ON_END,
    SHARE_OVER,
)
from simulation.compiled.course_kernel import begin_visit, effort_of
from simulation.compiled.heap_kernel import push
from simulation.compiled.layout_kernel import (
    BEGUN,
    BUSY,
    FOREVER,
    FREE,
    MULTITASKING,
    NEVER,
    NOBODY,
    NOW,
    OF_CALENDAR,
    OF_PERSON,
    OF_REWORK,
    PERSON_COUNT,
    READY_AT,
    SHARE_SERIAL,
    SHARER,
    SHARERS,
    SHARES,
    SHARES_SINCE,
    SKILL,
    SKILL_BUSY,
    SLOT_END,
    SLOT_ID,
    SLOT_INDEX,
    SLOT_JOB,
    SLOT_LEFT,
    SLOT_MINUTES,
    SLOT_SIZE,
    SLOT_START,
    SLOTS,
    TEAM,
    WAITS,
    WINDOW_CLOSES,
    WINDOW_OPENS,
    WORKED,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import add, remove
from simulation.compiled.preview_kernel import announce
from simulation.compiled.records_kernel import (
    note,
    person_of,
    row_of,
    step_of,
)
from simulation.compiled.work_kernel import calendar_ends, minutes_taken, note_wait

_UNITS = 60
"""In a minute; every number of steps that one person may be at divides it."""


@in_place
def start_share(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The person in hand takes up a step beside what that person is at."""
    row, number = row_of(mem, job, index), mem[mem[TEAM] + 1]
    person = person_of(mem, number)
    _settle(mem, real, person, mem[NOW])
    effort, visit = effort_of(mem, real, job, index), begin_visit(mem, job, index)
    note(mem, K_STARTED, job, index, visit, number)
    minutes = minutes_taken(mem, job, number, mem[step_of(mem, job, index) + SKILL], effort)
    note_wait(mem, real, job, mem[row + READY_AT])
    remove(mem, mem[FREE], number)
    mem[row + SHARER] = number
    slot = person + SLOTS + mem[person + SHARES] * SLOT_SIZE
    mem[slot + SLOT_ID], mem[slot + SLOT_JOB], mem[slot + SLOT_INDEX] = mem[SHARE_SERIAL], job, index
    mem[slot + SLOT_START], mem[slot + SLOT_MINUTES] = mem[NOW], minutes
    mem[slot + SLOT_LEFT], mem[slot + SLOT_END] = minutes * _UNITS, mem[NOW]
    mem[SHARE_SERIAL] += 1
    mem[person + SHARES] += 1
    _plan(mem, real, person)
    _note_sharer(mem, number)
    if mem[slot + SLOT_END] != NEVER:
        announce(mem, real, job, index, mem[slot + SLOT_END])


@in_place
def end_share(mem: Ints, real: Floats, job: int, index: int, serial: int) -> bool:
    """A step that somebody worked on beside others is through, unless it takes longer by now; whether it is."""
    row, now = row_of(mem, job, index), mem[NOW]
    number = mem[row + SHARER]
    person = person_of(mem, number)
    place = _find(mem, person, serial)
    slot = person + SLOTS + place * SLOT_SIZE
    if place == mem[person + SHARES] or mem[slot + SLOT_END] != now:
        return False
    _settle(mem, real, person, now)
    start, minutes = mem[slot + SLOT_START], mem[slot + SLOT_MINUTES]
    _drop(mem, person, place)
    if not mem[person + SHARES]:
        add(mem, mem[FREE], number)
    _plan(mem, real, person)
    _note_sharer(mem, number)
    at_work = person_between(mem, real, person, start, now)
    mem[job + WAITS + OF_PERSON] += at_work - minutes
    mem[job + WAITS + OF_CALENDAR] += now - start - at_work
    if mem[row + BEGUN] > 1:
        mem[job + WAITS + OF_REWORK] += minutes
    return True


@in_place
def close_shares(mem: Ints, real: Floats) -> None:
    """Count what those work until their calendars end who are never through."""
    for number in range(mem[PERSON_COUNT]):
        person = person_of(mem, number)
        if mem[person + SHARES]:
            _settle(mem, real, person, calendar_ends(mem, person))


@in_place
def _find(mem: Ints, person: int, serial: int) -> int:
    """Place of a share; the number of shares if it is not there any more."""
    place = 0
    while place < mem[person + SHARES] and mem[person + SLOTS + place * SLOT_SIZE + SLOT_ID] != serial:
        place += 1
    return place


@in_place
def _drop(mem: Ints, person: int, place: int) -> None:
    mem[person + SHARES] -= 1
    first = person + SLOTS + place * SLOT_SIZE
    for word in range(first, person + SLOTS + mem[person + SHARES] * SLOT_SIZE):
        mem[word] = mem[word + SLOT_SIZE]


@in_place
def _note_sharer(mem: Ints, number: int) -> None:
    """Whether the person may take up one more step beside what is under way."""
    if 0 < mem[person_of(mem, number) + SHARES] < mem[MULTITASKING]:
        add(mem, mem[SHARERS], number)
    else:
        remove(mem, mem[SHARERS], number)


@in_place
def _settle(mem: Ints, real: Floats, person: int, until: int) -> None:
    """Bring what a person has done up to date."""
    since, shares = mem[person + SHARES_SINCE], mem[person + SHARES]
    mem[person + SHARES_SINCE] = until
    if shares and since < until:
        minutes = _count_shared(mem, real, person, since, until)
        for place in range(shares):
            mem[person + SLOTS + place * SLOT_SIZE + SLOT_LEFT] -= minutes * (_UNITS // shares)


@in_place
def _count_shared(mem: Ints, real: Floats, person: int, start: int, end: int) -> int:
    """Add what a person works in [start, end); the minutes in the window are shared out among the steps' skills."""
    minutes = person_between(mem, real, person, start, end)
    first, last = max(start, mem[WINDOW_OPENS]), min(end, mem[WINDOW_CLOSES])
    inside = person_between(mem, real, person, first, last) if first < last else 0
    mem[person + WORKED] += minutes
    mem[person + BUSY] += inside
    shares = mem[person + SHARES]
    whole, rest = inside // shares, inside % shares
    for place in range(shares):
        slot = person + SLOTS + place * SLOT_SIZE
        skill = mem[step_of(mem, mem[slot + SLOT_JOB], mem[slot + SLOT_INDEX]) + SKILL]
        mem[mem[SKILL_BUSY] + skill] += whole + (1 if place < rest else 0)
    return minutes


@in_place
def _plan(mem: Ints, real: Floats, person: int) -> None:
    """Work out anew when everything that the person is at will be through."""
    shares = mem[person + SHARES]
    for place in range(shares):
        slot = person + SLOTS + place * SLOT_SIZE
        minutes = -(-max(0, mem[slot + SLOT_LEFT]) // (_UNITS // shares))
        end = person_advance(mem, real, person, mem[NOW], minutes)
        end = NEVER if end == FOREVER else end
        if end != mem[slot + SLOT_END]:
            mem[slot + SLOT_END] = end
            _schedule(mem, slot)


@in_place
def _schedule(mem: Ints, slot: int) -> None:
    job, index, end = mem[slot + SLOT_JOB], mem[slot + SLOT_INDEX], mem[slot + SLOT_END]
    if end == NEVER:
        note(mem, K_STRANDED, job, index, mem[row_of(mem, job, index) + BEGUN] - 1, NOBODY)
    else:
        push(mem, end, ON_END, job, index, mem[slot + SLOT_ID] << ABOUT_BITS | SHARE_OVER)
