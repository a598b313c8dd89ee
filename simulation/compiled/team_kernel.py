# mypy: disable-error-code="no-any-return"
"""Who takes a step up: planned people in their turn, colleagues for the absent, or the first who may (rules 16 and 17).

The team in hand is a list at the address in TEAM.
"""

from scenarios.compiled import in_place
from simulation.compiled.layout_kernel import (
    ABLE,
    ABSENT,
    BY_LOAD,
    CHOICE,
    HERE,
    LOAD,
    NONE,
    NOW,
    PEOPLE,
    PLANNED,
    PLANNED_MASK,
    PLANNED_PEOPLE,
    PLANNED_PLACES,
    PLANNED_SIZE,
    PLANNED_START,
    SHARING,
    TEAM,
    TURN_COUNT,
    TURNS,
    TURNS_TAKEN,
    WORDS,
    Ints,
)
from simulation.compiled.mask_kernel import count_common, has
from simulation.compiled.records_kernel import (
    person_of,
)


@in_place
def choose_anyone(mem: Ints, step: int, here: int) -> bool:
    """The first of the qualified people in the set at ``here``; whether there are enough."""
    mem[mem[TEAM]] = 0
    wanted = mem[step + PEOPLE]
    if wanted > 1 and count_common(mem, mem[step + ABLE], here) < wanted:
        return False
    return _add_qualified(mem, step, wanted, here, NONE)


@in_place
def choose_planned(mem: Ints, step: int, planned: int) -> bool:
    """The planned people if they may start, or colleagues with them; whether there is a team."""
    mem[mem[TEAM]] = 0
    missing = absent = away = 0
    for word in range(mem[WORDS]):
        wanted = mem[mem[planned + PLANNED_MASK] + word]
        idle, gone = mem[mem[HERE] + word], mem[mem[ABSENT] + word]
        sharing = mem[mem[SHARING] + word] if mem[step + PEOPLE] == 1 else 0
        missing |= wanted & ~idle & ~sharing
        absent |= wanted & gone
        away |= wanted & ~gone & ~idle
    has_come = mem[NOW] >= mem[planned + PLANNED_START]
    if not missing:
        if not has_come and not turn_has_come(mem, planned):
            return False
        _add_planned(mem, planned, False)
        return True
    if absent == 0 or away != 0 or not has_come:
        return False
    return _choose_cover(mem, step, planned)


@in_place
def _choose_cover(mem: Ints, step: int, planned: int) -> bool:
    """The planned people with colleagues in place of those who are absent; whether there are enough."""
    mask = mem[planned + PLANNED_MASK]
    _add_planned(mem, planned, True)
    return _add_qualified(mem, step, count_common(mem, mask, mem[ABSENT]), mem[HERE], mask)


@in_place
def _add_planned(mem: Ints, planned: int, only_present: bool) -> None:
    people, team = mem[planned + PLANNED_PEOPLE], mem[TEAM]
    for place in range(mem[people]):
        person = mem[people + 1 + place]
        if not only_present or not has(mem, mem[ABSENT], person):
            mem[team] += 1
            mem[team + mem[team]] = person


@in_place
def _add_qualified(mem: Ints, step: int, wanted: int, here: int, excepted: int) -> bool:
    """Add the first ``wanted`` of the qualified people in ``here``, less ``excepted``; whether there were so many."""
    choice, team, by_load = mem[step + CHOICE], mem[TEAM], mem[BY_LOAD]
    first = mem[team]
    for place in range(mem[choice]):
        person = mem[choice + 1 + place]
        if has(mem, here, person) and (excepted == NONE or not has(mem, excepted, person)):
            mem[team] += 1
            mem[team + mem[team]] = person
            if mem[team] - first == wanted and not by_load:
                return True
    if mem[team] - first < wanted:
        return False
    if by_load:
        _sort_by_load(mem, team + 1 + first, mem[team] - first)
        mem[team] = first + wanted
    return True


@in_place
def list_choice(mem: Ints, step: int) -> None:
    """Take all who can do the step in hand, whom it takes first coming first."""
    choice, team = mem[step + CHOICE], mem[TEAM]
    for place in range(mem[choice] + 1):
        mem[team + place] = mem[choice + place]
    if mem[BY_LOAD]:
        _sort_by_load(mem, team + 1, mem[team])


@in_place
def _sort_by_load(mem: Ints, first: int, count: int) -> None:
    """Those who have worked least come first; the order of others stays."""
    for place in range(1, count):
        person = mem[first + place]
        load, hole = mem[person_of(mem, person) + LOAD], place
        while hole and mem[person_of(mem, mem[first + hole - 1]) + LOAD] > load:
            mem[first + hole] = mem[first + hole - 1]
            hole -= 1
        mem[first + hole] = person


@in_place
def turn_has_come(mem: Ints, planned: int) -> bool:
    """Whether everybody has started all that was planned for them before the step."""
    places = mem[planned + PLANNED_PLACES]
    for pair in range(mem[places]):
        person = person_of(mem, mem[places + 1 + 2 * pair])
        if mem[person + TURNS_TAKEN] < mem[places + 2 + 2 * pair]:
            return False
    return True


@in_place
def take_turn(mem: Ints, job: int, index: int) -> None:
    """Note that the step has begun, whoever does it."""
    if mem[job + PLANNED] < 0:
        return
    places = mem[mem[job + PLANNED] + index * PLANNED_SIZE + PLANNED_PLACES]
    for pair in range(mem[places]):
        person = person_of(mem, mem[places + 1 + 2 * pair])
        turns, taken = mem[person + TURNS], mem[person + TURNS_TAKEN]
        mem[turns + mem[places + 2 + 2 * pair]] = 1
        while taken < mem[person + TURN_COUNT] and mem[turns + taken]:
            taken += 1
        mem[person + TURNS_TAKEN] = taken
