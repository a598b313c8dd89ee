"""Why a campaign is late, or why a scenario cannot be done at all, and the smallest changes that would help."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from optimizer.inquiry.case import Case
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.conflict import Conflict, find_conflict
from optimizer.inquiry.judging import Effort, judge
from optimizer.inquiry.oracle import Oracle
from optimizer.inquiry.repairs import Repair, find_repairs
from optimizer.inquiry.roster import Roster
from optimizer.inquiry.trading import Trade, trade
from scenarios.plan import Schedule
from scenarios.progress import Cancelled, never

DEFAULT_EFFORT = Effort()
MOST_RIVALS = 6
"""Other late campaigns that are asked for as well."""


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
    trade: Trade | None = None
    """Where there is no conflict: what keeping the promise would do to the others, if a search finds how."""


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

    Where it can, it is asked for together with ever more of the other late campaigns, those that lose most first and as
    far as they can be kept without it: what one of several late campaigns gave way to.

    Args:
        case: the campaigns of the plan.
        schedule: the plan.
        campaign: the late one.
        effort: how hard each question is tried.
        cancelled: asked between questions.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    late = late_campaigns(case, schedule)
    known = (Roster.of_schedule(schedule),)
    promised = frozenset(case.targets.keys() - set(late))
    rivals = [one for one in late if one != campaign]
    found = _explain(case.promising({*promised, campaign}), campaign, effort, known, cancelled)
    for rival in rivals[:MOST_RIVALS]:
        if found.conflict:
            return found
        if _can_keep(case.promising({*promised, rival}), effort, known):
            promised |= {rival}
            found = _explain(case.promising({*promised, campaign}), campaign, effort, known, cancelled)
    return found if found.conflict else replace(found, trade=trade(case, schedule, campaign, effort))


def _can_keep(case: Case, effort: Effort, known: tuple[Roster, ...]) -> bool:
    return judge(case.scenario, case.needed(), case.due(), effort, known).possible


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
