# mypy: disable-error-code="no-any-return"
"""Absence, drawn day by day only as far as somebody asks, and everybody's own time with it taken out (rule 12).

The spells of a person are kept as disjoint runs of days, in order; they touch no calendar, which stays as it is.
"""

import numpy as np

from scenarios.compiled import in_place
from simulation.compiled.calendar_kernel import advance, between, open_span
from simulation.compiled.codes_kernel import (
    FOR_ABSENCE,
    FOR_SPELL,
)
from simulation.compiled.draws_kernel import draw
from simulation.compiled.layout_kernel import (
    ABSENCE,
    ABSENT,
    ABSENT_DAY,
    ABSENT_ON,
    ALL_DRAWN,
    BITS,
    DAYS,
    DRAWN,
    FOREVER,
    KNOWN_SPELLS,
    KNOWN_TAKEN,
    MINUTES_PER_DAY,
    PERSON_COUNT,
    PERSON_NUMBER,
    REPLICATION,
    RETURN_DAYS,
    RETURNS,
    SEED,
    SOME_ABSENCE,
    SPELL_COUNT,
    SPELL_LENGTHS,
    SPELL_ROOM,
    SPELLS,
    SPELLS_FULL,
    STATUS,
    TIMELINE,
    WHO,
    WORDS,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import add
from simulation.compiled.philox_kernel import uniform
from simulation.compiled.records_kernel import (
    person_of,
)

_HALF = np.uint64(32)


@in_place
def draw_until(mem: Ints, real: Floats, person: int, day: int) -> None:
    """Draw the person's absence on all days up to ``day``, and on some more."""
    days = mem[person + DAYS]
    while mem[person + DRAWN] < mem[days] and mem[days + 1 + mem[person + DRAWN]] <= day:
        _draw_block(mem, real, person)
    if mem[mem[person + KNOWN_SPELLS]]:
        _take_known(mem, person, day)


@in_place
def _draw_block(mem: Ints, real: Floats, person: int) -> None:
    """Draw the next days at a stroke: nothing is stored in the loop, so that processors do several at once."""
    drawn, days = mem[person + DRAWN], mem[person + DAYS]
    first, count = days + 1 + drawn, min(BITS, mem[days] - drawn)
    who = np.uint64(mem[mem[person + WHO] + 1]) << _HALF | np.uint64(mem[mem[person + WHO]])
    seed, replication, chance = np.uint64(mem[SEED]), np.uint64(mem[REPLICATION]), real[ABSENCE]
    begins = 0
    for place in range(count):
        if uniform(seed, replication, FOR_ABSENCE, who, mem[first + place]) < chance:
            begins |= 1 << place
    mem[person + DRAWN] = drawn + count
    lengths, place = mem[SPELL_LENGTHS], 0
    while begins >> place:
        if begins >> place & 1:
            today = mem[first + place]
            _take_known(mem, person, today)
            choice = int(draw(mem, FOR_SPELL, mem[person + WHO], today) * mem[lengths])
            _add_spell(mem, person, today, today + mem[lengths + 1 + choice] - 1)
        place += 1
    _take_known(mem, person, mem[first + count - 1])


@in_place
def _take_known(mem: Ints, person: int, day: int) -> None:
    """The absence that is known before and begins up to ``day``."""
    known, taken = mem[person + KNOWN_SPELLS], mem[person + KNOWN_TAKEN]
    while taken < mem[known] and mem[known + 1 + 2 * taken] <= day:
        _add_spell(mem, person, mem[known + 1 + 2 * taken], mem[known + 2 + 2 * taken])
        taken += 1
    mem[person + KNOWN_TAKEN] = taken


@in_place
def _add_spell(mem: Ints, person: int, first: int, last: int) -> None:
    """A spell begins, no earlier than the one before."""
    mem[mem[RETURNS] + last + 1] = 1
    for day in range(first, last + 1):
        add(mem, mem[ABSENT_ON] + day * mem[WORDS], mem[person + PERSON_NUMBER])
    number = mem[person + SPELL_COUNT]
    at = mem[person + SPELLS] + 2 * (number - 1)
    if number and first * MINUTES_PER_DAY <= mem[at + 1]:
        mem[at + 1] = max(mem[at + 1], (last + 1) * MINUTES_PER_DAY)
    elif number == mem[person + SPELL_ROOM]:
        mem[STATUS] |= SPELLS_FULL
    else:
        mem[at + 2], mem[at + 3] = first * MINUTES_PER_DAY, (last + 1) * MINUTES_PER_DAY
        mem[person + SPELL_COUNT] = number + 1


@in_place
def _next_spell(mem: Ints, person: int, moment: int) -> int:
    """Number of the first spell that ends after ``moment``."""
    number = mem[person + SPELL_COUNT]
    spells = mem[person + SPELLS]
    while number and mem[spells + 2 * number - 1] > moment:
        number -= 1
    return number


@in_place
def look_who_is_absent(mem: Ints, real: Floats, day: int) -> None:
    """Bring the set of the absent up to the day."""
    if not mem[SOME_ABSENCE] or mem[ABSENT_DAY] == day:
        return
    mem[ABSENT_DAY] = day
    _draw_everybody_until(mem, real, day)
    for word in range(mem[WORDS]):
        mem[mem[ABSENT] + word] = (
            mem[mem[ABSENT_ON] + day * mem[WORDS] + word] if day < mem[RETURN_DAYS] else 0
        )


@in_place
def somebody_returns(mem: Ints, real: Floats, day: int) -> bool:
    """Whether somebody's spell ended with the day before."""
    if not mem[SOME_ABSENCE]:
        return False
    _draw_everybody_until(mem, real, day)
    return mem[mem[RETURNS] + day] != 0


@in_place
def _draw_everybody_until(mem: Ints, real: Floats, day: int) -> None:
    """Draw everybody's absence up to the day, a month ahead if it has to be drawn at all."""
    if mem[ALL_DRAWN] >= day:
        return
    mem[ALL_DRAWN] = day + 30
    for number in range(mem[PERSON_COUNT]):
        draw_until(mem, real, person_of(mem, number), day + 30)


@in_place
def person_advance(mem: Ints, real: Floats, person: int, moment: int, minutes: int) -> int:
    """When so many of the person's own open minutes have passed; FOREVER where the calendar ends before."""
    timeline = mem[person + TIMELINE]
    end = advance(mem, timeline, moment, minutes)
    if not mem[SOME_ABSENCE] or end == FOREVER or minutes == 0:
        return end
    draw_until(mem, real, person, (end - 1) // MINUTES_PER_DAY)
    spell, spells = _next_spell(mem, person, moment), mem[person + SPELLS]
    while spell < mem[person + SPELL_COUNT] and mem[spells + 2 * spell] < end:
        minutes -= between(mem, timeline, moment, max(moment, mem[spells + 2 * spell]))
        moment = mem[spells + 2 * spell + 1]
        end = advance(mem, timeline, moment, minutes)
        if end == FOREVER:
            return end
        draw_until(mem, real, person, (end - 1) // MINUTES_PER_DAY)
        # A spell that was drawn just now may have made the last one longer.
        if mem[spells + 2 * spell + 1] == moment:
            spell += 1
    return end


@in_place
def person_between(mem: Ints, real: Floats, person: int, start: int, end: int) -> int:
    """The person's own open minutes in [start, end)."""
    timeline = mem[person + TIMELINE]
    minutes = between(mem, timeline, start, end)
    if not mem[SOME_ABSENCE] or minutes == 0:
        return minutes
    draw_until(mem, real, person, (end - 1) // MINUTES_PER_DAY)
    spell, spells = _next_spell(mem, person, start), mem[person + SPELLS]
    while spell < mem[person + SPELL_COUNT] and mem[spells + 2 * spell] < end:
        first, last = mem[spells + 2 * spell], mem[spells + 2 * spell + 1]
        minutes -= between(mem, timeline, max(first, start), min(last, end))
        spell += 1
    return minutes


@in_place
def person_open_span(mem: Ints, real: Floats, person: int, moment: int) -> tuple[int, int]:
    """The first interval after ``moment`` in which the person is at work, cut there and at the next absence."""
    timeline = mem[person + TIMELINE]
    while True:
        start, end = open_span(mem, timeline, moment)
        if not mem[SOME_ABSENCE] or start == FOREVER:
            return start, end
        draw_until(mem, real, person, (end - 1) // MINUTES_PER_DAY)
        spell = _next_spell(mem, person, start)
        if spell == mem[person + SPELL_COUNT]:
            return start, end
        first, last = mem[mem[person + SPELLS] + 2 * spell], mem[mem[person + SPELLS] + 2 * spell + 1]
        if first > start:
            return start, min(end, first)
        moment = last
