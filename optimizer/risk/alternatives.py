"""Plans that are nearly as good as the best: the most different one, and the one nearest to today's.

Near-optimal splits are those whose criterion is within a share of the best one's (Brill 1979, modelling to generate
alternatives). Among them the total change of spend, sum |x_i - a_i|, is maximised from the best plan, or minimised from
today's. The dual weighs change against the criterion by weights in the cone of the risk envelope, so that the same
branch and bound as for the criterion itself proves how far the most different plan can be, and how near today's the
nearest must be.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from optimizer.risk.answer import RiskAnswer
from optimizer.risk.distance import Distance, NearOptimal
from optimizer.risk.dual import Dual
from optimizer.risk.problem import RiskProblem
from optimizer.risk.region import nearest
from optimizer.risk.search import Search
from optimizer.risk.solve import compile_kernels, make_relaxation
from optimizer.risk.surface import Surface
from optimizer.risk.tables import tabulate
from scenarios.plan import Status

Floats = NDArray[np.float64]

SCALES = (1e-4, 1e-3, 1e-2, 0.1)
"""First weights of the criterion, as shares of the greatest it may have."""
GAP = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class Alternative:
    """A near-optimal split (N,) and how much money moves: sum |x_i - a_i|, currency units.

    ``bound`` limits every near-optimal split's change: from above for the most different one, from below for the
    nearest. Status ``optimal`` means within 1% of it; else the split is the best found. ``value`` is the criterion's
    value, ``share`` = ``value`` / best value.
    """

    kind: Literal["most_different", "least_change"]
    status: Status
    spend: Floats
    change: float
    bound: float
    value: float
    share: float


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """Two plans whose criterion is at least ``least`` = best value - ``within`` |best value|."""

    within: float
    least: float
    most_different: Alternative
    least_change: Alternative


def alternatives(
    problem: RiskProblem, best: RiskAnswer, today: Floats, within: float = 0.01, seconds: float = 10.0
) -> Alternatives:
    """The most different plan within a share of the best, and the one that changes least from ``today`` (N,)."""
    least = best.value - within * abs(best.value)
    compile_kernels()
    halfway = time.monotonic() + seconds / 2
    surface = Surface(problem, tabulate(problem, through=(best.spend, today)), best.criterion)
    return Alternatives(
        within,
        least,
        _find(surface, Distance(best.spend, +1.0), best, least, halfway),
        _find(surface, Distance(today, -1.0), best, least, halfway + seconds / 2),
    )


def _find(
    surface: Surface, distance: Distance, best: RiskAnswer, least: float, deadline: float
) -> Alternative:
    """Search among near-optimal splits for the largest signed distance."""
    tables = surface.tables
    fixed = distance.sign * np.abs(tables.grid - distance.anchor[:, None])
    relaxation = make_relaxation(surface.problem, tables, best.criterion)
    most = 2 * float(np.abs(fixed).max(axis=1).sum()) / max(best.value - least, 1e-300)
    envelope = replace(relaxation.envelope, scales=(0.0, most), target=least)
    envelope = replace(envelope, dearest=np.maximum(envelope.dearest * most, most))
    incumbent = NearOptimal(surface, distance, best.spend, least)
    weights = best.criterion.weights(best.outcomes)
    prices = np.zeros(len(envelope.dearest))
    search = Search(
        replace(relaxation, envelope=envelope, fixed=fixed),
        incumbent,
        wanted=lambda value: 0.9 * GAP * max(abs(value), 1e-6 * surface.problem.budget),
        stop=lambda: time.monotonic() > deadline,
        duals=[Dual(share * most * weights, prices) for share in SCALES],
    )
    inside = nearest(surface.problem, distance.anchor)
    if inside is not None:
        incumbent.offer([inside])
    bound = search.run()
    return _alternative(incumbent, bound, best.value)


def _alternative(found: NearOptimal, bound: float, best: float) -> Alternative:
    change, limit = abs(found.value), abs(bound) if found.distance.sign * bound > 0 else 0.0
    value = found.surface.exact(found.spend)
    proven = abs(limit - change) <= GAP * max(change, 1e-6 * found.surface.problem.budget)
    return Alternative(
        kind="most_different" if found.distance.sign > 0 else "least_change",
        status=Status.OPTIMAL if proven else Status.FEASIBLE,
        spend=found.spend,
        change=change,
        bound=limit,
        value=value,
        share=value / best if best else 1.0,
    )
