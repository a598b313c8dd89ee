"""Parts of a plan: what concerns some campaigns, people or a department."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from scenarios.record import Record


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user wants to see; nothing chosen means everything."""

    campaigns: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()


def chosen_people(record: Record, selection: Selection) -> list[str]:
    """People who are chosen by name or by department, in the order of the document."""
    everyone = record.scenario.organisation.everyone()
    if not selection.people and not selection.departments:
        return [person.id for person in everyone]
    return [
        person.id
        for person in everyone
        if person.id in selection.people or person.department in selection.departments
    ]


def chosen_campaigns(record: Record, selection: Selection) -> set[str]:
    """Campaigns that are chosen, or all; where people or departments are chosen, only those that they work on."""
    schedule = record.plan.schedule
    if schedule is None:
        return set()
    chosen = set(selection.campaigns) or set(schedule.launches)
    if not selection.people and not selection.departments:
        return chosen
    people = set(chosen_people(record, selection))
    campaign_of = {job.job: job.campaign for job in schedule.jobs}
    worked = {campaign_of[task.job] for task in schedule.tasks if people.intersection(task.people)}
    return chosen & worked


def only_campaigns(record: Record, campaigns: Collection[str]) -> Record:
    """The record with only the scheduled jobs of some campaigns: for a chart, not for a calculation."""
    schedule = record.plan.schedule
    if schedule is None:
        return record
    jobs = tuple(job for job in schedule.jobs if job.campaign in campaigns)
    kept = {job.job for job in jobs}
    tasks = tuple(task for task in schedule.tasks if task.job in kept)
    shown = schedule.model_copy(update={"jobs": jobs, "tasks": tasks})
    return record.model_copy(update={"plan": record.plan.model_copy(update={"schedule": shown})})
