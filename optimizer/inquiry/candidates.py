"""Changes that may remove a fact from a conflict, by kind and in rising size."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass

from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import (
    AddHelp,
    Change,
    DropCampaign,
    DropPrerequisite,
    DropReview,
    DropSignature,
    ExtendStay,
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
from optimizer.inquiry.facts import (
    Fact,
    Handoff,
    Headcount,
    Leave,
    Level,
    Place,
    Prerequisite,
    Promise,
    Release,
    Review,
    Stay,
    TeamSize,
    Wait,
    WipLimit,
)
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.organisation import Person
from scenarios.document.workflows import Stage

MOST_DAYS = 366
"""By which a launch, a release or a stay is moved."""
MOST_LEAVE_DAYS = 14
"""By which leave is moved."""
DAYS_PER_WEEK = 7
HELP = ((1, 0.5, 1), (1, 1.0, 1), (2, 1.0, 1), (4, 1.0, 1), (4, 1.0, 2), (4, 1.0, 3))
"""Weeks, shares and heads of further help, by hours."""
MOST_WEEKS = 12
"""Weeks in which help may begin: those before the first promise that conflicts."""
MOST_LEARNERS = 4
"""People who are considered for learning a skill, those with the most time first."""


@dataclass(frozen=True, slots=True)
class Family:
    """Changes of one kind by rising size; where ``monotone``, whatever a change allows, a larger one allows too."""

    changes: tuple[Change, ...]
    monotone: bool = True


def families(case: Case, facts: Iterable[Fact]) -> Iterator[Family]:
    """Every family of changes of some facts."""
    listed = list(facts)
    for fact in listed:
        if isinstance(fact, Headcount):
            yield from _of_headcount(case, fact.skill, listed)
        elif isinstance(fact, Level | Place | TeamSize | Review | Wait):
            yield from _of_stage(case, fact)
        else:
            yield from _of_document(case, fact)


def _of_document(case: Case, fact: Fact) -> Iterator[Family]:
    match fact:
        case Promise(campaign):
            if case.timed:
                yield Family(tuple(MoveLaunch(campaign, days) for days in range(1, MOST_DAYS + 1)))
                yield Family(tuple(Shrink(campaign, tenths) for tenths in range(1, 10)))
            if len(case.promised) > 1 and not _is_needed(case, campaign):
                yield Family((DropCampaign(campaign),))
        case Release(campaign):
            yield Family(
                tuple(StartEarlier(campaign, days) for days in range(1, _days_to(case, campaign) + 1))
            )
        case Prerequisite(campaign, earlier):
            yield Family((DropPrerequisite(campaign, earlier),))
        case Leave(person, number):
            days = (days for size in range(1, MOST_LEAVE_DAYS + 1) for days in (size, -size))
            yield Family(tuple(ShiftLeave(person, number, one) for one in days), monotone=False)
        case Stay(person):
            yield Family(tuple(ExtendStay(person, days) for days in range(1, MOST_DAYS + 1)))
        case Handoff(source, target):
            yield Family(tuple(QuickenHandoff(source, target, tenths) for tenths in range(1, 11)))
        case WipLimit():
            limit = case.scenario.organisation.wip_limit or 0
            yield Family(tuple(RaiseWip(more) for more in range(1, max(1, len(case.targets) - limit) + 1)))


def _is_needed(case: Case, campaign: str) -> bool:
    """Whether another promised campaign waits for this one."""
    return any(campaign in one.prerequisites for one in case.scenario.campaigns if one.id in case.targets)


def _days_to(case: Case, campaign: str) -> int:
    """Days from the start of planning to a campaign's release."""
    horizon = case.scenario.horizon
    release = next(one.release for one in case.scenario.campaigns if one.id == campaign)
    start = case.scenario.status_date or horizon.start
    return max(0, (release - start).days) if release else 0


def _of_stage(case: Case, fact: Level | Place | TeamSize | Review | Wait) -> Iterator[Family]:
    stage = _stage(case, fact.workflow, fact.stage)
    where = (fact.workflow, fact.stage)
    match fact:
        case Level():
            yield Family((LowerLevel(*where),), monotone=False)
            for one in case.scenario.organisation.everyone():
                if stage.skill and 0 < one.skills.get(stage.skill, 0) < stage.level:
                    yield Family((Train(one.id, stage.skill, stage.level),), monotone=False)
        case Place():
            yield Family((OpenPlace(*where),), monotone=False)
        case TeamSize():
            yield Family(tuple(SmallerTeam(*where, fewer) for fewer in range(1, stage.people)))
        case Review():
            yield Family((DropReview(*where),), monotone=False)
            if len(stage.approvers) > 1:
                for approver in stage.approvers:
                    yield Family((DropSignature(*where, approver),), monotone=False)
            yield Family(tuple(Quicken(*where, tenths) for tenths in range(1, 10)))
        case Wait():
            yield Family(tuple(Quicken(*where, tenths) for tenths in range(1, 11)))


def _stage(case: Case, workflow: str, stage: str) -> Stage:
    flow = next(one for one in case.scenario.workflows if one.id == workflow)
    return next(one for one in flow.stages if one.id == stage)


def _of_headcount(case: Case, skill: str, facts: list[Fact]) -> Iterator[Family]:
    """Further help in the weeks before the promises of the conflict, and people who learn the skill."""
    weeks = _weeks(case, facts)
    helps = tuple(AddHelp(skill, week, count, share, heads) for count, share, heads in HELP for week in weeks)
    if helps:
        yield Family(helps, monotone=False)
    stages = [one for flow in case.scenario.workflows for one in flow.stages if one.skill == skill]
    level = max((one.level for one in stages), default=1)
    for person in learners(case, skill)[:MOST_LEARNERS]:
        yield Family((Train(person, skill, max(level, 2)),), monotone=False)


def _weeks(case: Case, facts: list[Fact]) -> range:
    horizon = case.scenario.horizon
    minutes = [case.targets[one.campaign].minute for one in facts if isinstance(one, Promise)]
    last = max(minutes) if case.timed and minutes else horizon.minute(horizon.end)
    first = (case.scenario.status_date or horizon.start) - horizon.start
    begin = first.days // DAYS_PER_WEEK
    weeks = -(-last // (DAYS_PER_WEEK * MINUTES_PER_DAY))
    return range(begin, max(begin + 1, min(weeks, begin + MOST_WEEKS)))


def learners(case: Case, skill: str) -> list[str]:
    """People without a skill, one of each kind, those whose own skills are asked for least first."""
    asked = [0.0] * len(case.problem.people)
    for task in case.problem.tasks:
        for one, minutes in task.minutes.items():
            asked[one] += task.people * minutes / len(task.minutes)
    kinds: dict[object, tuple[float, str]] = {}
    for load, person in zip(asked, case.scenario.organisation.everyone(), strict=True):
        if skill not in person.skills:
            kinds.setdefault(kind_of(person), (load, person.id))
    return [one for _, one in sorted(kinds.values())]


def kind_of(person: Person) -> Hashable:
    """What tells a person from another one as far as the schedule is concerned."""
    leave = tuple((span.first, span.last) for span in person.leave)
    skills = tuple(sorted(person.skills.items()))
    return skills, person.department, person.calendar, leave, person.joins, person.departs
