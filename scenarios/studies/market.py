"""Eight channels with the legacy split of seventy to brand and thirty to performance, per 100 of budget.

Half-saturation, slope and return at half saturation are those of the product's channel templates: assumptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal, TypeAlias

import numpy as np

from scenarios.document import HillCurve
from scenarios.generator.draws import Draws
from scenarios.generator.tables import channel_kinds
from scenarios.response import Floats, evaluate
from scenarios.studies.drivers import Drivers, Span, drivers

BUDGET = 100.0
BRAND, PERFORMANCE = "brand", "performance"
GROUPS = (BRAND, PERFORMANCE)
LEGACY: Mapping[str, float] = {
    "tv_video": 38,
    "ooh": 14,
    "kol_content": 18,
    "sem_seo": 10,
    "feed_ads": 12,
    "private_domain": 3,
    "membership_crm": 2,
    "trade_promo": 3,
}
"""The split of a department that puts 70% into brand exposure; how it divides each part is an assumption."""
CurveSet: TypeAlias = Literal["saturated", "template"]
CURVES: Mapping[CurveSet, Span] = MappingProxyType({"saturated": Span(0.3, 0.6), "template": Span(1.0, 1.0)})
"""Brand audience as a share of the templates'. With ``saturated`` curves legacy spends far beyond what brand channels
can use, which is what a falling ROI at seventy per cent brand suggests; the templates' own curves leave legacy nearly
right. Both are assumptions, and the answer depends on which of them is true."""
LEGACY_ROAS = Span(1.25, 2.0)
"""Return on ad spend of the legacy split within the quarter: an assumption."""
DUPLICATE_SHARE = Span(0.08, 0.20)
"""Share of each channel's spend that reaches the same people again: an assumption."""
FREE = Span(10.0, 10.0)
"""A band on change so wide that it never binds."""
LIMITS: Drivers = drivers(brand_floor=0.4, band=0.5, curve_spread=0.1)
"""Brand keeps at least its floor, no channel moves further than the band, curves differ from case to case."""


def spans(curves: CurveSet, *, bands: bool, **more: Span) -> Drivers:
    """The drivers of a market: its limits, its brand audience, and ``more``."""
    width = LIMITS["band"] if bands else FREE
    return MappingProxyType({**more, **LIMITS, "brand_audience": CURVES[curves], "band": width})


@dataclass(frozen=True, eq=False)
class Market:
    """N channels. ``legacy`` (N,) today's spends, adding up to the budget; ``brand`` (N,) which are brand channels;
    Hill ``ceiling``, ``half``, ``slope`` (N,); ``duplicate`` (N,) shares of spend that reach nobody new.
    """

    names: tuple[str, ...]
    brand: np.ndarray[tuple[int], np.dtype[np.bool_]]
    legacy: Floats
    ceiling: Floats
    half: Floats
    slope: Floats
    duplicate: Floats

    def outcome(self, spend: Floats) -> Floats:
        """Outcome of each channel; ``spend`` (..., N)."""
        reached = spend * (1 - self.duplicate)
        columns = [
            evaluate(HillCurve(family="hill", ceiling=c, half_saturation=h, slope=s), reached[..., place])
            for place, (c, h, s) in enumerate(
                zip(self.ceiling.tolist(), self.half.tolist(), self.slope.tolist(), strict=True)
            )
        ]
        return np.stack(columns, axis=-1)

    def with_returns(self, factor: Floats | float) -> Market:
        """The market with every outcome multiplied, all alike or (N,) each by its own."""
        return replace(self, ceiling=self.ceiling * factor)

    def with_brand_audience(self, factor: float) -> Market:
        """Brand audiences so many times as large: spend there saturates earlier or later, at the same first returns."""
        sizes = np.where(self.brand, factor, 1.0)
        return replace(self, ceiling=self.ceiling * sizes, half=self.half * sizes)

    def perturbed(self, spread: float, draws: Draws, *purpose: object) -> Market:
        """Ceilings and half-saturations off by lognormal errors of this standard deviation of the logarithm."""

        def errors(what: str) -> Floats:
            return np.array([draws.lognormal(spread, what, *purpose, name) for name in self.names])

        return replace(self, ceiling=self.ceiling * errors("ceiling"), half=self.half * errors("half"))


@cache
def market() -> Market:
    """The channels of `LEGACY` with their template curves, multiplier not counted."""
    kinds = {kind.id: kind for kind in channel_kinds()}
    chosen = [kinds[name] for name in LEGACY]
    half = np.array([kind.kappa_share for kind in chosen]) * BUDGET
    return Market(
        names=tuple(LEGACY),
        brand=np.array([kind.group == BRAND for kind in chosen]),
        legacy=np.array([float(share) for share in LEGACY.values()]),
        ceiling=2 * np.array([kind.return_at_half for kind in chosen]) * half,
        half=half,
        slope=np.array([kind.slope for kind in chosen]),
        duplicate=np.zeros(len(chosen)),
    )
