"""Hours that people can give: kinds of work, crews of alike people, and what each crew can do in each period."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from scenarios.document.scenario import Scenario
from scenarios.network import Worker, Workload

Floats = NDArray[np.float64]
MINUTES_PER_HOUR = 60


@dataclass(frozen=True, slots=True, order=True)
class WorkKind:
    """Work of one skill that the same people can do; nobody where a stage wants more people than there are."""

    skill: str
    qualified: tuple[int, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Crew:
    """People who can do the same kinds of work equally fast; at different times too, because only their hours count.

    ``pace`` hours of work at normal speed that an hour of theirs does, by kind; ``hours`` (P,) that may be planned in
    each period of the horizon.
    """

    people: tuple[int, ...]
    pace: dict[WorkKind, float]
    hours: Floats


@dataclass(frozen=True, slots=True)
class Labour:
    """All kinds of work that the scenario may need, and all crews."""

    kinds: tuple[WorkKind, ...]
    crews: tuple[Crew, ...]

    def crews_for(self, kind: WorkKind) -> list[int]:
        """Indices of the crews that can do ``kind``."""
        return [index for index, crew in enumerate(self.crews) if kind in crew.pace]


def flight_kind(workload: Workload, skill: str) -> WorkKind:
    """Running a campaign takes anyone who has the skill."""
    people = [worker.index for worker in workload.people if skill in worker.speed]
    return WorkKind(skill, tuple(people))


def make_labour(scenario: Scenario, workload: Workload, kinds: Iterable[WorkKind]) -> Labour:
    """Crews for ``kinds``, with ``load_limit`` of their open hours from the status date on."""
    wanted = tuple(sorted(set(kinds)))
    starts = period_starts(scenario)
    limit = scenario.settings.planning.load_limit
    crews: defaultdict[tuple[object, ...], list[Worker]] = defaultdict(list)
    for worker in workload.people:
        pace = _pace(worker, wanted)
        if pace:
            crews[tuple(pace.items())].append(worker)
    return Labour(wanted, tuple(_crew(members, wanted, starts, limit) for members in crews.values()))


def _crew(members: list[Worker], kinds: tuple[WorkKind, ...], starts: list[int], limit: float) -> Crew:
    minutes = [[worker.timeline.between(*period) for period in pairwise(starts)] for worker in members]
    hours = np.array(minutes).sum(axis=0) * (limit / MINUTES_PER_HOUR)
    return Crew(tuple(worker.index for worker in members), _pace(members[0], kinds), hours)


def _pace(worker: Worker, kinds: Iterable[WorkKind]) -> dict[WorkKind, float]:
    return {kind: worker.speed[kind.skill] / 100 for kind in kinds if worker.index in kind.qualified}


def period_starts(scenario: Scenario) -> list[int]:
    """Minutes at which the periods begin, and the end of the last; none before the status date."""
    horizon = scenario.horizon
    now = horizon.minute(scenario.status_date or horizon.start)
    starts = [horizon.minute(horizon.period_start(index)) for index in range(horizon.periods + 1)]
    return [max(now, start) for start in starts]
