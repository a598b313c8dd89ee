"""Why a campaign is late, or why a scenario cannot be done at all, and the smallest changes that would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.inquiry.case import Case
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.conflict import Conflict, find_conflict
from optimizer.inquiry.judging import Effort
from optimizer.inquiry.oracle import Oracle
from optimizer.inquiry.repairs import Repair, find_repairs
from optimizer.inquiry.roster import Roster
from scenarios.plan import Schedule
from scenarios.progress import Cancelled, never

DEFAULT_EFFORT = Effort()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why some promises cannot be kept together.

    ``conflict`` is None where they can be for all that is known.
    """

    case: Case
    """With the promises that were asked about."""
    campaign: str | None
    """The late campaign; None where nothing has to be in time and the work cannot be done all the same."""
    conflict: Conflict | None
    repairs: tuple[Repair, ...]


def late_campaigns(case: Case, schedule: Schedule) -> tuple[str, ...]:
    """Campaigns that launch after their targets, those that lose most first."""
    launches = schedule.launches
    jobs = {job.campaign: job for job in case.problem.jobs}
    late = [one for one, target in case.targets.items() if launches[one] > target.minute]
    return tuple(sorted(late, key=lambda one: -case.losses.at(jobs[one].index, launches[one])))


def explain_late(
    case: Case,
    schedule: Schedule,
    campaign: str,
    *,
    effort: Effort = DEFAULT_EFFORT,
    cancelled: Cancelled = never,
) -> Explanation:
    """Why a campaign cannot be on time together with all that the plan has on time.

    Args:
        case: the campaigns of the plan.
        schedule: the plan.
        campaign: the late one.
        effort: how hard each question is tried.
        cancelled: asked between questions.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    on_time = case.targets.keys() - set(late_campaigns(case, schedule))
    promising = case.promising({*on_time, campaign})
    return _explain(promising, campaign, effort, (Roster.of_schedule(schedule),), cancelled)


def explain_impossible(
    case: Case, *, effort: Effort = DEFAULT_EFFORT, cancelled: Cancelled = never
) -> Explanation:
    """Why all campaigns cannot be completed at all. Raises as `explain_late`."""
    untimed = Case.untimed(case.scenario, case.targets)
    return _explain(untimed, None, effort, (), cancelled)


def _explain(
    case: Case, campaign: str | None, effort: Effort, known: Iterable[Roster], cancelled: Cancelled
) -> Explanation:
    known = tuple(known)
    conflict = find_conflict(Oracle(case, facts_of(case), effort, known, cancelled))
    repairs = find_repairs(case, conflict, effort, known, cancelled) if conflict else ()
    return Explanation(case, campaign, conflict, repairs)
