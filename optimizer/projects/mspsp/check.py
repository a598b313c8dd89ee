"""Whether a schedule is one of its project, judged from the two alone."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence

from optimizer.projects.mspsp.project import Person, SkillProject, Task
from optimizer.projects.mspsp.schedule import Schedule
from scenarios.i18n import Message


def check(project: SkillProject, schedule: Schedule) -> tuple[Message, ...]:
    """Everything that is wrong with a schedule; nothing where it can be carried out.

    Every task starts, at or after slot 0, once its predecessors have ended; its team covers its needs, one person each
    and nobody more; nobody works in two teams at once.
    """
    unknown = tuple(_unknown(project, schedule))
    return unknown or (*_order(project, schedule), *_teams(project, schedule), *_twice(project, schedule))


def _unknown(project: SkillProject, schedule: Schedule) -> Iterator[Message]:
    people = {person.id for person in project.people}
    for task in project.tasks:
        if task.id not in schedule.start or task.id not in schedule.teams:
            yield Message("skill_check.missing", {"task": task.id})
    for one in sorted({*schedule.start, *schedule.teams} - set(project.by_id)):
        yield Message("skill_check.task", {"task": one})
    for one, team in schedule.teams.items():
        for person in sorted(set(team) - people):
            yield Message("skill_check.person", {"task": one, "person": person})


def _order(project: SkillProject, schedule: Schedule) -> Iterator[Message]:
    for task in project.tasks:
        start = schedule.start[task.id]
        if start < 0:
            yield Message("skill_check.negative", {"task": task.id, "start": start})
        for one in task.after:
            end = schedule.start[one] + project.by_id[one].duration
            if start < end:
                yield Message(
                    "skill_check.order", {"task": task.id, "start": start, "predecessor": one, "end": end}
                )


def _teams(project: SkillProject, schedule: Schedule) -> Iterator[Message]:
    people = {person.id: person for person in project.people}
    for task in project.tasks:
        if not (task.duration or schedule.teams[task.id]):
            continue
        if not _covers(task, schedule.teams[task.id], people):
            yield Message("skill_check.team", {"task": task.id})


def _covers(task: Task, team: Mapping[str, str], people: Mapping[str, Person]) -> bool:
    """Whether the team's levels in each skill reach the needed ones, the highest against the highest."""
    skills = {need.skill for need in task.needs}
    return set(team.values()) <= skills and all(
        _reaches(
            [people[person].skills.get(skill) for person, covered in team.items() if covered == skill],
            [need.level for need in task.needs if need.skill == skill for _ in range(need.people)],
        )
        for skill in skills
    )


def _reaches(levels: Sequence[int | None], needed: Sequence[int]) -> bool:
    has = sorted((level for level in levels if level is not None), reverse=True)
    if len(has) != len(levels) or len(has) != len(needed):
        return False
    return all(level >= wanted for level, wanted in zip(has, sorted(needed, reverse=True), strict=True))


def _twice(project: SkillProject, schedule: Schedule) -> Iterator[Message]:
    for person in project.people:
        work = sorted(
            (schedule.start[task.id], schedule.start[task.id] + task.duration, task.id)
            for task in project.tasks
            if person.id in schedule.teams[task.id] and task.duration
        )
        for (_, end, one), (start, _, other) in itertools.pairwise(work):
            if start < end:
                yield Message(
                    "skill_check.twice", {"person": person.id, "task": one, "other": other, "start": start}
                )
