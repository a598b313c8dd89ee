"""Whom to train in what: what it adds to resilience and saves in money, each verified by solving again."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from optimizer.inquiry.applying import apply_change
from optimizer.inquiry.candidates import learners
from optimizer.inquiry.case import Case
from optimizer.inquiry.changes import Train
from optimizer.inquiry.judging import Effort
from optimizer.inquiry.resilience import BusFactor, bus_factor
from optimizer.inquiry.roster import Roster
from optimizer.inquiry.worth import Worth, needed_level, worth_of
from scenarios.progress import Cancelled, never

MOST_SKILLS, MOST_LEARNERS = 4, 2
"""Weakest skills that are looked at, and people who could learn each."""


@dataclass(frozen=True, slots=True)
class Advice:
    """A training, and what becomes better by it."""

    training: Train
    stops_later: int
    """People more who can leave before work of the skill cannot be done at all."""
    breaks_later: int
    """People more who can leave before a promise breaks, as far as leavers were tried."""
    worth: Worth


def cross_training(
    case: Case,
    factors: Collection[BusFactor],
    *,
    effort: Effort,
    seconds: float,
    known: Collection[Roster] = (),
    cancelled: Cancelled = never,
) -> tuple[Advice, ...]:
    """Trainings in the skills that can lose fewest people, the best first: by resilience, then by money.

    Args:
        case: the campaigns; the promises of those that are promised can be kept.
        factors: what each skill can lose now.
        effort: how hard each question about leavers is tried.
        seconds: limit of each search for what a training saves, by counted work.
        known: rosters of the case, like the plan's.
        cancelled: asked between questions.

    Raises:
        Cancellation: ``cancelled`` returned True.
    """
    before = {one.skill: one for one in factors}
    trainings = list(_candidates(case, factors))
    worths = worth_of(case, trainings, seconds=seconds, known=known, cancelled=cancelled) if trainings else ()
    found = []
    for worth in worths:
        training = worth.change
        if isinstance(training, Train):
            after = bus_factor(apply_change(case, training), training.skill, effort, known, cancelled)
            old = before[training.skill]
            stops_later = len(after.stops) - len(old.stops)
            found.append(Advice(training, stops_later, after.bearable - old.bearable, worth))
    return tuple(
        sorted(found, key=lambda one: (one.stops_later, one.breaks_later, one.worth.money), reverse=True)
    )


def _candidates(case: Case, factors: Collection[BusFactor]) -> Iterator[Train]:
    weakest = sorted(factors, key=lambda one: (one.bearable, len(one.stops)))
    for factor in weakest[:MOST_SKILLS]:
        for person in learners(case, factor.skill)[:MOST_LEARNERS]:
            yield Train(person, factor.skill, needed_level(case, factor.skill))
