"""A project put into an existing document: what the other tool can hold is taken over, everything else stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol, TypeVar

from scenarios.actuals import Actuals
from scenarios.checks import check
from scenarios.document import Campaign, Horizon, Label, Organisation, Person, Scenario, Stage, Workflow
from scenarios.document.calendar import Week
from scenarios.errors import DocumentError
from scenarios.interchange.names import Identifiers
from scenarios.interchange.project.staffing import label
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought


class Named(Protocol):
    """What has an identifier and a name."""

    @property
    def id(self) -> str: ...
    @property
    def name(self) -> Label: ...


NamedT = TypeVar("NamedT", bound=Named)

OF_CAMPAIGNS = ("name", "due", "release", "prerequisites", "size")
OF_ISSUES = ("name", "due")
OF_PEOPLE = ("name", "department", "skills", "cost_per_hour", "calendar", "leave", "joins", "departs")
OF_STAGES = ("name", "effort", "skill", "level", "people", "department", "approvers", "latency", "overlap")
"""What other tools hold of each; all else stays as it is in the document."""


def merge(found: Brought, base: Scenario, *, whole: bool = True) -> Brought:
    """The document ``base`` with the campaigns, steps and people of another tool.

    Parts are told by their identifiers, and people and campaigns also by their names. Nothing is taken out: what the
    file does not mention stays.

    Args:
        found: what was read from the file.
        base: the document.
        whole: whether the calendar and the skills of known people are taken over too; files of trackers know neither.

    Raises:
        DocumentError: together they break a rule of documents.
    """
    remarks = Remarks()
    drafted, people = _renamed(found.scenario, base)
    workflows, through = _workflows(drafted, base, remarks)
    keys = OF_CAMPAIGNS if whole else OF_ISSUES
    campaigns = _campaigns(drafted, base, through, remarks, keys, found.untargeted)
    organisation = _organisation(drafted.organisation, base.organisation, remarks, whole=whole)
    update: dict[str, object] = {
        "campaigns": campaigns,
        "workflows": workflows,
        "organisation": organisation,
    }
    if whole:
        calendar = drafted.calendar
        if same_week(calendar.week, base.calendar.week):
            calendar = calendar.model_copy(update={"week": base.calendar.week})
        update |= {"calendar": calendar, "status_date": drafted.status_date or base.status_date}
    scenario = base.model_copy(update=update)
    errors = [problem for problem in check(scenario) if problem.severity == "error"]
    if errors:
        raise DocumentError(errors)
    cases = {one.id: known.id for one in drafted.campaigns if (known := _same(one, base.campaigns))}
    actuals = found.actuals and _moved(found.actuals, drafted.horizon, base.horizon, cases, people)
    return replace(
        found,
        scenario=scenario,
        actuals=actuals,
        notes=(*found.notes, *remarks.notes),
        left_out=(*found.left_out, *remarks.left_out),
    )


def _moved(
    actuals: Actuals, drafted: Horizon, base: Horizon, cases: Mapping[str, str], people: Mapping[str, str]
) -> Actuals:
    """Actuals in the terms of the base: its identifiers, and minutes since the start of its horizon."""
    later = base.minute(drafted.start)

    def at(minute: int | None) -> int | None:
        return None if minute is None else minute + later

    steps = tuple(
        one.model_copy(
            update={
                "job": cases.get(one.job, one.job),
                "people": tuple(people.get(person, person) for person in one.people),
                "started": at(one.started),
                "finished": at(one.finished),
            }
        )
        for one in actuals.steps
    )
    return Actuals(status=actuals.status + later, steps=steps)


def _renamed(drafted: Scenario, base: Scenario) -> tuple[Scenario, dict[str, str]]:
    """The draft with the base's identifiers for people of the same name, and new identifiers by the old ones."""
    known = {person.id for person in base.organisation.everyone()}
    by_name = {text: one.id for one in base.organisation.everyone() for text in one.name.texts().values()}
    new = {
        person.id: person.id if person.id in known else by_name.get(person.name.en, person.id)
        for person in drafted.organisation.people
    }
    people = tuple(person.model_copy(update={"id": new[person.id]}) for person in drafted.organisation.people)
    organisation = drafted.organisation.model_copy(update={"people": people})
    return drafted.model_copy(update={"organisation": organisation}), new


def _same(found: NamedT, known: Iterable[NamedT]) -> NamedT | None:
    """The part of the base that is meant: by identifier, else by name in either language."""
    known = list(known)
    return next((one for one in known if one.id == found.id), None) or next(
        (one for one in known if found.name.en in one.name.texts().values()), None
    )


def _kept_name(found: Label, known: Label) -> Label:
    """The known name in both languages, unless the found one is neither of them; blanks do not count."""
    names = {_plain(text) for text in known.texts().values()}
    return known if _plain(found.en) in names else found


def _plain(text: str) -> str:
    return " ".join(label(text).en.split())


def _workflows(
    drafted: Scenario, base: Scenario, remarks: Remarks
) -> tuple[tuple[Workflow, ...], dict[str, str]]:
    """All workflows, and which of them each drafted one has become.

    A workflow that is still as it was stays for the campaigns that go through it, also where others of them were
    changed: these get one of their own.
    """
    made = {workflow.id: workflow for workflow in base.workflows}
    through = {one.id: same for one in drafted.workflows if (same := _unchanged(one, base)) is not None}
    kept = set(through.values())
    taken = Identifiers("workflow", set(made))
    for workflow in drafted.workflows:
        if workflow.id in through:
            continue
        known = _known(workflow, base)
        own = workflow.id if workflow.id not in kept | set(through.values()) else taken.of(workflow.id)
        if known is not None:
            remarks.note("workflow_changed", workflow.id)
        stages = tuple(_stage(stage, known) for stage in workflow.stages)
        launch = workflow.launch or (known.launch if known and known.launch == stages[-1].id else None)
        updated = workflow.model_copy(update={"id": own, "stages": stages, "launch": launch})
        made[own] = updated.model_copy(update=_beside(updated, known))
        through[workflow.id] = own
    return tuple(made.values()), through


def _unchanged(workflow: Workflow, base: Scenario) -> str | None:
    """The workflow of the base that a drafted one still is, by preference that of the same identifier."""
    held = held_stages(workflow)
    same = [one.id for one in base.workflows if held_stages(one) == held]
    by_name = [one for one in same if one == workflow.id] or [
        one for one in same if workflow.id.startswith(one)
    ]
    return next(iter(by_name or same), None)


def _known(workflow: Workflow, base: Scenario) -> Workflow | None:
    """The workflow of the base that a drafted one was before it was changed."""
    ids = {one.id: one for one in base.workflows}
    return ids.get(workflow.id) or ids.get(workflow.id.rpartition("_")[0])


def _beside(updated: Workflow, known: Workflow | None) -> dict[str, object]:
    """What a known workflow keeps that no other tool holds."""
    if known is None:
        return {}
    stages = {stage.id for stage in updated.stages}
    target = known.change_target if known.change_target in stages else None
    return {"name": known.name, "express": known.express, "change_target": target}


def held_stages(workflow: Workflow) -> list[tuple[object, ...]]:
    """Of each stage what other tools hold, names aside, with its predecessors in full."""
    keys = [key for key in OF_STAGES if key not in {"name", "overlap"}]
    return [
        (
            stage.id,
            round(stage.overlap, 2),
            *(getattr(stage, key) for key in keys),
            frozenset(workflow.predecessors(position)),
        )
        for position, stage in enumerate(workflow.stages)
    ]


def _stage(found: Stage, workflow: Workflow | None) -> Stage:
    known = next((one for one in (workflow.stages if workflow else ()) if one.id == found.id), None)
    if known is None or known.kind != found.kind:
        return found
    update = {key: getattr(found, key) for key in (*OF_STAGES, "predecessors")}
    if round(found.overlap, 2) == round(known.overlap, 2):
        update["overlap"] = known.overlap
    return known.model_copy(update={**update, "name": _kept_name(found.name, known.name)})


def _campaigns(
    drafted: Scenario,
    base: Scenario,
    through: dict[str, str],
    remarks: Remarks,
    keys: tuple[str, ...],
    untargeted: frozenset[str],
) -> tuple[Campaign, ...]:
    """All campaigns; of known ones ``keys`` are taken over, targets only where the file has any."""
    meant = {one.id: _same(one, base.campaigns) for one in drafted.campaigns}
    renamed = {own: known.id for own, known in meant.items() if known}
    express = {workflow.id: workflow.express for workflow in base.workflows}
    made = {campaign.id: campaign for campaign in base.campaigns}
    for one in drafted.campaigns:
        before = tuple(renamed.get(other, other) for other in one.prerequisites)
        found = one.model_copy(update={"prerequisites": before})
        known = meant[found.id]
        if known is None:
            remarks.note("campaign_added", found.name.en)
            made[found.id] = found
            continue
        update = {key: getattr(found, key) for key in keys if key != "due" or one.id not in untargeted}
        update["name"] = _kept_name(found.name, known.name)
        workflow = through[found.workflow]
        if not (known.lane == "express" and express.get(known.workflow) == workflow):
            update["workflow"] = workflow
        made[known.id] = known.model_copy(update=update)
    return tuple(made.values())


def _organisation(
    drafted: Organisation, base: Organisation, remarks: Remarks, *, whole: bool
) -> Organisation:
    people = {person.id: person for person in base.people}
    members = {member.id for team in base.teams for member in team.members()}
    for person in drafted.people:
        known = people.get(person.id)
        if known is not None:
            people[person.id] = _person(person, known, whole=whole)
        elif person.id in members:
            if person.leave or person.joins or person.departs:
                remarks.left("team_member", person.name.en)
        else:
            remarks.note("person_added", person.name.en)
            people[person.id] = person
    calendars = {one.id: one for one in base.calendars}
    if whole:
        calendars |= {
            one.id: one
            for one in drafted.calendars
            if one.id not in calendars or not same_week(one.week, calendars[one.id].week)
        }
    used = {skill for person in people.values() for skill in person.skills}
    return base.model_copy(
        update={
            "departments": _added(
                base.departments, drafted.departments, {one.department for one in people.values()}
            ),
            "skills": _added(base.skills, drafted.skills, used),
            "approvers": _added(base.approvers, drafted.approvers, None),
            "people": tuple(people.values()),
            "calendars": tuple(calendars.values()),
        }
    )


def same_week(one: Week, other: Week) -> bool:
    """Whether two weeks have the same shifts; a day without any may be left out."""
    return {day: shifts for day, shifts in one.items() if shifts} == {
        day: shifts for day, shifts in other.items() if shifts
    }


def _person(found: Person, known: Person, *, whole: bool) -> Person:
    if not whole:
        return known.model_copy(update={"skills": {**found.skills, **known.skills}})
    update = {key: getattr(found, key) for key in OF_PEOPLE}
    if set(found.leave) == set(known.leave):
        update["leave"] = known.leave
    return known.model_copy(update={**update, "name": _kept_name(found.name, known.name)})


def _added(known: tuple[NamedT, ...], found: tuple[NamedT, ...], used: set[str] | None) -> tuple[NamedT, ...]:
    """What is known, and what else was found and is used."""
    ids = {one.id for one in known}
    return (*known, *(one for one in found if one.id not in ids and (used is None or one.id in used)))
