"""Duplicate spend removed and the budget divided anew: what a new customer then costs.

Outcomes are new customers. CAC is spend per customer, customers per currency unit its reciprocal, so that a change c of
CAC is a change 1 / (1 + c) - 1 of the latter: -25% and +33% are one finding.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.studies.moves import MOVES, Limits, best_split
from scenarios.generator.draws import Draws
from scenarios.studies.drivers import Drivers, Values
from scenarios.studies.market import BUDGET, DUPLICATE_SHARE, CurveSet, market, spans
from scenarios.studies.result import NOBODY, Coalition
from scenarios.studies.study import Levels, Play, Study

DEDUPE, REALLOCATE = "dedupe", "reallocate"


def duplicates(curves: CurveSet = "saturated", *, bands: bool = True) -> Study:
    """The study; every channel draws a duplicate share of its own. Without ``bands`` channels move freely."""
    return with_drivers(spans(curves, bands=bands, duplicate_share=DUPLICATE_SHARE))


def with_drivers(given: Drivers) -> Study:
    """The study with drivers of one's own."""
    span = given["duplicate_share"]

    def deal(values: Values, draws: Draws, number: int) -> Play:
        sized = market().with_brand_audience(values["brand_audience"])
        whole = sized.perturbed(values["curve_spread"], draws, "duplicates", number)
        shares = [draws.uniform(span.low, span.high, "duplicate", number, name) for name in whole.names]
        wasteful = replace(whole, duplicate=np.array(shares))
        limits = Limits(values["brand_floor"], values["band"])
        equal = np.ones(len(whole.names))

        def play(active: Coalition) -> Levels:
            here = whole if DEDUPE in active else wasteful
            spend = best_split(here, equal, limits, frozenset(MOVES) if REALLOCATE in active else NOBODY)
            customers = float(here.outcome(spend).sum())
            return {"cac": BUDGET / customers, "customers_per_unit": customers / BUDGET}

        return play

    return Study("duplicates", (DEDUPE, REALLOCATE), ("cac", "customers_per_unit"), given, deal)
