"""Rework: how often results are sent back, to which stage, and what a repetition takes.

A visit that is not the first to its stage, and that no repetition of an earlier stage explains, begins a *loop*. It was
caused by the stage at or after it whose visit ended last before it began. Where the log holds outcomes, the visits with
an outcome that rejects are counted instead; the loops then say only where work went back to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from scenarios.history import VOID
from scenarios.statistics import Estimate
from simulation.calibration.binding import BoundHistory, StageVisit
from simulation.calibration.families import Floats
from simulation.calibration.measures import Stopwatch
from simulation.draws import identity


@dataclass(frozen=True, slots=True)
class Loop:
    """A return from the end of a visit to ``cause`` to the stage ``target``."""

    case: str
    cause: int
    target: int
    head: StageVisit
    """The visit that begins the repetition."""


def loops(bound: BoundHistory) -> list[Loop]:
    """All returns, case by case."""
    return [loop for case, visits in bound.cases.items() for loop in _loops(bound, case, visits)]


def _loops(bound: BoundHistory, case: str, visits: Sequence[StageVisit]) -> Iterator[Loop]:
    for visit in visits:
        if visit.number == 0:
            continue
        earlier = next(one for one in visits if one.stage == visit.stage and one.number == visit.number - 1)
        if not _explained(bound, visits, visit, earlier):
            cause = _cause(bound, visits, visit)
            if cause is not None:
                yield Loop(case, cause, visit.stage, visit)


def _explained(
    bound: BoundHistory, visits: Sequence[StageVisit], visit: StageVisit, earlier: StageVisit
) -> bool:
    """Whether an ancestor was visited again since the stage's own visit before."""
    return any(
        one.number > 0
        and one.stage != visit.stage
        and visit.stage in bound.descendants[one.stage]
        and earlier.visit.start < one.visit.start <= visit.visit.start
        for one in visits
    )


def _cause(bound: BoundHistory, visits: Sequence[StageVisit], visit: StageVisit) -> int | None:
    """The stage with a rule for this target, else any at or after it, whose visit ended last before."""
    stages = bound.workflow.stages
    target = stages[visit.stage].id
    ended = [
        one
        for one in visits
        if one is not visit
        and one.stage in bound.descendants[visit.stage]
        and one.visit.end <= visit.visit.start
    ]
    ruled = [one for one in ended if (rule := stages[one.stage].rework) and rule.target == target]
    return max(ruled or ended, key=lambda one: one.visit.end).stage if ended else None


@dataclass(frozen=True, slots=True)
class Trials:
    """How often a stage's result was judged, how often it was rejected, and where work went back to most often."""

    stage: int
    judged: int
    rejected: int
    target: int
    by_outcome: bool


def trials(bound: BoundHistory, found: Sequence[Loop], rejected: Sequence[str]) -> list[Trials]:
    """Of every stage with a rule or a rejection. A rule's limit of rejections ends the trials of a case."""
    words = frozenset(word.casefold() for word in rejected)
    by_outcome = any(visit.visit.outcome.casefold() in words for visit in bound.visits)
    looped = Counter((loop.case, loop.cause) for loop in found)
    results = []
    for stage, rule in enumerate(one.rework for one in bound.workflow.stages):
        targets = Counter(loop.target for loop in found if loop.cause == stage)
        judged = rejections = 0
        for case, visits in bound.cases.items():
            own = [visit for visit in visits if visit.stage == stage and visit.visit.outcome != VOID]
            told = sum(visit.visit.outcome.casefold() in words for visit in own)
            count = min(told if by_outcome else looped[case, stage], len(own))
            most = rule.max_times if rule else len(own)
            rejections += min(count, most)
            judged += len(own) if count < most else min(len(own), most)
        if judged and (rejections or rule):
            target = _target(bound, stage, targets)
            results.append(Trials(stage, judged, rejections, target, by_outcome))
    return results


def _target(bound: BoundHistory, stage: int, targets: Counter[int]) -> int:
    """The most frequent target of the stage's loops; the rule's own where there was none, or the stage itself."""
    if targets:
        return targets.most_common(1)[0][0]
    rule = bound.workflow.stages[stage].rework
    names = [one.id for one in bound.workflow.stages]
    return names.index(rule.target) if rule else stage


def repeat_ratio(
    bound: BoundHistory,
    watch: Stopwatch,
    within: frozenset[int],
    confidence: float,
    resamples: int,
    seed: int,
) -> Estimate | None:
    """Mean effort of repeated visits over that of first visits, stage by stage and weighted by repetitions.

    The interval is the percentile bootstrap over cases. None where nothing was repeated, or not in two cases.
    """
    sums = _sums(bound, watch, within)
    repeated = sums[:, :, 3].any(axis=1)
    if np.count_nonzero(repeated) < 2:
        return None
    generator = np.random.default_rng([seed, identity(f"calibration/repeat/{sorted(within)}")])
    weights = generator.multinomial(len(sums), np.full(len(sums), 1 / len(sums)), size=resamples)
    drawn = _ratio(np.tensordot(weights.astype(float), sums, axes=1))
    known = drawn[np.isfinite(drawn)]
    if len(known) < resamples / 2:
        return None
    tail = (1 - confidence) / 2
    low, high = np.quantile(known, [tail, 1 - tail]).tolist()
    value = float(_ratio(sums.sum(axis=0)[None])[0])
    return Estimate(
        value=value, low=low, high=high, replications=int(sums[:, :, 3].sum()), confidence=confidence
    )


def _sums(bound: BoundHistory, watch: Stopwatch, within: frozenset[int]) -> Floats:
    """(cases, stages, 4): hours and number of first visits, hours and number of repeated ones."""
    rows = {id(visit): row for row, visits in enumerate(bound.cases.values()) for visit in visits}
    sums = np.zeros((len(bound.cases), len(bound.before), 4))
    for stage in within:
        if bound.workflow.stages[stage].kind == "work":
            for effort in watch.efforts(stage):
                offset = 2 if effort.visit.number else 0
                sums[rows[id(effort.visit)], stage, offset : offset + 2] += (effort.hours, 1)
    return sums


def _ratio(sums: Floats) -> Floats:
    """(B, stages, 4) to (B,)."""
    first, firsts, again, repeats = np.moveaxis(sums, -1, 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = np.where(repeats > 0, repeats * first / firsts, 0.0)
        return np.asarray(again.sum(axis=1) / expected.sum(axis=1))
