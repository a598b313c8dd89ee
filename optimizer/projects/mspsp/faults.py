"""Everything that makes a project of skills inconsistent, all at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING

from optimizer.projects.mspsp.matching import matched
from scenarios.errors import Problem

if TYPE_CHECKING:
    from optimizer.projects.mspsp.project import Need, Person, Task


def faults(tasks: Sequence[Task], people: Sequence[Person]) -> tuple[Problem, ...]:
    """Every fault, with its path among ``tasks`` and ``people``; cycles are looked for once all else is right."""
    found = [*_twice("tasks", tasks), *_twice("people", people), *_people(people), *_tasks(tasks, people)]
    return tuple(found or _cycle(tasks))


def _twice(area: str, entries: Sequence[Task | Person]) -> Iterator[Problem]:
    first = Counter[str]()
    for place, entry in enumerate(entries):
        first[entry.id] += 1
        if first[entry.id] == 2:
            yield Problem("skill_twice", (area, place), {"id": entry.id})


def _people(people: Sequence[Person]) -> Iterator[Problem]:
    for place, person in enumerate(people):
        if person.salary < 0:
            yield Problem("skill_negative", ("people", place, "salary"), {"value": person.salary})
        for skill, level in person.skills.items():
            if level < 0:
                yield Problem("skill_negative", ("people", place, "skills", skill), {"value": level})


def _tasks(tasks: Sequence[Task], people: Sequence[Person]) -> Iterator[Problem]:
    known = {task.id for task in tasks}
    possible: dict[tuple[Need, ...], bool] = {}
    for place, task in enumerate(tasks):
        path = ("tasks", place)
        if task.duration < 0:
            yield Problem("skill_negative", (*path, "duration"), {"value": task.duration})
        for one in task.after:
            if one not in known:
                yield Problem("skill_predecessor", (*path, "after"), {"task": task.id, "predecessor": one})
        negative = [
            Problem("skill_negative", (*path, "needs", need.skill), {"value": min(need.people, need.level)})
            for need in task.needs
            if min(need.people, need.level) < 0
        ]
        yield from negative
        if negative:
            continue
        if task.needs not in possible:
            possible[task.needs] = matched(task.needs, people) is not None
        if not possible[task.needs]:
            yield Problem("skill_team", path, {"task": task.id, "needs": listed(task)})


def listed(task: Task) -> str:
    """What a task needs: people, skill and level, as ``2 × Q1 ≥ 3, 1 × Q2 ≥ 1``."""
    return ", ".join(f"{need.people} × {need.skill} ≥ {need.level}" for need in task.needs)


def _cycle(tasks: Sequence[Task]) -> Iterator[Problem]:
    try:
        TopologicalSorter({task.id: task.after for task in tasks}).prepare()
    except CycleError as error:
        circle = error.args[1]
        place = next(place for place, task in enumerate(tasks) if task.id == circle[0])
        yield Problem("skill_cycle", ("tasks", place), {"cycle": " -> ".join(reversed(circle))})
