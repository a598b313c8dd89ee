"""Changes carried out: a case becomes another case, with a document of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from optimizer.inquiry import editing
from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import (
    AddHelp,
    Change,
    DropCampaign,
    DropPrerequisite,
    DropReview,
    DropSignature,
    ExtendStay,
    Hire,
    LowerLevel,
    MoveLaunch,
    OpenPlace,
    Quicken,
    QuickenHandoff,
    RaiseWip,
    ShiftLeave,
    Shrink,
    SmallerTeam,
    StartEarlier,
    Train,
)
from scenarios.document.durations import NO_TIME, Constant, Duration
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.organisation import HandoffBetween, Person
from scenarios.document.scenario import Scenario
from scenarios.document.workflows import Stage

TENTHS = 10


def apply_change(case: Case, change: Change) -> Case:
    """The case after a change."""
    match change:
        case MoveLaunch(campaign, days):
            return case.moved(campaign, case.targets[campaign].minute + days * MINUTES_PER_DAY)
        case DropCampaign(campaign):
            targets = {one: target for one, target in case.targets.items() if one != campaign}
            return replace(case, targets=targets, promised=case.promised - {campaign})
        case _:
            return replace(case, scenario=_edited(case.scenario, change))


def _edited(scenario: Scenario, change: Change) -> Scenario:
    if isinstance(change, ShiftLeave | ExtendStay | Train):
        return editing.with_person(scenario, change.person, _person_edit(change))
    if isinstance(change, LowerLevel | OpenPlace | SmallerTeam | DropReview | DropSignature | Quicken):
        edit = _stage_edit(change, {one.id: one.latency for one in scenario.organisation.approvers})
        return editing.with_stage(scenario, change.workflow, change.stage, edit)
    return _rearranged(scenario, change)


def _rearranged(scenario: Scenario, change: Change) -> Scenario:
    campaigns = {one.id: one for one in scenario.campaigns}
    match change:
        case StartEarlier(campaign, days):
            release = campaigns[campaign].release or scenario.horizon.start
            return editing.with_campaign(scenario, campaign, release=release - dt.timedelta(days=days))
        case Shrink(campaign, tenths):
            size = campaigns[campaign].size * (TENTHS - tenths) / TENTHS
            return editing.with_campaign(scenario, campaign, size=size)
        case DropPrerequisite(campaign, earlier):
            rest = tuple(one for one in campaigns[campaign].prerequisites if one != earlier)
            return editing.with_campaign(scenario, campaign, prerequisites=rest)
        case AddHelp(skill, week, weeks, share, heads):
            first = scenario.horizon.start + dt.timedelta(weeks=week)
            last = first + dt.timedelta(days=7 * weeks - 1)
            return editing.with_helpers(scenario, skill, first, last, share, heads)
        case Hire(skill):
            return editing.with_helpers(scenario, skill, None, None, 1.0, 1)
        case QuickenHandoff(source, target, tenths):
            return _with_handoff(scenario, source, target, tenths)
        case RaiseWip(more):
            limit = scenario.organisation.wip_limit or 0
            return editing.with_organisation(scenario, wip_limit=limit + more)
        case _:
            message = f"no edit of a document: {change}"
            raise TypeError(message)


def _with_handoff(scenario: Scenario, source: str, target: str, tenths: int) -> Scenario:
    handoff = scenario.organisation.handoff
    delay = next(
        (one.delay for one in handoff.between if (one.source, one.target) == (source, target)),
        handoff.default,
    )
    quick = HandoffBetween(source=source, target=target, delay=_less(delay, tenths))
    others = (one for one in handoff.between if (one.source, one.target) != (source, target))
    changed = handoff.model_copy(update={"between": (*others, quick)})
    return editing.with_organisation(scenario, handoff=changed)


def _person_edit(change: ShiftLeave | ExtendStay | Train) -> Callable[[Person], Person]:
    def edit(person: Person) -> Person:
        match change:
            case ShiftLeave(_, number, days):
                leave = tuple(
                    editing.moved(span, days) if place == number else span
                    for place, span in enumerate(person.leave)
                )
                return person.model_copy(update={"leave": leave})
            case ExtendStay(_, days):
                step = dt.timedelta(days=days)
                joins = person.joins - step if person.joins else None
                departs = person.departs + step if person.departs else None
                return person.model_copy(update={"joins": joins, "departs": departs})
            case Train(_, skill, level):
                return person.model_copy(update={"skills": {**person.skills, skill: level}})

    return edit


def _stage_edit(
    change: LowerLevel | OpenPlace | SmallerTeam | DropReview | DropSignature | Quicken,
    latencies: dict[str, Duration],
) -> Callable[[Stage], Stage]:
    def edit(stage: Stage) -> Stage:
        parts: dict[str, Any]
        match change:
            case LowerLevel():
                parts = {"level": 1}
            case OpenPlace():
                parts = {"department": None}
            case SmallerTeam(fewer=fewer):
                parts = {"people": stage.people - fewer}
            case DropReview():
                parts = {"approvers": (), "latency": NO_TIME, "rework": None, "escape": None}
            case DropSignature(approver=approver):
                parts = {"approvers": tuple(one for one in stage.approvers if one != approver)}
            case Quicken(tenths=tenths):
                longest = max((latencies[one] for one in stage.approvers), key=_mean, default=NO_TIME)
                parts = {"latency": _less(stage.latency or longest, tenths)}
        return stage.model_copy(update=parts)

    return edit


def _mean(duration: Duration) -> float:
    return duration.mean


def _less(duration: Duration, tenths: int) -> Duration:
    return Constant(hours=duration.mean * (TENTHS - tenths) / TENTHS)
