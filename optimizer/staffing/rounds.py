"""Tactical plan and schedule in turn, until neither changes the other.

Each round solves the tactical plan with the cuts so far, puts it on named people, and mends what comes out: campaigns
that cost more than they bring once they are late are left out, rejected ones that fit after all are added, people are
added or spared where that pays on the schedule. What the schedule proves to be impossible goes back as a cut.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from optimizer.allocation.clock import Clock
from optimizer.staffing.cuts import Cut, make_cut
from optimizer.staffing.limits import broken_limits
from optimizer.staffing.plan import StaffingAnswer, proven, with_people_counted
from optimizer.staffing.problem import Staffing, make_staffing
from optimizer.staffing.realise import Launches, Realised, Realiser
from optimizer.staffing.search import StaffedPlan, StaffSearch
from scenarios.document import Scenario, SolverSettings
from scenarios.i18n import Message
from scenarios.plan import Proof, Status
from scenarios.progress import Cancelled, Progress, never, silent

MOST_ROUNDS = 5
MOST_KICKS, KICK, SEED, HALF = 50, 2, 1, 0.5
"""How often the best plan is disturbed at most, how many campaigns that takes, with which random numbers."""
TACTICAL_SHARE, CUT_SHARE = 0.35, 0.25
"""Shares of a round's time for the tactical plan and for proving a cut; mending has the rest."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a round came to (minor units): promised by the tactical plan, on the schedule, and after mending."""

    promised: int
    scheduled: int | None
    mended: int | None
    late: tuple[str, ...]
    cut: Cut | None


@dataclass(frozen=True, slots=True, eq=False)
class ScheduledStaffing:
    """The best team and plan on named people.

    ``proof`` has the value on the schedule; its bound is the tactical one, which lets people be planned to the load
    limit only, so it holds for plans that keep that limit. ``ended`` says whether the rounds came to a fixed point.
    """

    best: Realised | None
    proof: Proof
    rounds: tuple[Round, ...]
    ended: bool
    staffing: Staffing


def plan_on_schedule(
    scenario: Scenario,
    *,
    seconds: float = 60.0,
    schedule_seconds: float = 1.0,
    start: StaffingAnswer | None = None,
    progress: Progress = silent,
    cancelled: Cancelled = never,
) -> ScheduledStaffing:
    """Rounds of tactical plan and schedule within a time limit.

    Args:
        scenario: a checked document; hours of people count whatever its strategy.
        seconds: limit of all rounds together.
        schedule_seconds: limit of a single schedule; many are made.
        start: a tactical plan of the same scenario, as the first to be tried.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    clock = Clock(seconds, progress, cancelled)
    staffing = make_staffing(with_people_counted(scenario))
    return _Rounds(staffing, schedule_seconds, clock).run(start)


class _Rounds:
    """The rounds of one scenario."""

    def __init__(self, staffing: Staffing, schedule_seconds: float, clock: Clock) -> None:
        self._staffing, self._clock = staffing, clock
        self._realiser = Realiser(staffing, schedule_seconds)
        self._settings: SolverSettings = staffing.scenario.settings.solver.model_copy(
            update={"schedule_seconds": schedule_seconds}
        )
        self._possible = [
            (candidate.campaign.id, launch.period)
            for candidate in sorted(staffing.problem.candidates, key=lambda one: -one.value)
            if candidate.open and candidate.campaign.registered
            for launch in candidate.launches
        ]
        self._best: Realised | None = None
        self._bound = float("inf")

    def run(self, start: StaffingAnswer | None) -> ScheduledStaffing:
        rounds: list[Round] = []
        cuts: list[Cut] = []
        ended = False
        if start is not None and start.units and start.feasible:
            self._mend(self._realised(_launches_of(start), start.units))
        while len(rounds) < MOST_ROUNDS and self._clock.left > 0 and not ended:
            done = self._round(cuts)
            if done is None:
                break
            rounds.append(done)
            ended = done.cut is None or done.cut in cuts
            if done.cut is not None:
                cuts.append(done.cut)
            self._clock.report(Message("staffing.progress.round", {"number": len(rounds)}))
        self._wander()
        return ScheduledStaffing(self._best, self._proof(), tuple(rounds), ended, self._staffing)

    def _round(self, cuts: list[Cut]) -> Round | None:
        share = TACTICAL_SHARE * self._clock.left
        gap = self._settings.relative_gap
        search = StaffSearch(self._staffing, gap, Clock(share, cancelled=self._clock.cancelled), tuple(cuts))
        found = search.run()
        self._bound = min(self._bound, found.bound)
        if found.best is None:
            return None
        plan = found.best
        realised = self._realised(_launches(search, plan), plan.units)
        mended = self._mend(realised)
        cut = None
        if realised is not None and realised.late:
            until = time.monotonic() + CUT_SHARE * self._clock.left
            cut = make_cut(
                self._staffing,
                realised.launches,
                tuple(realised.late),
                realised.units,
                self._settings,
                lambda: time.monotonic() < until,
            )
        late = tuple(sorted(realised.late)) if realised else ()
        scheduled = realised.value if realised else None
        return Round(plan.value, scheduled, mended.value if mended else None, late, cut)

    def _wander(self) -> None:
        """Use the time that is left: disturb the best plan a little and mend it again (Lourenco et al. 2003)."""
        random = Random(SEED)
        for _ in range(MOST_KICKS):
            if self._best is None or self._clock.left <= 0:
                return
            launches, units = dict(self._best.launches), self._best.units
            for name in random.sample(sorted(launches), min(KICK, len(launches))):
                del launches[name]
            teams = list(self._other_teams(units))
            if teams and random.random() < HALF:
                units = random.choice(teams)
            self._mend(self._realised(launches, units), to_the_end=True)

    def _realised(self, launches: Launches, units: tuple[float, ...]) -> Realised | None:
        found = self._realiser.realise(launches, units)
        if found is not None and (self._best is None or found.value > self._best.value):
            self._best = found
        return found

    def _mend(self, start: Realised | None, *, to_the_end: bool = False) -> Realised | None:
        """The best neighbour, again and again, while it is better and there is time: first that pays is taken."""
        best = start or self._realised({}, tuple(0.0 for _ in self._staffing.choices))
        better = True
        until = 0.0 if to_the_end else self._clock.left * (1 - TACTICAL_SHARE - CUT_SHARE)
        while best is not None and better and self._clock.left > until:
            better = False
            for launches, units in self._neighbours(best):
                if self._clock.left <= until:
                    break
                found = self._realised(launches, units)
                if found is not None and found.value > best.value:
                    best, better = found, True
                    break
        return best

    def _neighbours(self, plan: Realised) -> Iterator[tuple[Launches, tuple[float, ...]]]:
        """One campaign less, more or moved; one unit of the team more or less."""
        for campaign in sorted(plan.launches, key=lambda one: one not in plan.late):
            yield {one: at for one, at in plan.launches.items() if one != campaign}, plan.units
        for name, period in self._possible:
            if plan.launches.get(name) != period:
                yield {**plan.launches, name: period}, plan.units
        for units in self._other_teams(plan.units):
            yield plan.launches, units
            if sum(units) < sum(plan.units):
                for campaign in plan.launches:
                    yield {one: at for one, at in plan.launches.items() if one != campaign}, units
            for name, period in self._possible:
                if name not in plan.launches and sum(units) > sum(plan.units):
                    yield {**plan.launches, name: period}, units

    def _other_teams(self, units: tuple[float, ...]) -> Iterator[tuple[float, ...]]:
        for index, choice in enumerate(self._staffing.choices):
            whole = self._staffing.offers[choice.offer].whole
            step = 1.0 if whole else choice.most
            for amount in (0.0 if not whole else units[index] - step, units[index] + step):
                limited = min(amount, choice.most)
                if limited != units[index] and limited >= 0:
                    changed = (*units[:index], limited, *units[index + 1 :])
                    if self._allowed(changed):
                        yield changed

    def _allowed(self, units: tuple[float, ...]) -> bool:
        """Whether options and groups have that many people, and people may cost that much."""
        return not broken_limits(self._staffing, units)

    def _proof(self) -> Proof:
        if self._best is None:
            return Proof(status=Status.UNKNOWN)
        return proven(self._best.value, self._bound, 0.0)


def _launches(search: StaffSearch, plan: StaffedPlan) -> Launches:
    return {
        candidate.campaign.id: candidate.launches[place].period
        for candidate, place in zip(search.problem.candidates, plan.settled.split.launches, strict=True)
        if place is not None
    }


def _launches_of(answer: StaffingAnswer) -> Launches:
    return {
        campaign: decision.launch_period
        for campaign, decision in answer.allocation.running.items()
        if decision.launch_period is not None
    }
