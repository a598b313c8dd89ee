# mypy: disable-error-code="no-any-return"
"""Who is free and at work at the moment, and when that may change."""

from scenarios.compiled import in_place
from simulation.compiled.absence_kernel import look_who_is_absent, person_open_span, somebody_returns
from simulation.compiled.layout_kernel import (
    ABSENT,
    AT_WORK,
    DISPATCH_DUE,
    FOREVER,
    FREE,
    HERE,
    INSTANT_AT,
    INSTANT_COUNT,
    INSTANTS,
    MINUTES_PER_DAY,
    NOW,
    OPENING_AT,
    OPENING_COUNT,
    OPENINGS,
    PRESENT,
    QUEUE_SIZE,
    RETURN_DAYS,
    SHARERS,
    SHARING,
    SOME_ABSENCE,
    TEAM,
    WAKE,
    WAKE_OPENS,
    WORDS,
    Floats,
    Ints,
)
from simulation.compiled.records_kernel import (
    person_of,
)


@in_place
def look_around(mem: Ints, real: Floats) -> None:
    """Bring the sets of those who are at work, free or not, and of the absent up to now."""
    now, words = mem[NOW], mem[WORDS]
    place, instants = mem[INSTANT_AT], mem[INSTANTS]
    while place < mem[INSTANT_COUNT] and mem[instants + place] <= now:
        place += 1
    mem[INSTANT_AT] = place
    look_who_is_absent(mem, real, now // MINUTES_PER_DAY)
    for word in range(words):
        present = mem[mem[PRESENT] + (place - 1) * words + word] if place else 0
        mem[mem[AT_WORK] + word] = present & ~mem[mem[ABSENT] + word]
    look_again(mem)


@in_place
def look_again(mem: Ints) -> None:
    """Bring the sets of those at work who are free, or who may take up one more step, up to date."""
    for word in range(mem[WORDS]):
        at_work = mem[mem[AT_WORK] + word]
        mem[mem[HERE] + word] = mem[mem[FREE] + word] & at_work
        mem[mem[SHARING] + word] = mem[mem[SHARERS] + word] & at_work


@in_place
def set_alarm(mem: Ints) -> None:
    """Work waits: look again when a shift begins or somebody may be back from absence."""
    now = mem[NOW]
    place, openings = mem[OPENING_AT], mem[OPENINGS]
    while place < mem[OPENING_COUNT] and mem[openings + place] <= now:
        place += 1
    mem[OPENING_AT] = place
    opening = mem[openings + place] if place < mem[OPENING_COUNT] else FOREVER
    # Whether midnight brings anybody back is not known before; it costs little to look.
    tomorrow = now // MINUTES_PER_DAY + 1
    looks = mem[SOME_ABSENCE] and tomorrow < mem[RETURN_DAYS]
    mem[WAKE] = min(opening, tomorrow * MINUTES_PER_DAY) if looks else opening
    mem[WAKE_OPENS] = opening


@in_place
def wake(mem: Ints, real: Floats) -> None:
    """A shift begins or somebody is back: a dispatch is due. Otherwise wait on."""
    now = mem[NOW]
    mem[WAKE] = FOREVER
    if now == mem[WAKE_OPENS] or somebody_returns(mem, real, now // MINUTES_PER_DAY):
        mem[DISPATCH_DUE] = 1
    elif mem[QUEUE_SIZE]:
        set_alarm(mem)


@in_place
def open_together(mem: Ints, real: Floats, start: int, end: int) -> int:
    """Minutes of [start, end) in which everyone of the team in hand is at work."""
    minutes, moment = 0, start
    while moment < end:
        first, last = moment, end
        for place in range(mem[mem[TEAM]]):
            person = person_of(mem, mem[mem[TEAM] + 1 + place])
            opens, closes = person_open_span(mem, real, person, moment)
            first, last = max(first, opens), min(last, closes)
        if first < last:
            minutes += last - first
        moment = last
    return minutes
