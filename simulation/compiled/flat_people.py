"""People, their presence and their absence in the flat memory."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.network import Worker
from simulation.absence import DailySpans
from simulation.blueprint import Blueprint
from simulation.compiled import layout_kernel as at
from simulation.compiled.arena import Arena
from simulation.compiled.flat_times import Times
from simulation.draws import identities


def put_people(arena: Arena, times: Times, blueprint: Blueprint) -> dict[int, int | float]:
    """Put everyone into memory; the fields of the header that say where."""
    people = blueprint.workload.people
    first = arena.reserve(len(people) * at.PERSON_SIZE)
    absence = blueprint.absence
    chance = float(absence.rule.daily_probability)
    days = _working_days(arena, people) if chance else {}
    for worker in people:
        arena.fill(first + worker.index * at.PERSON_SIZE, _person(arena, times, blueprint, worker, days))
    returns = _last_day(blueprint) + 2
    return {
        at.PERSON_FIRST: first,
        at.PERSON_COUNT: len(people),
        at.TEAM: arena.reserve(len(people) + 1),
        at.SOME_ABSENCE: int(chance > 0 or bool(absence.fixed)),
        at.ABSENCE: chance,
        at.SPELL_LENGTHS: arena.list(absence.rule.spell_days),
        at.ABSENT_ON: arena.reserve(returns * arena.words),
        at.RETURNS: arena.reserve(returns),
        at.RETURN_DAYS: returns,
        **_presence(arena, blueprint),
    }


def _last_day(blueprint: Blueprint) -> int:
    """The last day on which anybody's absence can matter."""
    ends = [worker.timeline.ends[-1] for worker in blueprint.workload.people if worker.timeline.ends]
    return max(ends, default=0) // at.MINUTES_PER_DAY + max(blueprint.absence.rule.spell_days, default=0)


def _person(
    arena: Arena, times: Times, blueprint: Blueprint, worker: Worker, days: dict[int, int]
) -> dict[int, int | float]:
    skills, planned = blueprint.workload.skills, blueprint.planned
    turns = planned.lengths[worker.index] if planned else 0
    end = _last_day(blueprint)
    fixed = blueprint.absence.fixed.get(worker.index, ())
    known = sorted((max(first, 0), min(last, end)) for first, last in fixed if last >= 0 and first <= end)
    return {
        at.PERSON_NUMBER: worker.index,
        at.TIMELINE: times.put(worker.timeline),
        at.SPEEDS: arena.ints([worker.speed.get(skill, 0) for skill in skills]),
        at.RAMP_UNTIL: worker.ramp_until,
        at.RAMP_SPEED: worker.ramp_speed,
        at.WHO: arena.identities(identities([worker.id])),
        at.DAYS: days.get(id(worker.timeline), arena.list(())),
        at.KNOWN_SPELLS: arena.records(known),
        at.TURNS: arena.reserve(turns),
        at.TURN_COUNT: turns,
    }


def _working_days(arena: Arena, people: Sequence[Worker]) -> dict[int, int]:
    """Address of the list of days with working time, by the timeline's identity."""
    days: dict[int, int] = {}
    for worker in people:
        if id(worker.timeline) not in days:
            days[id(worker.timeline)] = arena.list(DailySpans(worker.timeline).days.tolist())
    return days


def _presence(arena: Arena, blueprint: Blueprint) -> dict[int, int | float]:
    presence = blueprint.presence
    masks = [arena.mask(mask) for mask in presence.masks]
    return {
        at.INSTANTS: arena.ints(presence.instants),
        at.INSTANT_COUNT: len(presence.instants),
        at.PRESENT: masks[0] if masks else 0,
        at.OPENINGS: arena.ints(presence.openings),
        at.OPENING_COUNT: len(presence.openings),
    }
