"""The work: who is assigned to what, everyone's load, and the schedule."""

from __future__ import annotations

from scenarios.export.table import Cell, Column, Table
from scenarios.export.tables.context import Context


def staff(context: Context) -> Table:
    """One row for every person's part in every step."""
    people = {person.id: person for person in context.scenario.organisation.everyone()}
    names = context.names
    rows: list[tuple[Cell, ...]] = [
        (
            task.person,
            context.name(names.people[task.person]),
            people[task.person].department,
            context.name(names.departments[people[task.person].department]),
            task.campaign,
            context.name(names.campaigns[task.campaign]),
            task.job,
            task.step,
            context.name(names.step(task.campaign, task.step)),
            task.skill,
            context.name(names.skills[task.skill]),
            context.moment(task.start),
            context.moment(task.finish),
            task.work,
        )
        for task in (context.assignments.tasks if context.assignments else ())
    ]
    columns = context.columns(
        "person",
        "person_name",
        "department",
        "department_name",
        "campaign",
        "campaign_name",
        "job",
        "stage",
        "stage_name",
        "skill",
        "skill_name",
        ("start", "moment"),
        ("finish", "moment"),
        ("work_minutes", "integer"),
    )
    return Table("staff", context.say("export.table.staff"), columns, tuple(rows))


def load(context: Context) -> Table:
    """Working minutes of everyone by period, with totals of both; work beyond the horizon stands in a column."""
    rows: list[tuple[Cell, ...]] = []
    periods = context.scenario.horizon.periods
    assignments = context.assignments
    if assignments:
        later = dict.fromkeys(context.names.people, 0)
        for task in assignments.tasks:
            later[task.person] += task.work
        for person, minutes in assignments.load.people.items():
            beyond = later[person] - sum(minutes)
            name = context.name(context.names.people[person])
            rows.append((person, name, *minutes, beyond, later[person]))
        numbers = [[cell for cell in row[2:] if isinstance(cell, int)] for row in rows]
        rows.append(("", context.say("export.total"), *map(sum, zip(*numbers, strict=True))))
    columns = (
        *context.columns("person", "person_name"),
        *(
            Column(f"period_{period + 1}", str(context.period_start(period)), "integer")
            for period in range(periods)
        ),
        *context.columns(("beyond", "integer"), ("total_minutes", "integer")),
    )
    return Table(
        "load",
        context.say("export.table.load"),
        columns,
        tuple(rows),
        totals=1 if rows else 0,
        total_column=True,
    )


def schedule(context: Context) -> Table:
    """One row for every step, approvals and waits included."""
    kinds = {job.job: job for job in context.plan.schedule.jobs} if context.plan.schedule else {}
    names = context.names
    tasks = context.plan.schedule.tasks if context.plan.schedule else ()
    rows: list[tuple[Cell, ...]] = []
    for task in sorted(tasks, key=lambda one: (one.start, one.job, one.step)):
        campaign = kinds[task.job].campaign
        rows.append(
            (
                task.job,
                kinds[task.job].kind,
                context.say(f"export.job.{kinds[task.job].kind}"),
                campaign,
                context.name(names.campaigns[campaign]),
                task.step,
                context.name(names.step(campaign, task.step)),
                ", ".join(task.people),
                ", ".join(context.name(names.people[person]) for person in task.people),
                context.moment(task.ready),
                context.moment(task.start),
                context.moment(task.finish),
            )
        )
    columns = context.columns(
        "job",
        "job_kind",
        "job_kind_name",
        "campaign",
        "campaign_name",
        "stage",
        "stage_name",
        "people",
        "people_names",
        ("ready", "moment"),
        ("start", "moment"),
        ("finish", "moment"),
    )
    return Table("schedule", context.say("export.table.schedule"), columns, tuple(rows))
