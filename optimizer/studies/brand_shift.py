"""A legacy split of seventy to thirty against the best one, in several views of what brand spend earns later.

Within the quarter brand channels count for what they sell at once; other views multiply their outcome by a long-term
multiplier. Curves are scaled so that legacy earns the drawn ROAS within the quarter. Net ROI is (return - spend) /
spend in the view's own returns. Money stays the same; only its division moves, in three parts: between the groups,
within brand, and within performance.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from optimizer.studies.moves import MOVES, Limits, best_split
from scenarios.generator.draws import Draws
from scenarios.response import Floats
from scenarios.studies.drivers import Drivers, Span, Values
from scenarios.studies.market import BUDGET, LEGACY_ROAS, CurveSet, Market, market, spans
from scenarios.studies.result import Coalition
from scenarios.studies.study import Levels, Play, Study

View: TypeAlias = Literal["in_quarter", "moderate", "strong"]
VIEWS: Mapping[View, Span] = MappingProxyType(
    {"in_quarter": Span(1.0, 1.0), "moderate": Span(1.3, 1.8), "strong": Span(2.0, 2.5)}
)
"""Long-term multiplier of brand spend by view: assumptions."""


def brand_shift(view: View = "in_quarter", curves: CurveSet = "saturated", *, bands: bool = True) -> Study:
    """The study in one view; without ``bands`` channels may move as far as they like."""
    return with_drivers(spans(curves, bands=bands, legacy_roas=LEGACY_ROAS, multiplier=VIEWS[view]))


def with_drivers(given: Drivers) -> Study:
    """The study with drivers of one's own."""
    return Study("brand_shift", MOVES, ("net_roi", "roas", "brand_share"), given, _deal)


def dealt(values: Values, draws: Draws, *purpose: object) -> tuple[Market, Floats, Limits]:
    """A market that earns the drawn ROAS under legacy, the weights of its channels, and the limits on change."""
    sized = market().with_brand_audience(values["brand_audience"])
    bent = sized.perturbed(values["curve_spread"], draws, "brand_shift", *purpose)
    earned = float(bent.outcome(bent.legacy).sum()) / BUDGET
    scaled = bent.with_returns(values["legacy_roas"] / earned)
    weights = np.where(scaled.brand, values["multiplier"], 1.0)
    return scaled, weights, Limits(values["brand_floor"], values["band"])


def _deal(values: Values, draws: Draws, number: int) -> Play:
    scaled, weights, limits = dealt(values, draws, number)

    def play(active: Coalition) -> Levels:
        spend = best_split(scaled, weights, limits, active)
        roas = float((scaled.outcome(spend) * weights).sum()) / BUDGET
        return {
            "net_roi": roas - 1,
            "roas": roas,
            "brand_share": float(spend[scaled.brand].sum()) / BUDGET,
        }

    return play
