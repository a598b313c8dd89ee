"""Two exact forms of the problem for CP-SAT: by person, and by group of people with equal skills.

Both start every task once, in order. The first gives every person an optional interval for each task that he or she
could join; the second counts how many of each group join, so that equal people are never told apart, and adds what
their skills imply together: for a set of needs, the tasks that run need no more people of it than there are (Young,
Feydy and Schutt 2017 compare such redundant resources).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ortools.sat.python import cp_model

from optimizer.projects.mspsp.bound import demand, people_sets
from optimizer.projects.mspsp.instance import Instance, Line
from optimizer.projects.mspsp.schedule import Schedule

FormName = Literal["people", "groups"]
FORM_NAMES: tuple[FormName, ...] = ("groups", "people")
MOST_CUMULATIVES = 40
"""Sets of people with a cumulative of their own."""


@dataclass(frozen=True, slots=True)
class Crew:
    """People who can cover the same needs: places in the project's list."""

    members: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A model with what reads schedules from it: ``joins`` counts people of a crew on a line of a task."""

    instance: Instance
    name: FormName
    model: cp_model.CpModel
    crews: tuple[Crew, ...]
    start: tuple[cp_model.IntVar, ...]
    joins: Mapping[tuple[int, int, int], cp_model.IntVar]
    makespan: cp_model.IntVar


def build(instance: Instance, name: FormName, bound: int, most: int) -> Form:
    """The model of schedules that end from ``bound`` to ``most``."""
    model = cp_model.CpModel()
    heads, tails, tasks = instance.heads, instance.tails, instance.tasks
    start = tuple(
        model.new_int_var(heads[k], max(heads[k], most - tails[k]), f"start {task.id}")
        for k, task in enumerate(tasks)
    )
    makespan = model.new_int_var(bound, most, "makespan")
    for k, before in enumerate(instance.links):
        for one in before:
            model.add(start[k] >= start[one] + tasks[one].duration)
        if not instance.followers[k]:
            model.add(makespan >= start[k] + tasks[k].duration)
    crews = tuple(_crews(instance, name))
    form = Form(instance, name, model, crews, start, dict(_joins(instance, model, crews)), makespan)
    _cover(form)
    _occupy(form)
    if name == "groups":
        _share(form)
    model.minimize(makespan)
    return form


def _crews(instance: Instance, name: FormName) -> Iterator[Crew]:
    """Each person alone, or people with equal abilities together; those who can do nothing left out."""
    kinds: dict[tuple[bool, ...], list[int]] = {}
    for person in range(len(instance.project.people)):
        kind = tuple(bool(able >> person & 1) for able in instance.able.values())
        if any(kind):
            kinds.setdefault(kind, []).append(person)
    for members in kinds.values():
        if name == "groups":
            yield Crew(tuple(members))
        else:
            yield from (Crew((person,)) for person in members)


def _joins(
    instance: Instance, model: cp_model.CpModel, crews: Sequence[Crew]
) -> Iterator[tuple[tuple[int, int, int], cp_model.IntVar]]:
    for k, lines in enumerate(instance.lines):
        for number, line in enumerate(lines):
            for crew, one in enumerate(crews):
                if line.able >> one.members[0] & 1:
                    most = min(len(one.members), line.people)
                    yield (k, number, crew), model.new_int_var(0, most, "")


def _cover(form: Form) -> None:
    """Every line has its people."""
    for k, lines in enumerate(form.instance.lines):
        for number, line in enumerate(lines):
            form.model.add(sum(_on_line(form, k, number, line)) == line.people)


def _on_line(form: Form, task: int, number: int, line: Line) -> list[cp_model.IntVar]:
    return [
        form.joins[task, number, crew]
        for crew, one in enumerate(form.crews)
        if line.able >> one.members[0] & 1
    ]


def _occupy(form: Form) -> None:
    """Nobody is in two teams at once; a crew is never asked for more people than it has."""
    model = form.model
    for crew, one in enumerate(form.crews):
        intervals, counts = [], []
        for k, lines in enumerate(form.instance.lines):
            joined = [form.joins[k, n, crew] for n in range(len(lines)) if (k, n, crew) in form.joins]
            if not joined:
                continue
            length = form.instance.tasks[k].duration
            if len(one.members) == 1:
                here = model.new_bool_var("")
                model.add(sum(joined) == here)
                intervals.append(model.new_optional_fixed_size_interval_var(form.start[k], length, here, ""))
            else:
                count = model.new_int_var(0, len(one.members), "")
                model.add(sum(joined) == count)
                intervals.append(model.new_fixed_size_interval_var(form.start[k], length, ""))
                counts.append(count)
        if len(one.members) == 1:
            model.add_no_overlap(intervals)
        else:
            model.add_cumulative(intervals, counts, len(one.members))


def _share(form: Form) -> None:
    """Sets of people can hold no more of the running tasks than their needs allow."""
    instance = form.instance
    lengths = [task.duration for task in instance.tasks]
    intervals = [
        form.model.new_fixed_size_interval_var(at, length, "")
        for at, length in zip(form.start, lengths, strict=True)
    ]
    demands, sizes = demand(instance, people_sets(instance, 0)[:MOST_CUMULATIVES])
    for needed, size in zip(demands.T.tolist(), sizes.tolist(), strict=True):
        tasks = [k for k, people in enumerate(needed) if people]
        if sum(needed) > size:
            form.model.add_cumulative([intervals[k] for k in tasks], [needed[k] for k in tasks], size)


def hint(form: Form, schedule: Schedule) -> None:
    """Tell the solver a complete schedule."""
    instance, model = form.instance, form.model
    model.add_hint(form.makespan, schedule.makespan(instance.project))
    for k, (task, lines) in enumerate(zip(instance.tasks, instance.lines, strict=True)):
        model.add_hint(form.start[k], schedule.start[task.id])
        joined = _lines_of(instance, k, schedule.teams[task.id])
        for number in range(len(lines)):
            for crew, one in enumerate(form.crews):
                if (k, number, crew) in form.joins:
                    count = sum(joined.get(person) == number for person in one.members)
                    model.add_hint(form.joins[k, number, crew], count)


def _lines_of(instance: Instance, task: int, team: Mapping[str, str]) -> dict[int, int]:
    """The line of each person of a team, by place: the highest levels of a skill take the scarcest lines."""
    place = {person.id: k for k, person in enumerate(instance.project.people)}
    left = dict(team)
    joined: dict[int, int] = {}
    people = {person.id: person for person in instance.project.people}
    for number, line in enumerate(instance.lines[task]):
        skill = line.need.skill
        fit = [one for one, covers in left.items() if covers == skill and people[one].can(line.need)]
        fit.sort(key=lambda one: people[one].skills[skill])
        for one in fit[: line.people]:
            joined[place[one]] = number
            del left[one]
    return joined


def read(form: Form, value: Callable[[cp_model.IntVar], int]) -> Schedule:
    """The schedule of a solution, given by its values; people of a crew are taken as they become free."""
    instance = form.instance
    start = [value(one) for one in form.start]
    free = [0] * len(instance.project.people)
    teams: dict[str, dict[str, str]] = {}
    for k in sorted(range(len(start)), key=start.__getitem__):
        task = instance.tasks[k]
        teams[task.id] = {}
        for crew, one in enumerate(form.crews):
            members = iter([person for person in one.members if free[person] <= start[k]])
            for number, line in enumerate(instance.lines[k]):
                joined = form.joins.get((k, number, crew))
                for _ in range(value(joined) if joined is not None else 0):
                    person = next(members)
                    free[person] = start[k] + task.duration
                    teams[task.id][instance.project.people[person].id] = line.need.skill
    return Schedule({task.id: start[k] for k, task in enumerate(instance.tasks)}, teams)
