"""What a split that is best on estimated curves brings on the true ones.

The analyst sees curves that are off by lognormal errors, optimises them, and gets what the truth gives. Regret is what
the true optimum under the same limits would have brought on top, relative to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.studies.brand_shift import brand_shift, dealt
from optimizer.studies.moves import MOVES, best_split
from scenarios.generator.draws import Draws
from scenarios.i18n import Message
from scenarios.response import Floats
from scenarios.statistics import Estimate, mean, proportion, quantile
from scenarios.studies.drivers import drawn
from scenarios.studies.market import Market
from scenarios.studies.study import Study
from scenarios.text.numbers import estimate
from scenarios.text.report import Heading, Report, Reported

ERROR = 0.25
"""Standard deviation of the logarithm by which ceilings and half-saturations are misjudged: an assumption."""


@dataclass(frozen=True, slots=True)
class RegretResult(Reported):
    """Relative gains of return over legacy, promised by the estimates and true, and the regret."""

    promised: Estimate
    true: Estimate
    median_true: Estimate
    regret: Estimate
    worse_than_legacy: Estimate

    def report(self) -> Report:
        """The figures with their intervals."""
        rows = (
            ("promised", self.promised),
            ("true", self.true),
            ("median_true", self.median_true),
            ("regret", self.regret),
            ("worse_than_legacy", self.worse_than_legacy),
        )
        return Report(
            title=Message("studies.regret.title", {"replications": self.regret.replications}),
            headings=(Heading("measure", "text"), Heading("value", "text")),
            rows=tuple((Message(f"studies.regret.{key}"), estimate(found, "share")) for key, found in rows),
        )


def plug_in_regret(
    study: Study | None = None,
    error: float = ERROR,
    replications: int = 200,
    seed: int = 1,
    confidence: float = 0.95,
) -> RegretResult:
    """The regret of the plug-in optimum of a brand shift, by default in the quarter."""
    chosen = study or brand_shift()
    runs = np.array([_replication(chosen, error, Draws(seed), number) for number in range(replications)])
    promised, true, best = runs.T
    regret = (best - true) / (1 + best)
    return RegretResult(
        mean(promised, confidence),
        mean(true, confidence),
        quantile(true, 0.5, confidence),
        mean(regret, confidence, (0.0, 1.0)),
        proportion(int((true < 0).sum()), replications, confidence),
    )


def _replication(study: Study, error: float, draws: Draws, number: int) -> tuple[float, float, float]:
    """Gains over legacy: promised, true, and of the true optimum."""
    values = drawn(study.drivers, draws, study.id, number)
    truth, weights, limits = dealt(values, draws, number)
    believed = truth.perturbed(error, draws, "error", number)
    everything = frozenset(MOVES)
    plug_in = best_split(believed, weights, limits, everything)
    best = best_split(truth, weights, limits, everything)

    return (
        _gain(believed, weights, plug_in),
        _gain(truth, weights, plug_in),
        _gain(truth, weights, best),
    )


def _gain(market: Market, weights: Floats, split: Floats) -> float:
    """Relative gain of the return of ``split`` over that of legacy."""
    returns = market.outcome(np.stack([market.legacy, split])) @ weights
    return float(returns[1] / returns[0] - 1)
