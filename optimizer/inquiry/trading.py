"""What keeping a promise would do to everybody else, where it is possible but the plan gives it up."""

from __future__ import annotations

from dataclasses import dataclass, replace

from optimizer.inquiry.case import Case
from optimizer.inquiry.judging import EVERYTHING, PRICE_OF_A_MINUTE, Effort
from optimizer.inquiry.roster import Roster
from optimizer.schedule import make_schedule
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.settings import SolverSettings
from scenarios.plan import Schedule

SEARCHES = 3
"""Searches of the usual length that are put into it at once."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A campaign that launches at another time, minutes."""

    campaign: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Trade:
    """The best schedule found that keeps the promise before anything else, against the plan."""

    before: int
    """Value that the plan loses by lateness, minor units."""
    after: int
    """What is lost if the promise is kept."""
    later: tuple[Moved, ...]
    """Campaigns that come later and miss their targets, those with the most days first."""


def trade(case: Case, schedule: Schedule, campaign: str, effort: Effort) -> Trade | None:
    """What keeping a campaign's promise costs, by search; None where the search does not keep it.

    Args:
        case: all campaigns of the plan.
        schedule: the plan.
        campaign: late in it.
        effort: length of the search.
    """
    settings = SolverSettings(
        schedule_seconds=SEARCHES * effort.seconds, deterministic=True, relative_gap=0.0
    )
    urgent = _pressing(case, campaign)
    found = make_schedule(urgent.scenario, urgent.workload, settings=settings)
    before, after = (Roster.of_schedule(one).course(case.problem) for one in (schedule, found))
    if before is None or after is None or found.launches[campaign] > case.targets[campaign].minute:
        return None
    later = [
        Moved(one, schedule.launches[one], launch)
        for one, launch in found.launches.items()
        if launch > max(schedule.launches[one], case.targets[one].minute)
    ]
    later.sort(key=lambda one: one.before - one.after)
    return Trade(case.losses.of(before), case.losses.of(after), tuple(later))


def _pressing(case: Case, campaign: str) -> Case:
    """The case in which lateness of a campaign costs more than that of all the others."""
    price = PRICE_OF_A_MINUTE * MINUTES_PER_DAY * 100
    campaigns = tuple(
        one.model_copy(
            update={"lateness": one.lateness.model_copy(update={"loss_per_day": price, "decay_per_day": 0.0})}
        )
        if one.id == campaign
        else one
        for one in case.scenario.campaigns
    )
    target = replace(case.targets[campaign], revenue=EVERYTHING, loss_per_day=price)
    scenario = case.scenario.model_copy(update={"campaigns": campaigns})
    return replace(case, scenario=scenario, targets={**case.targets, campaign: target})
