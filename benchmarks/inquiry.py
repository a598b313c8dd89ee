"""Explanations of late and impossible plans, each checked again by other means than those that found it.

A seed stands for 200 random small cases. Of each: the set of causes conflicts (by the schedule search's own proof on
the relaxed problem), none of its subsets does (a course is found by the same search and keeps the promises), and every
repair works (the changed scenario's schedule passes the check that knows no solver, and launches in time).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.inquiry_cases import random_case
from benchmarks.rows import Bar, Row, median, timed
from optimizer.inquiry.case import Case
from optimizer.inquiry.collecting import facts_of
from optimizer.inquiry.facts import Fact, Promise
from optimizer.inquiry.judging import Effort, judge
from optimizer.inquiry.lateness import Explanation, explain_impossible, explain_late, late_campaigns
from optimizer.inquiry.relaxing import Relaxer
from optimizer.inquiry.repairs import Repair
from optimizer.schedule.course import order_of
from optimizer.schedule.executor import settle
from optimizer.schedule.problem import compile_problem
from optimizer.schedule.result import make_proof, to_schedule
from optimizer.verify.schedule import completeness_violations, promised_work, schedule_violations
from scenarios.plan import Allocation, CampaignDecision, Proof, Schedule, Status

CASES = 200
BY_SEARCH_ONLY = Effort(seconds=2.0, most_pairs=0)
"""The schedule's own search and proof, without the decision model."""


@dataclass(frozen=True, slots=True)
class Check:
    """What became of one case."""

    explained: bool
    conflicts: bool
    irreducible: bool
    proven: bool
    smallest: bool
    repairs: int
    works: int
    seconds: float


def run(seeds: Sequence[int], instances: Path | None, seconds: float) -> list[Row]:
    """All rows of the benchmark; ``seconds`` and ``instances`` play no part."""
    del instances, seconds
    return [row for seed in seeds for row in _rows(seed)]


def _rows(seed: int) -> list[Row]:
    checks = [verified(CASES * (seed - 1) + number) for number in range(CASES)]
    name = f"seed {seed}"
    shares = {
        "explained": [one.explained for one in checks],
        "set of causes conflicts": [one.conflicts for one in checks],
        "no subset of it does": [one.irreducible for one in checks],
        "proven, not by search": [one.proven for one in checks],
        "no smaller set conflicts": [one.smallest for one in checks],
        "some repair found": [one.repairs > 0 for one in checks],
    }
    rows = [
        Row(f"{name}: {what}", sum(values), f"of {len(values)}", bar=_all_of(what, len(values)))
        for what, values in shares.items()
    ]
    repairs, works = sum(one.repairs for one in checks), sum(one.works for one in checks)
    rows.append(Row(f"{name}: repairs that work", works, f"of {repairs}", bar=Bar(">=", repairs)))
    rows.append(Row(f"{name}: time to explain, median", median([one.seconds for one in checks]), "s"))
    rows.append(Row(f"{name}: time to explain, longest", max(one.seconds for one in checks), "s"))
    return rows


def _all_of(what: str, count: int) -> Bar | None:
    return (
        Bar(">=", count) if what in {"explained", "set of causes conflicts", "no subset of it does"} else None
    )


def verified(seed: int) -> Check:
    """One random case explained, and the explanation checked."""
    case, schedule = random_case(seed)
    found, taken = timed(lambda: _explained(case, schedule))
    if found.conflict is None:
        return Check(False, False, False, False, False, 0, 0, taken)
    facts = frozenset(found.conflict.facts)
    return Check(
        explained=True,
        conflicts=_conflicts(found, facts),
        irreducible=not any(_conflicts(found, facts - {one}) for one in facts),
        proven=found.conflict.proven,
        smallest=found.conflict.smallest,
        repairs=len(found.repairs),
        works=sum(map(_works, found.repairs)),
        seconds=taken,
    )


def _explained(case: Case, schedule: Schedule | None) -> Explanation:
    """Of the late campaigns, the first whose promise conflicts with others; one that was traded for value does not."""
    if schedule is None:
        return explain_impossible(case)
    first, *others = late_campaigns(case, schedule)
    found = explain_late(case, schedule, first)
    while found.conflict is None and others:
        found = explain_late(case, schedule, others.pop(0))
    return found


def _conflicts(found: Explanation, facts: frozenset[Fact]) -> bool:
    """Whether facts conflict, by a search that proves it."""
    case = found.case
    workload = Relaxer(case, facts_of(case)).relaxed(facts)
    promised = [one.campaign for one in facts if isinstance(one, Promise)]
    due = {one: case.targets[one].minute for one in promised} if case.timed else {}
    answer = judge(case.scenario, workload, due, BY_SEARCH_ONLY)
    if answer.possible or answer.proven:
        return not answer.possible
    return not judge(case.scenario, workload, due, Effort()).possible


def _works(repair: Repair) -> bool:
    """Whether the repaired case's schedule keeps every promise and passes the check without the solver."""
    case = repair.case
    workload = case.needed()
    problem = compile_problem(workload, case.scenario.risks)
    course = repair.roster.course(problem)
    if course is None:
        return False
    order = order_of(problem, course.start, course.people, course.admission)
    schedule = to_schedule(problem, settle(problem, order), make_proof(0, 0, 0.0))
    allocation = _allocation(case, {job.campaign for job in workload.jobs})
    launches = schedule.launches
    in_time = all(launches[one] <= minute for one, minute in case.due().items())
    work = promised_work(case.scenario, allocation)
    broken = completeness_violations(work, schedule)
    return in_time and not (broken or schedule_violations(case.scenario, work, schedule))


def _allocation(case: Case, campaigns: set[str]) -> Allocation:
    """Campaigns run, at their targets."""
    horizon = case.scenario.horizon
    decisions = tuple(
        CampaignDecision(
            campaign=one.id,
            runs=True,
            launch_period=horizon.period_of(one.due),
            target=case.targets[one.id].minute,
        )
        for one in case.scenario.campaigns
        if one.id in campaigns
    )
    return Allocation(proof=Proof(status=Status.AS_GIVEN), campaigns=decisions)
