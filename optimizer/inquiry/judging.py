"""Can promises be kept? With certainty where possible: a course that keeps them, or a proof that none does.

Tried in turn: critical paths with unlimited people, orders that are known to be good, the solver for small problems,
and the search that makes schedules, with nothing but promises in its objective.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from optimizer.inquiry.decision import decide
from optimizer.inquiry.roster import Roster
from optimizer.schedule import Unschedulable, make_schedule
from optimizer.schedule.bounds import earliest
from optimizer.schedule.course import Course
from optimizer.schedule.executor import Deadlock, settle
from optimizer.schedule.impossible import check_possible
from optimizer.schedule.problem import compile_problem
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.document.settings import SolverSettings
from scenarios.network import Workload
from scenarios.worktime import CalendarExhausted

PRICE_OF_A_MINUTE = 1_000
"""Minor units, of the lateness of a promise in the search: all promises alike."""
EVERYTHING = 10**13
"""More than any lateness costs at that price."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard each question is tried; counted work, so that the answers are the same every time."""

    seconds: float = 0.3
    """Of search, where there is no proof; counted, not timed."""
    units: float = 0.3
    """Of the solver's deterministic clock."""
    most_pairs: int = 3_000
    """Pairs of a task and a person who could do it, up to which the solver is asked."""
    most_searches: int = 12
    """Questions in one enquiry that end with neither an answer nor a proof; then it stops with what it has."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether promises can be kept.

    ``roster`` keeps them, where they can be; where they cannot, ``proven`` says that this is certain, and ``core``
    names promised campaigns that already conflict.
    """

    roster: Roster | None
    proven: bool
    core: frozenset[str] = frozenset()

    @property
    def possible(self) -> bool:
        """Whether they can."""
        return self.roster is not None

    @property
    def open(self) -> bool:
        """Whether neither an answer nor a proof was found."""
        return self.roster is None and not self.proven


class OutOfEffort(Exception):
    """More questions stayed open than an enquiry may have."""


def judge(
    scenario: Scenario,
    workload: Workload,
    due: Mapping[str, int],
    effort: Effort,
    known: Iterable[Roster] = (),
) -> Judgement:
    """Whether all work can be done so that each campaign in ``due`` launches by its minute.

    Args:
        scenario: the document; its risk factors and settings count.
        workload: preparation only.
        due: latest launch by campaign, minutes.
        effort: limits of the search for an answer.
        known: rosters that may keep the promises.
    """
    return _Judge(scenario, workload, due, effort).judge(known)


class _Judge:
    def __init__(
        self, scenario: Scenario, workload: Workload, due: Mapping[str, int], effort: Effort
    ) -> None:
        self._scenario = scenario
        self._workload = workload
        self._due = {job.index: due[job.campaign] for job in workload.jobs if job.campaign in due}
        self._effort = effort
        self._problem = compile_problem(workload, scenario.risks)

    def judge(self, known: Iterable[Roster]) -> Judgement:
        broken = self._broken_by_critical_path()
        if broken is not None:
            return Judgement(None, proven=True, core=self._campaigns(broken))
        for roster in known:
            course = roster.course(self._problem)
            if course is not None and self._keeps(course):
                return self._kept(course)
        pairs = sum(len(task.minutes) for task in self._problem.tasks)
        decided = self._decided() if pairs <= self._effort.most_pairs else None
        return decided or self._searched()

    def _broken_by_critical_path(self) -> frozenset[int] | None:
        """A job that is late even if everybody is free, or all jobs if some work can never be done."""
        try:
            check_possible(self._scenario, self._problem)
        except Unschedulable:
            return frozenset(self._due)
        finish = earliest(self._problem).finish
        late = (job for job, due in self._due.items() if finish[self._problem.launch_task(job)] > due)
        first = next(late, None)
        return None if first is None else frozenset({first})

    def _decided(self) -> Judgement | None:
        decision = decide(self._problem, self._due, self._effort.units)
        if decision.end == "impossible":
            return Judgement(None, proven=True, core=self._campaigns(decision.core))
        if decision.order is None:
            return None
        try:
            course = settle(self._problem, decision.order)
        except (CalendarExhausted, Deadlock):
            return None
        return self._kept(course) if self._keeps(course) else None

    def _searched(self) -> Judgement:
        settings = SolverSettings(schedule_seconds=self._effort.seconds, deterministic=True, relative_gap=0.0)
        try:
            schedule = make_schedule(_priced(self._scenario), self._promises_only(), settings=settings)
        except Unschedulable:
            return Judgement(None, proven=False)
        course = Roster.of_schedule(schedule).course(self._problem)
        if course is not None and self._keeps(course):
            return self._kept(course)
        return Judgement(None, proven=bool(schedule.proof.bound and schedule.proof.bound > 0))

    def _promises_only(self) -> Workload:
        jobs = tuple(
            replace(
                job,
                target=self._due.get(job.index, job.target),
                revenue=EVERYTHING if job.index in self._due else 0,
                loss_per_day=PRICE_OF_A_MINUTE * MINUTES_PER_DAY if job.index in self._due else 0,
            )
            for job in self._workload.jobs
        )
        return replace(self._workload, jobs=jobs)

    def _keeps(self, course: Course) -> bool:
        return all(course.launch(self._problem, job) <= due for job, due in self._due.items())

    def _kept(self, course: Course) -> Judgement:
        return Judgement(Roster.of_course(self._problem, course), proven=True)

    def _campaigns(self, jobs: Iterable[int]) -> frozenset[str]:
        return frozenset(self._workload.jobs[job].campaign for job in jobs)


def _priced(scenario: Scenario) -> Scenario:
    """The scenario in which every minute of lateness costs the same for every campaign."""
    price = {"loss_per_day": PRICE_OF_A_MINUTE * MINUTES_PER_DAY, "decay_per_day": 0.0}
    campaigns = tuple(
        one.model_copy(update={"lateness": one.lateness.model_copy(update=price)})
        for one in scenario.campaigns
    )
    return scenario.model_copy(update={"campaigns": campaigns})
