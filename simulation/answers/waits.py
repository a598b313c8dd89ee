"""What a step that was ready waited for: somebody on other work, an order or a limit, absence, closing hours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from simulation.answers.history import History
from simulation.presence import open_together

LinkCause: TypeAlias = Literal[
    "admission",
    "handoff",
    "work",
    "rework",
    "approval",
    "external",
    "person",
    "turn",
    "absence",
    "calendar",
    "suspended",
    "held",
    "void",
    "change",
    "noticed",
]
"""What the time of a link went to.

``person``: somebody was on other work; ``turn``: somebody able was there, but kept for something planned before, for a
colleague, or by a limit; ``suspended``: the person was called away; ``held``: repairs of defects; ``void``: a visit
that was made void while it ran; ``change``: finished work that a change request made void; ``noticed``: a rejection
that nobody had noticed yet.
"""


@dataclass(frozen=True, slots=True)
class Wait:
    """A part of a wait for people."""

    start: int
    end: int
    cause: LinkCause
    people: tuple[int, ...]
    busy_with: tuple[tuple[int, int], ...] = ()


def waits_for_people(history: History, ready: int, start: int, team: tuple[int, ...]) -> Iterator[Wait]:
    """The wait of a step from ready to its start, last part first.

    Of those who then did it, the one who came free last was waited for; what was missing after that is told from
    everybody's working time.
    """
    free, who, tasks = max(_occupied(history, person, ready, start) for person in team)
    yield Wait(free, start, _missing(history, team, free, start), team)
    yield Wait(ready, free, "person", (who,), tasks)


def _occupied(
    history: History, person: int, ready: int, start: int
) -> tuple[int, int, tuple[tuple[int, int], ...]]:
    """Until when somebody was on other steps after ``ready``, who it is, and on which (job, step)."""
    visits = history.visits
    own = np.flatnonzero(visits.spell_person == person)
    end = visits.spell_end[own]
    own = own[(end > ready) & (end <= start) & (visits.spell_start[own] < start)]
    if not len(own):
        return ready, person, ()
    own = own[np.argsort(visits.spell_end[own], kind="stable")]
    rows = visits.spell_row[own]
    tasks = tuple(zip(visits.job[rows].tolist(), visits.step[rows].tolist(), strict=True))
    return int(visits.spell_end[own[-1]]), person, tasks


def _missing(history: History, team: tuple[int, ...], start: int, end: int) -> LinkCause:
    if open_together([history.timelines[one] for one in team], start, end):
        return "turn"
    people = history.blueprint.workload.people
    return "absence" if open_together([people[one].timeline for one in team], start, end) else "calendar"
