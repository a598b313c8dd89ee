"""How many people a skill can lose: before its work cannot be done at all, and before promises break.

The first is known in closed form: a stage that needs k of n people stops with the (n - k + 1)-th who leaves. The
second is a smallest set of people, found by trying all sets of one, of two and so on, each by solving again without
them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from optimizer.inquiry.candidates import kind_of
from optimizer.inquiry.case import Case
from optimizer.inquiry.judging import Effort, judge
from optimizer.inquiry.roster import Roster
from scenarios.network import SIGN_OFF, Workload
from scenarios.progress import Cancellation, Cancelled, never

MOST_LEAVERS = 3
"""Size of the largest sets of people that are tried."""


@dataclass(frozen=True, slots=True)
class BusFactor:
    """What a skill can lose. People by identifier."""

    skill: str
    holders: tuple[str, ...]
    stops: tuple[str, ...]
    """A smallest set of people without whom some stage cannot be done at all; none if it cannot be even with them."""
    breaks: tuple[str, ...] | None
    """A smallest set without whom some promise is broken; None if none of at most `MOST_LEAVERS` is."""
    proven: bool
    """Whether the broken promise is certain, and not what a search did not find."""

    @property
    def bearable(self) -> int:
        """How many can leave, whoever they are, with all promises kept; as far as was tried."""
        return MOST_LEAVERS if self.breaks is None else max(0, len(self.breaks) - 1)


def bus_factors(
    case: Case, effort: Effort, known: Collection[Roster] = (), cancelled: Cancelled = never
) -> tuple[BusFactor, ...]:
    """By skill that is asked for, how many can leave. The promises of the case can be kept by everybody together.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    return tuple(bus_factor(case, skill, effort, known, cancelled) for skill in _asked(case.needed()))


def bus_factor(
    case: Case, skill: str, effort: Effort, known: Collection[Roster] = (), cancelled: Cancelled = never
) -> BusFactor:
    """How many a skill can lose that is asked for. Raises as `bus_factors`."""
    return _Skill(case, case.needed(), skill).factor(effort, known, cancelled)


def _asked(workload: Workload) -> tuple[str, ...]:
    """Skills that work asks for, in order of first appearance."""
    steps = (step for job in workload.jobs for step in job.process.steps if step.kind == "work")
    return tuple(
        dict.fromkeys(one.skill for one in steps if one.skill and one.effort.mean and one.skill != SIGN_OFF)
    )


class _Skill:
    def __init__(self, case: Case, workload: Workload, skill: str) -> None:
        self._case = case
        self._workload = workload
        self._skill = skill
        self._people = case.scenario.organisation.everyone()
        self._holders = tuple(one.id for one in self._people if skill in one.skills)

    def factor(self, effort: Effort, known: Collection[Roster], cancelled: Cancelled) -> BusFactor:
        stops = self.stops()
        breaks, proven = stops, True
        for leavers in self._sets(len(stops)):
            if cancelled():
                raise Cancellation
            found = judge(
                self._case.scenario, without(self._workload, leavers), self._case.due(), effort, known
            )
            if not found.possible:
                breaks, proven = leavers, found.proven
                break
        reached = breaks if len(breaks) <= MOST_LEAVERS else None
        return BusFactor(self._skill, self._holders, stops, reached, proven)

    def stops(self) -> tuple[str, ...]:
        """The people of the stage that stops first, as many as it can lose and one more."""
        teams = {
            (step.qualified, step.people)
            for job in self._workload.jobs
            for step in job.process.steps
            if step.skill == self._skill and step.kind == "work"
        }
        qualified, people = min(teams, key=lambda one: (len(one[0]) - one[1], one))
        return tuple(self._people[one].id for one in qualified[: max(0, len(qualified) - people + 1)])

    def _sets(self, stops: int) -> Iterator[tuple[str, ...]]:
        """Sets of holders smaller than those that stop the work, one of each kind of set."""
        kinds = {one.id: kind_of(one) for one in self._people}
        for size in range(1, min(stops, MOST_LEAVERS + 1)):
            seen = set()
            for leavers in combinations(self._holders, size):
                kind = frozenset(
                    (key, [kinds[one] for one in leavers].count(key)) for key in map(kinds.get, leavers)
                )
                if kind not in seen:
                    seen.add(kind)
                    yield leavers


def without(workload: Workload, people: Collection[str]) -> Workload:
    """The workload that some people do nothing of."""
    gone = {worker.index for worker in workload.people if worker.id in people}
    jobs = []
    for job in workload.jobs:
        steps = tuple(
            replace(step, qualified=tuple(one for one in step.qualified if one not in gone))
            for step in job.process.steps
        )
        jobs.append(replace(job, process=replace(job.process, steps=steps)))
    return replace(workload, jobs=tuple(jobs))
