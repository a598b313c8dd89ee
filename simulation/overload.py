"""Open work that comes faster than it can be done: allowed, and told."""

from __future__ import annotations

import math
from collections.abc import Mapping

from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.names import Names
from scenarios.network import OpenWork, Workload
from simulation.blueprint import Blueprint

DAYS_PER_WEEK = 7
MINUTES_PER_HOUR = 60


def overloads(scenario: Scenario, blueprint: Blueprint) -> tuple[Message, ...]:
    """A note on each skill of which the streams take more than all the time of those who have it."""
    names = Names(scenario)
    loads = offered_load(blueprint.workload, blueprint.window)
    return tuple(_told(names.skills[skill].texts(), load) for skill, load in loads.items() if load > 1)


def _told(skill: Mapping[str, str], load: float) -> Message:
    if math.isinf(load):
        return Message("simulation.note.nobody_for_streams", {"skill": skill})
    return Message("simulation.note.overload", {"skill": skill, "load": round(100 * load)})


def offered_load(workload: Workload, window: tuple[int, int]) -> dict[str, float]:
    """By skill, the work of first visits that streams bring in the window, as a share of all time for it.

    Infinite where nobody who has the skill is there at all within the window.
    """
    wanted = dict.fromkeys(workload.skills, 0.0)
    for stream in workload.streams:
        for skill, minutes in _efforts(stream).items():
            wanted[skill] = wanted.get(skill, 0.0) + minutes
    return {
        skill: minutes / room if (room := _room(workload, skill, window)) else float("inf")
        for skill, minutes in wanted.items()
        if minutes
    }


def _efforts(stream: OpenWork) -> dict[str, float]:
    """Mean minutes at normal speed that a stream takes, by skill."""
    requests = stream.per_week / DAYS_PER_WEEK * len(stream.days)
    minutes: dict[str, float] = {}
    for step in stream.process.steps:
        if step.kind == "work" and step.skill is not None:
            own = step.effort.mean * MINUTES_PER_HOUR * stream.size * step.people
            minutes[step.skill] = minutes.get(step.skill, 0.0) + own * requests
    return minutes


def _room(workload: Workload, skill: str, window: tuple[int, int]) -> float:
    """Minutes at normal speed that those who have a skill could spend on it."""
    return sum(
        worker.timeline.between(*window) * worker.speed[skill] / 100
        for worker in workload.people
        if skill in worker.speed
    )
