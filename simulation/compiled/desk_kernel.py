# mypy: disable-error-code="no-any-return"
"""Asking for people, and giving them to the steps that wait, once an instant after all else (rules 14 to 17 and 26)."""

from scenarios.compiled import in_place
from simulation.compiled.codes_kernel import (
    ON_DISPATCH,
)
from simulation.compiled.heap_kernel import KIND_SHIFT, push_key
from simulation.compiled.layout_kernel import (
    ABLE,
    ABSENT,
    ALONE_INDEX,
    ALONE_JOB,
    AT_WORK,
    COVER,
    DISPATCH_DUE,
    GROUP_ROOM,
    GROUPS,
    HERE,
    LEFT,
    MULTITASKING,
    NONE,
    NOW,
    ON_IT,
    PEOPLE,
    PLANNED,
    PLANNED_MASK,
    PLANNED_SIZE,
    PLANNED_START,
    PREEMPTS,
    QUEUE_SIZE,
    RANK_OF_STEP,
    SHARING,
    TEAM,
    URGENT,
    WORDS,
    Floats,
    Ints,
)
from simulation.compiled.mask_kernel import has, is_empty, meet, only
from simulation.compiled.presence_kernel import look_again, look_around, set_alarm
from simulation.compiled.queue_kernel import (
    ABLE_OF,
    INDEX_OF,
    JOB_OF,
    LANE_OF,
    PLANNED_OF,
    WANTED_OF,
    enqueue,
    move,
    place_of,
)
from simulation.compiled.rank_kernel import rank_of
from simulation.compiled.records_kernel import (
    person_of,
    row_of,
    step_of,
)
from simulation.compiled.sharing_kernel import start_share
from simulation.compiled.team_kernel import choose_anyone, choose_planned, list_choice, take_turn
from simulation.compiled.teamwork_kernel import may_be_suspended, resume_work, start_work, suspend


@in_place
def ask(mem: Ints, real: Floats, job: int, index: int) -> None:
    """The step waits for people from now on."""
    planned, start = NONE, 0
    if mem[job + PLANNED] >= 0:
        planned = mem[job + PLANNED] + index * PLANNED_SIZE
        start = mem[planned + PLANNED_START]
        # A step planned to take no time has nobody planned; if it takes time after all, anyone may do it.
        if is_empty(mem, mem[planned + PLANNED_MASK]):
            planned = NONE
    rank = rank_of(mem, real, job, start)
    mem[row_of(mem, job, index) + RANK_OF_STEP] = rank
    at = enqueue(mem, rank, job, index)
    mem[at + PLANNED_OF] = planned
    mem[at + WANTED_OF] = mem[planned + PLANNED_MASK] if planned >= 0 else NONE
    mem[at + ABLE_OF] = mem[step_of(mem, job, index) + ABLE]
    mem[DISPATCH_DUE] = 1
    if planned >= 0 and start > mem[NOW]:
        push_key(mem, start, ON_DISPATCH << KIND_SHIFT, 0)


@in_place
def dispatch(mem: Ints, real: Floats) -> None:
    """Go through the waiting steps once, and give people to those that may start."""
    mem[DISPATCH_DUE] = 0
    size = mem[QUEUE_SIZE]
    if not size:
        return
    look_around(mem, real)
    kept = number = 0
    while number < size and not (is_empty(mem, mem[HERE]) and is_empty(mem, mem[SHARING])):
        at = place_of(mem, number)
        number += 1
        # Most steps wait for somebody who is busy or off duty, and need no closer look.
        if (
            meet(mem, mem[at + ABLE_OF], mem[HERE]) or meet(mem, mem[at + ABLE_OF], mem[SHARING])
        ) and _choose(mem, at):
            _grant(mem, real, mem[at + JOB_OF], mem[at + INDEX_OF])
        else:
            if kept < number - 1:
                move(mem, number - 1, kept, number)
            kept += 1
    if kept < number:
        move(mem, number, kept, size)
        mem[QUEUE_SIZE] = size - number + kept
    if mem[PREEMPTS]:
        _preempt(mem, real)
    if mem[QUEUE_SIZE]:
        set_alarm(mem)


@in_place
def _preempt(mem: Ints, real: Floats) -> None:
    """Let the urgent steps that still wait take people away from others; another round follows if one does."""
    number = 0
    while number < mem[QUEUE_SIZE] and mem[place_of(mem, number) + LANE_OF] == URGENT:
        at = place_of(mem, number)
        job, index = mem[at + JOB_OF], mem[at + INDEX_OF]
        if not _call_away(mem, real, job, index):
            number += 1
            continue
        move(mem, number + 1, number, mem[QUEUE_SIZE])
        mem[QUEUE_SIZE] -= 1
        _grant(mem, real, job, index)
        mem[DISPATCH_DUE] = 1


@in_place
def _call_away(mem: Ints, real: Floats, job: int, index: int) -> bool:
    """Take the first in hand who can do the step and may leave a step of another lane; whether there is somebody."""
    step, team = step_of(mem, job, index), mem[TEAM]
    if mem[step + PEOPLE] > 1 or not _has_room(mem, job, index):
        return False
    list_choice(mem, step)
    for place in range(mem[team]):
        person = mem[team + 1 + place]
        if has(mem, mem[AT_WORK], person) and may_be_suspended(mem, person):
            _suspend(mem, real, person)
            mem[team], mem[team + 1] = 1, person
            return True
    return False


@in_place
def _suspend(mem: Ints, real: Floats, number: int) -> None:
    """Call somebody away; the step waits for that person with the place that it had."""
    person = person_of(mem, number)
    job, index = mem[person + ALONE_JOB], mem[person + ALONE_INDEX]
    row = row_of(mem, job, index)
    suspend(mem, real, number)
    count_in_groups(mem, job, index, 1)
    at = enqueue(mem, mem[row + RANK_OF_STEP], job, index)
    mem[at + PLANNED_OF], mem[at + WANTED_OF], mem[at + ABLE_OF] = NONE, row + ON_IT, row + ON_IT


@in_place
def _grant(mem: Ints, real: Floats, job: int, index: int) -> None:
    """Give the team in hand to a step."""
    count_in_groups(mem, job, index, -1)
    if mem[row_of(mem, job, index) + LEFT]:
        resume_work(mem, real, job, index)
    else:
        take_turn(mem, job, index)
        if mem[MULTITASKING] > 1 and mem[step_of(mem, job, index) + PEOPLE] == 1:
            start_share(mem, real, job, index)
        else:
            start_work(mem, real, job, index)
    look_again(mem)


@in_place
def _choose(mem: Ints, at: int) -> bool:
    """Take in hand whoever may start the step now; whether there is a team."""
    job, index = mem[at + JOB_OF], mem[at + INDEX_OF]
    step = step_of(mem, job, index)
    alone = mem[step + PEOPLE] == 1
    if not meet(mem, mem[at + ABLE_OF], mem[HERE]) and not (
        alone and meet(mem, mem[at + ABLE_OF], mem[SHARING])
    ):
        return False
    if not _are_wanted_here(mem, mem[at + WANTED_OF], alone) or not _has_room(mem, job, index):
        return False
    if mem[row_of(mem, job, index) + LEFT]:
        return _choose_only(mem, mem[at + ABLE_OF])
    if mem[at + PLANNED_OF] >= 0:
        return choose_planned(mem, step, mem[at + PLANNED_OF])
    if choose_anyone(mem, step, mem[HERE]):
        return True
    return alone and choose_anyone(mem, step, mem[SHARING])


@in_place
def _choose_only(mem: Ints, mask: int) -> bool:
    """Take the one person of the set in hand."""
    mem[mem[TEAM]], mem[mem[TEAM] + 1] = 1, only(mem, mask)
    return True


@in_place
def _are_wanted_here(mem: Ints, wanted: int, alone: bool) -> bool:
    """Whether all who are wanted are here, or absent where colleagues may cover."""
    if wanted < 0:
        return True
    for word in range(mem[WORDS]):
        there = mem[mem[HERE] + word]
        if alone:
            there |= mem[mem[SHARING] + word]
        if mem[COVER]:
            there |= mem[mem[ABSENT] + word]
        if mem[wanted + word] & ~there:
            return False
    return True


@in_place
def _has_room(mem: Ints, job: int, index: int) -> bool:
    """Whether one more step of the step's groups may be begun."""
    groups = mem[step_of(mem, job, index) + GROUPS]
    for place in range(mem[groups]):
        if mem[mem[GROUP_ROOM] + mem[groups + 1 + place]] <= 0:
            return False
    return True


@in_place
def count_in_groups(mem: Ints, job: int, index: int, difference: int) -> None:
    """So much more room in the step's groups."""
    groups = mem[step_of(mem, job, index) + GROUPS]
    for place in range(mem[groups]):
        mem[mem[GROUP_ROOM] + mem[groups + 1 + place]] += difference
