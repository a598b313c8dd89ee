# mypy: disable-error-code="no-any-return"
"""People at work: when they are through, what they have worked and what the step waited for (rules 7 and 25)."""

from scenarios.compiled import in_place
from simulation.compiled.absence_kernel import person_advance, person_between
from simulation.compiled.layout_kernel import (
    BUSY,
    ENDS,
    FOREVER,
    FREE,
    LAST_JOB,
    LOAD,
    NONE,
    NOW,
    NUMBER,
    OF_CALENDAR,
    OF_PERSON,
    ON_IT,
    RAMP_SPEED,
    RAMP_UNTIL,
    SKILL_BUSY,
    SPAN_COUNT,
    SPEEDS,
    SWITCHING,
    TEAM,
    TIMELINE,
    WAITS,
    WINDOW_CLOSES,
    WINDOW_OPENS,
    WORDS,
    WORKED,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import add, clear, remove
from simulation.compiled.presence_kernel import open_together
from simulation.compiled.records_kernel import (
    person_of,
)


@in_place
def work_together(mem: Ints, real: Floats, job: int, row: int, skill: int, effort: int) -> tuple[int, int]:
    """The team in hand takes up a step that takes ``effort`` minutes at normal speed.

    Returns:
        When the last of them is through (FOREVER where a calendar ends before: they are never free again), and that
        person's working minutes, the larger number where several end together.
    """
    team, end, working = mem[TEAM], 0, 0
    clear(mem, row + ON_IT)
    for place in range(mem[team]):
        person = mem[team + 1 + place]
        add(mem, row + ON_IT, person)
        minutes = minutes_taken(mem, job, person, skill, effort)
        through = work_alone(mem, real, person, skill, minutes)
        if through > end or (through == end and minutes > working):
            end, working = through, minutes
    return end, working


@in_place
def minutes_taken(mem: Ints, job: int, number: int, skill: int, effort: int) -> int:
    """The working minutes that a step of the job will take the person who takes it up."""
    person = person_of(mem, number)
    speed = mem[mem[person + SPEEDS] + skill]
    if mem[NOW] < mem[person + RAMP_UNTIL]:
        speed = max(1, speed * mem[person + RAMP_SPEED] // 100)
    minutes = -(-effort * 100 // speed) + minutes_lost(mem, job, person)
    mem[person + LOAD] += minutes
    return minutes


@in_place
def minutes_lost(mem: Ints, job: int, person: int) -> int:
    """Minutes lost by somebody who takes up a step of another job than before."""
    last = mem[person + LAST_JOB]
    mem[person + LAST_JOB] = mem[job + NUMBER]
    return mem[SWITCHING] if last not in (NONE, mem[job + NUMBER]) else 0


@in_place
def work_alone(mem: Ints, real: Floats, number: int, skill: int, minutes: int) -> int:
    """Somebody works so many minutes from now on: when that is over; FOREVER where the calendar ends before."""
    person, start = person_of(mem, number), mem[NOW]
    remove(mem, mem[FREE], number)
    end = person_advance(mem, real, person, start, minutes)
    if end == FOREVER:
        until = calendar_ends(mem, person)
        count(mem, real, person, skill, start, until, person_between(mem, real, person, start, until))
    else:
        count(mem, real, person, skill, start, end, minutes)
    return end


@in_place
def free_team(mem: Ints, row: int) -> None:
    """Everyone who is on the step is free again."""
    for word in range(mem[WORDS]):
        mem[mem[FREE] + word] |= mem[row + ON_IT + word]


@in_place
def note_wait(mem: Ints, real: Floats, job: int, ready: int) -> None:
    """Split the wait of the team in hand into minutes when all of them were at work, and when somebody was not."""
    start = mem[NOW]
    if start == ready:
        return
    if mem[mem[TEAM]] == 1:
        present = person_between(mem, real, person_of(mem, mem[mem[TEAM] + 1]), ready, start)
    else:
        present = open_together(mem, real, ready, start)
    mem[job + WAITS + OF_PERSON] += present
    mem[job + WAITS + OF_CALENDAR] += start - ready - present


@in_place
def count(mem: Ints, real: Floats, person: int, skill: int, start: int, end: int, minutes: int) -> None:
    """Add the minutes that a person works in [start, end); take them back if they are negative."""
    mem[person + WORKED] += minutes
    opening, closing = mem[WINDOW_OPENS], mem[WINDOW_CLOSES]
    if start < opening or end > closing:
        first, last = max(start, opening), min(end, closing)
        inside = person_between(mem, real, person, first, last) if first < last else 0
        minutes = inside if minutes > 0 else -inside
    mem[person + BUSY] += minutes
    mem[mem[SKILL_BUSY] + skill] += minutes


@in_place
def calendar_ends(mem: Ints, person: int) -> int:
    """The end of the person's last open interval, absence left out."""
    timeline = mem[person + TIMELINE]
    return mem[mem[timeline + ENDS] + mem[timeline + SPAN_COUNT] - 1]
