"""People whom a schedule cannot tell apart, and crews: everybody who could do some of the tasks.

Which member of a pool does a task may be left open while times are decided, because intervals of which never more
than n run at once can always be given to n people (interval graphs are perfect). It is named afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from optimizer.schedule.problem import Problem

Pool: TypeAlias = tuple[int, ...]
"""People, rising."""

MOST_CREWS = 60


def each_alone(problem: Problem) -> tuple[Pool, ...]:
    """Everybody by himself or herself."""
    return tuple((person,) for person in range(len(problem.people)))


def alike(problem: Problem) -> tuple[Pool, ...]:
    """People of the same calendar who need the same time for the same tasks."""
    minutes: list[list[tuple[int, int]]] = [[] for _ in problem.people]
    for task in problem.tasks:
        for person, own in task.minutes.items():
            minutes[person].append((task.index, own))
    pools: defaultdict[object, list[int]] = defaultdict(list)
    for person, worker in enumerate(problem.people):
        busy = problem.fixed.busy.get(person, ())
        pools[worker.timeline.starts, worker.timeline.ends, tuple(minutes[person]), busy].append(person)
    return tuple(map(tuple, pools.values()))


@dataclass(frozen=True, slots=True)
class Crew:
    """Tasks that only these people can do, more of them than can be done at once."""

    people: frozenset[int]
    tasks: tuple[int, ...]


def crews(problem: Problem) -> tuple[Crew, ...]:
    """Crews whose heads are worth counting: those of one task, of two tasks that share people, and the whole team.

    Heads of a crew are more than one resource each person is: what several tasks may draw from overlapping skills
    follows from no single person's bookings (skill-set cumulatives, cf. Young, Feydy and Schutt 2017).
    """
    demands = {
        task.index: (frozenset(task.minutes), task.people)
        for task in problem.tasks
        if task.people and task.index not in problem.fixed.tasks
    }
    own = sorted({people for people, _ in demands.values()}, key=lambda people: (len(people), sorted(people)))
    sets = [
        *own,
        *(one | other for one in own for other in own if one & other and sorted(one) < sorted(other)),
    ]
    sets.append(frozenset[int]().union(*own))
    found: list[Crew] = []
    for people in dict.fromkeys(sets):
        tasks = tuple(task for task, (qualified, _) in demands.items() if qualified <= people)
        if len(people) > 1 and sum(demands[task][1] for task in tasks) > len(people):
            found.append(Crew(people, tasks))
    return tuple(found[:MOST_CREWS])


def name_people(
    counts: Mapping[tuple[int, Pool], int], start: Sequence[int], end: Sequence[int]
) -> dict[int, tuple[int, ...]]:
    """Who does each task, by task index.

    Args:
        counts: how many of a pool a task takes; never more at once than the pool has.
        start: by task.
        end: by task.
    """
    free: dict[int, int] = {}
    team: defaultdict[int, tuple[int, ...]] = defaultdict(tuple)
    for (task, pool), count in sorted(counts.items(), key=lambda one: (start[one[0][0]], one[0])):
        ready = [person for person in pool if free.get(person, 0) <= start[task]][:count]
        if len(ready) < count:
            message = f"task {task} takes {count} of a pool in which {len(ready)} are free"
            raise ValueError(message)
        free.update(dict.fromkeys(ready, end[task]))
        team[task] += tuple(ready)
    return {task: tuple(sorted(people)) for task, people in team.items()}
