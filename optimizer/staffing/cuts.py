"""Cuts: what a schedule proves about campaigns and people goes back into the tactical plan.

A set of campaigns that cannot all be on time with the people there are loses at least L, a proven lower bound of the
schedule. Unless one of them is left out or launches later, or the team is another one, every plan pays that
(logic-based Benders decomposition, Hooker and Ottosson 2003):

    loss >= L (1 - sum over the set of (1 - runs by then) - sum of changes of the team).

So that no plan is cut off wrongly, L is proven for revenue without media, with all freelance hours and overtime that
may be bought, and for the people that the plan has. More people by a period, or other moves, switch the cut off.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.allocation.program import Terms
from optimizer.schedule import Unschedulable, make_schedule
from optimizer.staffing.decision import staffed_scenario
from optimizer.staffing.model import StaffedModel
from optimizer.staffing.problem import Staffing
from optimizer.staffing.realise import Launches, as_given
from scenarios.document import SolverSettings
from scenarios.money import MINOR_PER_UNIT
from scenarios.network import compile_workload
from scenarios.valuation import Valuation


@dataclass(frozen=True, slots=True)
class Cut:
    """Campaigns with these launches (or earlier ones) lose ``loss`` currency units of revenue with ``units`` people."""

    launches: tuple[tuple[str, int], ...]
    units: tuple[float, ...]
    loss: float


def prove_loss(
    staffing: Staffing, launches: Launches, units: tuple[float, ...], settings: SolverSettings
) -> float:
    """Revenue (currency units) that the campaigns lose by lateness at least, whatever hours are bought; 0 if none."""
    generous = tuple(
        amount if staffing.offers[choice.offer].whole else choice.most
        for choice, amount in zip(staffing.choices, units, strict=True)
    )
    scenario = staffed_scenario(staffing, generous)
    allocation = as_given(scenario, launches)
    workload = compile_workload(scenario, Valuation(scenario).targets(allocation))
    try:
        schedule = make_schedule(scenario, workload, settings=settings)
    except Unschedulable:
        return 0.0
    bound = schedule.proof.bound or 0.0
    return max(0.0, bound / MINOR_PER_UNIT)


def make_cut(
    staffing: Staffing,
    launches: Launches,
    late: Sequence[str],
    units: tuple[float, ...],
    settings: SolverSettings,
    time_is_left: Callable[[], bool],
) -> Cut | None:
    """The cut for a plan whose campaigns are ``late``, on as few of them as lose as much; None if nothing is proven."""
    chosen = {
        campaign: period
        for campaign, period in launches.items()
        if not _late_anyway(staffing, campaign, period)
    }
    loss = prove_loss(staffing, chosen, units, settings)
    if loss <= 0:
        return None
    for campaign in [one for one in launches if one in chosen and one not in late]:
        if not time_is_left():
            break
        fewer = {one: period for one, period in chosen.items() if one != campaign}
        if fewer and _closed(staffing, fewer) and prove_loss(staffing, fewer, units, settings) >= loss - 1e-9:
            chosen = fewer
    return Cut(tuple(sorted(chosen.items())), units, loss)


def _closed(staffing: Staffing, launches: Launches) -> bool:
    """Whether every campaign's prerequisites are among the launches: without them its work could begin too early."""
    campaigns = {campaign.id: campaign for campaign in staffing.scenario.campaigns}
    return all(set(campaigns[one].prerequisites) <= set(launches) for one in launches)


def _late_anyway(staffing: Staffing, campaign: str, period: int) -> bool:
    """Whether the program charges lateness of a launch already, that nobody can prevent."""
    launches = staffing.problem.by_campaign[campaign].launches
    return any(one.late_minutes for one in launches if one.period <= period)


def add_cuts(staffing: Staffing, staffed: StaffedModel, cuts: Sequence[Cut]) -> int | None:
    """Charge the program with the losses that cuts prove; the variable of the loss, currency units of revenue."""
    if not cuts:
        return None
    program, margin = staffed.model.program, staffing.scenario.objective.margin
    most = max(cut.loss for cut in cuts)
    theta = program.variable(0.0, most, objective=-margin, scale=most)
    for cut in cuts:
        terms: Terms = {theta: 1.0}
        for campaign, period in cut.launches:
            candidate = staffing.problem.by_campaign[campaign]
            for place, launch in enumerate(candidate.launches):
                if launch.period <= period:
                    terms[staffed.model.decision.run[candidate.index, place]] = -cut.loss
        for change in _changes(staffing, staffed, cut):
            terms[change] = cut.loss
        program.require(terms, lower=cut.loss * (1 - len(cut.launches)))
    return theta


def _changes(staffing: Staffing, staffed: StaffedModel, cut: Cut) -> list[int]:
    """Variables that are at least 1 where the team is stronger than that of a cut, or has moved otherwise."""
    program, found = staffed.model.program, []
    for index, members in enumerate(staffing.by_offer):
        offer = staffing.offers[index]
        if not offer.whole or not members:
            continue
        change = program.variable(0.0, sum(staffing.choices[one].most for one in members))
        found.append(change)
        so_far: defaultdict[int, float] = defaultdict(float)
        given = 0.0
        for one in sorted(members, key=lambda member: staffing.choices[member].period):
            column, amount = staffed.units[one], cut.units[one]
            if offer.moves:
                program.require({change: 1.0, column: -1.0}, lower=-amount)
                program.require({change: 1.0, column: 1.0}, lower=amount)
            else:
                given += amount
                so_far[column] = -1.0
                program.require({change: 1.0, **so_far}, lower=-given)
    return found
