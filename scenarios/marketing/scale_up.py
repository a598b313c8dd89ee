"""Small tests, then scale the winner: Thompson sampling beside a fixed split, by simulation.

Sources: Thompson (1933), "On the likelihood that one unknown probability exceeds another", Biometrika 25; Chapelle and
Li (2011), "An empirical evaluation of Thompson sampling", NIPS 24 (batches). Every replication gives both policies the
same people in the same order on each arm, so that differences are paired.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.i18n import Message
from scenarios.statistics import Estimate, mean, paired_difference
from scenarios.text.numbers import estimate
from scenarios.text.report import Heading, Report, Reported

BELIEF_DRAWS = 400
"""Posterior draws by which a batch is divided among arms in proportion to their probability of being best."""
SCALE_AT = 0.95
"""Probability of being best at which a winner is scaled: the usual confidence, an assumption."""


@dataclass(frozen=True, slots=True)
class TestPlan:
    """``people`` are served in ``batches`` of equal size, on arms of unknown rates."""

    __test__ = False

    rates: tuple[float, ...]
    """True conversion rates, known to the simulation only."""
    people: int = 20_000
    batches: int = 20


@dataclass(frozen=True, slots=True)
class PolicyComparison(Reported):
    """Conversions lost against always serving the best arm (regret), and how often the best arm ended in front."""

    thompson: Estimate
    fixed: Estimate
    saved: Estimate
    """Regret of the fixed split less that of Thompson sampling, paired."""
    found_best: float

    def report(self) -> Report:
        """Regrets with their intervals."""
        rows = (("thompson", self.thompson), ("fixed", self.fixed), ("saved", self.saved))
        return Report(
            title=Message("marketing.scale_up.title", {"replications": self.saved.replications}),
            headings=(Heading("policy", "text"), Heading("regret")),
            rows=tuple(
                (Message(f"marketing.scale_up.{key}"), estimate(found, "days")) for key, found in rows
            ),
            notes=(Message("marketing.scale_up.found_best", {"share": f"{self.found_best:.0%}"}),),
        )


def compare_policies(
    plan: TestPlan, replications: int, seed: int, confidence: float = 0.95
) -> PolicyComparison:
    """Thompson sampling against an equal split that is kept to the end.

    Raises:
        ValueError: fewer than two arms, or no whole person in a batch.
    """
    if len(plan.rates) < 2 or plan.people < plan.batches * len(plan.rates) or plan.batches < 1:
        message = "a comparison needs two arms and a person for each of them in every batch"
        raise ValueError(message)
    runs = [_replication(plan, seed, number) for number in range(replications)]
    thompson = np.array([regret for regret, _, _ in runs])
    fixed = np.array([regret for _, regret, _ in runs])
    return PolicyComparison(
        mean(thompson, confidence),
        mean(fixed, confidence),
        paired_difference(fixed, thompson, confidence),
        float(np.mean([best for _, _, best in runs])),
    )


def probability_best(
    successes: Sequence[int], trials: Sequence[int], seed: int = 0, draws: int = 20_000
) -> tuple[float, ...]:
    """By arm, the probability of having the best rate, from uniform priors."""
    beliefs = _beliefs(np.asarray(successes), np.asarray(trials), _generator(seed, 0, 0), draws)
    return tuple(float(share) for share in beliefs)


def scale_up(successes: Sequence[int], trials: Sequence[int], at: float = SCALE_AT) -> int | None:
    """The arm to scale: the one that is best with at least this probability; None while none is."""
    shares = probability_best(successes, trials)
    best = int(np.argmax(shares))
    return best if shares[best] >= at else None


def _replication(plan: TestPlan, seed: int, number: int) -> tuple[float, float, bool]:
    """Regret of Thompson sampling and of the fixed split, and whether the former ended with the best arm in front."""
    rates = np.array(plan.rates)
    arms = range(len(rates))
    answers = np.array(
        [_generator(seed, number, 1 + arm).random(plan.people) < rates[arm] for arm in arms]
    ).cumsum(axis=1)
    served = np.zeros(len(rates), dtype=np.int64)
    batches = _equal(plan.people, plan.batches)
    beliefs_from = _generator(seed, number, 0)
    for size in batches:
        trials = served.copy()
        successes = np.array([answers[arm, trials[arm] - 1] if trials[arm] else 0 for arm in arms])
        served += beliefs_from.multinomial(size, _beliefs(successes, trials, beliefs_from, BELIEF_DRAWS))
    loss = rates.max() - rates
    fixed = np.array(_equal(plan.people, len(rates)))
    return float(loss @ served), float(loss @ fixed), bool(rates[np.argmax(served)] == rates.max())


def _beliefs(
    successes: NDArray[np.int64], trials: NDArray[np.int64], generator: np.random.Generator, draws: int
) -> NDArray[np.float64]:
    sampled = generator.beta(1 + successes, 1 + trials - successes, size=(draws, len(trials)))
    return np.bincount(sampled.argmax(axis=1), minlength=len(trials)) / draws


def _generator(seed: int, replication: int, purpose: int) -> np.random.Generator:
    """A stream of its own for every replication and purpose (0: beliefs; 1 + a: the people on arm a)."""
    return np.random.Generator(np.random.Philox(key=[seed, replication], counter=[0, 0, 0, purpose]))


def _equal(total: int, parts: int) -> list[int]:
    return [total // parts + (part < total % parts) for part in range(parts)]
