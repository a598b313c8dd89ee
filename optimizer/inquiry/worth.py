"""What one more of something is worth: re-solved with the same work and seed, and never worth less than nothing.

A search is a lottery, so that two of them do not make a fair comparison. Every order that any of the searches finds is
therefore carried over to the base and to every change, and each side is judged by the best of them all. What is allowed
in the base is allowed after each of these changes, so that a worth is never negative; and an order that was found after
a change, but does not need it, makes the base better instead of the change look good.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.candidates import learners
from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import Change, DropReview, DropSignature, Hire, MoveLaunch, RaiseWip, Train
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.facts import Headcount, Review
from optimizer.inquiry.roster import Roster
from optimizer.schedule import make_schedule
from optimizer.schedule.course import Course
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.settings import SolverSettings
from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent

MOST_TARGETS = 5
"""Late campaigns of which one more day is valued."""
MOST_SKILLS, MOST_LEARNERS = 3, 2
"""Skills worth having more of for which training is valued, and people who could learn each."""
USUAL_LEVEL = 2
ROUNDING = 1
"""Minor units for each campaign by which a proven bound may lie below the optimum."""


@dataclass(frozen=True, slots=True)
class Lateness:
    """What a course loses, and how late it is in all."""

    loss: int
    """Minor units."""
    minutes: int


@dataclass(frozen=True, slots=True)
class Worth:
    """What a change saves, against the best that is known without it."""

    change: Change
    money: int
    """Minor units of value, never negative."""
    days: float
    """Days of lateness of all campaigns together; where money is saved, some may come later for it."""
    at_most: int
    """No schedule after the change saves more than this against the best that is known without it."""
    proven: bool
    """Whether both sides are proven to be best, so that the worth is exact but for a minor unit for each campaign."""


@dataclass(frozen=True, slots=True)
class _Side:
    """A case, the loss that no schedule of it goes below, and its best course known."""

    case: Case
    bound: int
    best: Lateness

    @property
    def proven(self) -> bool:
        return self.best.loss <= self.bound + ROUNDING * len(self.case.targets)


def worth_of(
    case: Case,
    changes: Sequence[Change],
    *,
    seconds: float,
    known: Iterable[Roster] = (),
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> tuple[Worth, ...]:
    """What each of some changes is worth, the most valuable first.

    Args:
        case: the campaigns, with what can be done.
        changes: each on its own; every schedule of the case has to stay possible after it, and no later.
        seconds: limit of each search, by counted work.
        known: rosters of the case, like the plan's.
        progress: told after each change.
        cancelled: asked before each change.

    Raises:
        Unschedulable: the case cannot be done at all.
        Cancellation: ``cancelled`` returned True.
    """
    settings = SolverSettings(schedule_seconds=seconds, deterministic=True, relative_gap=0.0)
    cases = [case, *(apply_change(case, change) for change in changes)]
    pool, bounds = list(known), []
    for number, one in enumerate(cases):
        if cancelled():
            raise Cancellation
        schedule = make_schedule(one.scenario, one.workload, settings=settings)
        pool.append(Roster.of_schedule(schedule))
        bounds.append(round(schedule.proof.bound or 0))
        progress((number + 1) / len(cases), Message("inquiry.progress.worth"))
    sides = [_Side(one, bound, _best(one, pool)) for one, bound in zip(cases, bounds, strict=True)]
    found = [_worth(sides[0], side, change) for side, change in zip(sides[1:], changes, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.money, -one.days)))


def _best(case: Case, pool: Iterable[Roster]) -> Lateness:
    courses = (roster.course(case.problem) for roster in pool)
    found = [lateness(case, course) for course in courses if course is not None]
    return min(found, key=lambda one: (one.loss, one.minutes))


def lateness(case: Case, course: Course) -> Lateness:
    """Loss and lateness of a course."""
    late = (max(0, course.launch(case.problem, job.index) - job.target) for job in case.problem.jobs)
    return Lateness(case.losses.of(course), sum(late))


def _worth(base: _Side, side: _Side, change: Change) -> Worth:
    money = base.best.loss - side.best.loss
    return Worth(
        change=change,
        money=money,
        days=(base.best.minutes - side.best.minutes) / MINUTES_PER_DAY,
        at_most=max(money, base.best.loss - side.bound),
        proven=base.proven and side.proven,
    )


def one_more(case: Case, late: Sequence[str]) -> Iterator[Change]:
    """One more person of each skill, one more day for each of the first late campaigns, one approval less of each, and
    one more campaign in progress.
    """
    facts = facts_of(case)
    yield from (Hire(one.skill) for one in facts if isinstance(one, Headcount))
    yield from (MoveLaunch(one, 1) for one in late[:MOST_TARGETS])
    for one in facts:
        if isinstance(one, Review):
            yield from _less_approval(case, one)
    if case.scenario.organisation.wip_limit is not None:
        yield RaiseWip(1)


def _less_approval(case: Case, review: Review) -> Iterator[Change]:
    flow = next(one for one in case.scenario.workflows if one.id == review.workflow)
    stage = next(one for one in flow.stages if one.id == review.stage)
    yield DropReview(review.workflow, review.stage)
    if len(stage.approvers) > 1:
        yield from (DropSignature(review.workflow, review.stage, one) for one in stage.approvers)


def trainings(case: Case, hires: Iterable[Worth]) -> Iterator[Train]:
    """People who could learn the skills of which one more person is worth most."""
    skills = [one.change.skill for one in hires if isinstance(one.change, Hire) and one.money]
    for skill in skills[:MOST_SKILLS]:
        for person in learners(case, skill)[:MOST_LEARNERS]:
            yield Train(person, skill, needed_level(case, skill))


def needed_level(case: Case, skill: str) -> int:
    """The highest level of a skill that any stage asks for; the usual one at least."""
    stages = (one for flow in case.scenario.workflows for one in flow.stages if one.skill == skill)
    return max([USUAL_LEVEL, *(one.level for one in stages)])
