"""From a project of another tool to a document that can be planned."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scenarios.actuals import StepActual
from scenarios.checks import check
from scenarios.checks.graphs import cycles
from scenarios.document import Budget, Campaign, Horizon, Organisation, Scenario, Workflow
from scenarios.errors import DocumentError
from scenarios.interchange.faults import Faults
from scenarios.interchange.names import Identifiers, slug
from scenarios.interchange.project.actuals import actuals_until, step_actuals
from scenarios.interchange.project.model import Project, Task
from scenarios.interchange.project.outline import Bundle, Outline
from scenarios.interchange.project.staffing import Staffing, departments, label, own_calendars
from scenarios.interchange.project.stages import StageMaker, launch_of
from scenarios.interchange.remarks import Remarks
from scenarios.interchange.transfer import Brought

SPARE_PERIODS = 2
"""Weeks after the last date of a project: late work must have time to finish in."""
UNDATED_WEEKS = 12
"""Weeks that a project without any date is given."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Campaigns with the workflows that they go through, before they have dates."""

    bundle: Bundle
    identifier: str
    workflow: Workflow
    ids: Mapping[str, str]


def draft_scenario(project: Project) -> Brought:
    """A document with the campaigns, workflows, people and calendars of a project.

    Budget, channels and values are not known to other tools: the budget is zero, and every campaign is mandatory.

    Raises:
        DocumentError: tasks depend on each other in a circle, a campaign has too many steps, nothing is left to plan.
    """
    outline, faults, remarks = Outline(project.tasks), Faults(project.source), Remarks()
    bundles = [one for one in outline.bundles(project.name) if one.steps]
    _refuse_circles(outline, faults)
    staffing = Staffing(project.members, remarks)
    drafts = _drafts(bundles, outline, staffing, remarks, faults)
    if not drafts and not faults.problems:
        faults.add("nothing", None)
    faults.refuse()
    scenario = _scenario(project, drafts, outline, staffing, remarks)
    errors = [problem for problem in check(scenario) if problem.severity == "error"]
    if errors:
        raise DocumentError(errors)
    stand = tuple(_actuals(drafts, staffing, scenario.horizon, remarks))
    actuals = actuals_until(stand, project.status_date, scenario.horizon)
    counts = {
        "campaigns": len(drafts),
        "steps": sum(len(one.bundle.steps) for one in drafts),
        "people": len(staffing.persons),
        "actuals": len(stand),
    }
    return Brought(
        scenario,
        tuple(counts.items()),
        actuals,
        (*project.notes, *remarks.notes),
        (*project.left_out, *remarks.left_out),
        frozenset(one.identifier for one in drafts if _deadline(one, outline) is None),
    )


def _refuse_circles(outline: Outline, faults: Faults) -> None:
    before = {key: [link.predecessor for link in links] for key, links in outline.links.items()}
    for circle in cycles(before):
        names = " → ".join(outline.tasks[key].name for key in circle)
        faults.add("circle", outline.tasks[circle[0]].place, circle=names)
    faults.refuse()


def _drafts(
    bundles: Iterable[Bundle], outline: Outline, staffing: Staffing, remarks: Remarks, faults: Faults
) -> list[Draft]:
    """The campaigns; those whose steps are the same in everything share a workflow."""
    found: list[Draft] = []
    campaigns, workflows = Identifiers("campaign"), Identifiers("workflow")
    by_shape: dict[object, Workflow] = {}
    for bundle in bundles:
        maker = StageMaker(bundle, outline, staffing, remarks, faults)
        stages = maker.stages()
        if faults.problems:
            continue
        fields = bundle.head.fields if bundle.head else {}
        own = fields.get("campaign", "")
        identifier = own if own and own not in campaigns.taken else campaigns.of(bundle.name)
        campaigns.taken.add(identifier)
        launch = launch_of(bundle, outline, maker.ids)
        shape = (fields.get("workflow"), stages, launch)
        if shape not in by_shape:
            wanted = fields.get("workflow") or identifier
            name = wanted if wanted not in workflows.taken else workflows.of(wanted)
            workflows.taken.add(name)
            by_shape[shape] = Workflow(id=name, name=label(name), stages=stages, launch=launch)
        found.append(Draft(bundle, identifier, by_shape[shape], maker.ids))
    return found


def _scenario(
    project: Project, drafts: list[Draft], outline: Outline, staffing: Staffing, remarks: Remarks
) -> Scenario:
    dues = [_due(draft, outline, remarks) for draft in drafts]
    horizon = _horizon(project, [due for due in dues if due], remarks)
    prerequisites = _prerequisites(drafts, outline, remarks)
    campaigns = tuple(
        _campaign(draft, due, horizon, prerequisites[draft.identifier], remarks)
        for draft, due in zip(drafts, dues, strict=True)
    )
    calendars, whose = own_calendars(project.members)
    workflows = {draft.workflow.id: draft.workflow for draft in drafts}
    skills = staffing.skills()
    status = project.status_date
    return Scenario(
        mems=1,
        id=project.identifier or slug(project.name) or "imported",
        name=label(project.name),
        currency=project.currency,
        horizon=horizon,
        status_date=status if status and status < horizon.end else None,
        calendar=project.calendar,
        campaigns=campaigns,
        organisation=Organisation(
            departments=departments(project.members),
            skills=skills,
            people=staffing.people(whose),
            calendars=calendars,
            approvers=staffing.signing(),
        ),
        workflows=tuple(workflows.values()),
        budget=Budget(total=0),
    )


def _horizon(project: Project, dues: list[dt.date], remarks: Remarks) -> Horizon:
    """The horizon that the file names, else weeks to some time after the last date; it holds all targets."""
    first = min([project.start, *(day for day in dues if day < project.start)])
    if project.periods and first == project.start:
        found = Horizon(start=first, periods=project.periods, period=project.period)
        while dues and found.end <= max(dues):
            found = found.model_copy(update={"periods": found.periods + 1})
        if found.periods > project.periods:
            remarks.note("horizon_extended", found.end.isoformat())
        return found
    finishes = [task.finish.date() for task in project.tasks if task.finish]
    last = max([*dues, *finishes, first])
    weeks = UNDATED_WEEKS if not dues and not finishes else -(-(last - first).days // 7) + SPARE_PERIODS
    return Horizon(start=first, periods=max(weeks, 1))


def _due(draft: Draft, outline: Outline, remarks: Remarks) -> dt.date | None:
    """The target launch: the campaign's deadline, else when it is planned to be finished."""
    deadline = _deadline(draft, outline)
    if deadline is not None:
        return live_from(deadline)
    bundle = draft.bundle
    finishes = [task.finish for task in (*bundle.steps, bundle.head, bundle.launch) if task and task.finish]
    remarks.note("no_deadline" if finishes else "no_date", bundle.name)
    return live_from(max(finishes)) if finishes else None


def _deadline(draft: Draft, outline: Outline) -> dt.datetime | None:
    """The deadline of the campaign, of its launch, or the last one in it."""
    bundle = draft.bundle
    launch_key = next((key for key, one in draft.ids.items() if one == draft.workflow.launch), None)
    launch = bundle.launch or (outline.tasks[launch_key] if launch_key else bundle.steps[-1])
    around = [*([bundle.head] if bundle.head else []), launch, *outline.around(launch.key, bundle.head)]
    named = [one.deadline for one in around if one.deadline]
    inner = [one for task in bundle.steps for one in (task, *outline.around(task.key, bundle.head))]
    return named[0] if named else max((one.deadline for one in inner if one.deadline), default=None)


def live_from(moment: dt.datetime) -> dt.date:
    """The first day at whose beginning ``moment`` is past: a target in the terms of a document."""
    whole = moment.time() == dt.time()
    return moment.date() if whole else moment.date() + dt.timedelta(days=1)


def _campaign(
    draft: Draft, due: dt.date | None, horizon: Horizon, before: tuple[str, ...], remarks: Remarks
) -> Campaign:
    head = draft.bundle.head
    release = _release(draft, due or horizon.end, remarks)
    return Campaign(
        id=draft.identifier,
        name=label(draft.bundle.name),
        mandatory=True,
        due=due or horizon.end - dt.timedelta(days=1),
        release=release,
        prerequisites=before,
        workflow=draft.workflow.id,
        size=_size(head),
    )


def _size(head: Task | None) -> float:
    text = head.fields.get("size", "") if head else ""
    return float(text) if text else 1.0


def _release(draft: Draft, latest: dt.date, remarks: Remarks) -> dt.date | None:
    """When work may start: said of the campaign, else of its first step where nothing else is said of others."""
    head, steps = draft.bundle.head, draft.bundle.steps
    if head and head.fields.get("campaign"):
        found = head.earliest.date() if head.earliest else None
    else:
        moments = [task.earliest for task in (head, *steps) if task and task.earliest]
        for task in steps:
            if task.earliest and task.earliest > min(moments):
                remarks.left("pinned_start", task.name)
        found = min(moments).date() if moments else None
    if found is not None and found > latest:
        remarks.left("release_after_due", f"{draft.bundle.name} ({found.isoformat()})")
        return latest
    return found


def _prerequisites(drafts: list[Draft], outline: Outline, remarks: Remarks) -> dict[str, tuple[str, ...]]:
    """Campaigns whose launch others wait for from their first step on; further links between campaigns are named."""
    owner = {key: draft for draft in drafts for key in draft.ids}
    launches = {draft.bundle.launch.key: draft for draft in drafts if draft.bundle.launch}
    found: dict[str, tuple[str, ...]] = {}
    for draft in drafts:
        first = _first_steps(draft, outline)
        needed: dict[str, None] = {}
        for task in draft.bundle.steps:
            for link in outline.links[task.key]:
                other = launches.get(link.predecessor) or owner.get(link.predecessor)
                if other is None or other is draft:
                    continue
                exact = link.kind == "FS" and not link.lag and _is_launch(other, link.predecessor)
                if exact and task.key in first:
                    needed[other.identifier] = None
                else:
                    earlier = outline.tasks[link.predecessor].name
                    remarks.left("links_between", f"{earlier} → {task.name}")
        found[draft.identifier] = tuple(needed)
    return found


def _first_steps(draft: Draft, outline: Outline) -> set[str]:
    inside = set(draft.ids)
    return {key for key in inside if not any(link.predecessor in inside for link in outline.links[key])}


def _is_launch(draft: Draft, key: str) -> bool:
    if draft.bundle.launch is not None and key == draft.bundle.launch.key:
        return True
    launch = draft.workflow.launch or draft.workflow.stages[-1].id
    return draft.ids.get(key) == launch


def _actuals(
    drafts: Iterable[Draft], staffing: Staffing, horizon: Horizon, remarks: Remarks
) -> Iterable[StepActual]:
    for draft in drafts:
        steps = draft.bundle.steps
        yield from step_actuals(draft.identifier, steps, draft.ids, staffing.persons, horizon, remarks)
