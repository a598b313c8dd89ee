"""A registration gate and punctuality: what dropping the weakest campaigns and launching on time do to ROI.

Campaigns return lognormal amounts per currency unit. The gate sees an estimate that correlates with the truth and
refuses the weakest; punctuality makes fewer campaigns late, and late ones lose part of their return. All campaigns
cost the same, so that returns are averages. Net ROI is (return - spend) / spend, ROAS return / spend.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

import numpy as np

from scenarios.generator.draws import Draws
from scenarios.studies.drivers import Drivers, Values, drivers
from scenarios.studies.result import Coalition
from scenarios.studies.study import Play, Study

GATE, PUNCTUALITY = "gate", "punctuality"
CAMPAIGNS = 100
DRIVERS: Drivers = drivers(
    median_return=1.5,
    log_spread=0.5,
    gate_share=(0.08, 0.20),
    estimate_correlation=(0.3, 0.6),
    late_share=(0.3, 0.5),
    late_cut=(0.4, 0.7),
    late_loss=(0.08, 0.25),
)
"""All assumptions; see the guide on claims for where the ranges come from."""

SHARES = ("gate_share", "estimate_correlation", "late_share", "late_cut", "late_loss")


def registration(given: Drivers = DRIVERS, campaigns: int = CAMPAIGNS) -> Study:
    """The study with these drivers and so many campaigns.

    Raises:
        ValueError: other drivers than `DRIVERS`, or a share or correlation outside [0, 1].
    """
    if set(given) != set(DRIVERS):
        message = f"the drivers are {', '.join(DRIVERS)}"
        raise ValueError(message)
    outside = [name for name in SHARES if not 0 <= given[name].low <= given[name].high <= 1]
    if outside:
        message = f"shares and correlations lie between 0 and 1; not so {', '.join(outside)}"
        raise ValueError(message)

    def deal(values: Values, draws: Draws, number: int) -> Play:
        return _deal(values, draws, number, campaigns)

    return Study("registration", (GATE, PUNCTUALITY), ("net_roi", "roas"), given, deal)


def _deal(values: Values, draws: Draws, number: int, campaigns: int) -> Play:
    def normals(purpose: str) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        return np.array([draws.normal("registration", purpose, number, one) for one in range(campaigns)])

    truth = normals("truth")
    returns = values["median_return"] * np.exp(values["log_spread"] * truth)
    correlation = values["estimate_correlation"]
    estimate = correlation * truth + math.sqrt(1 - correlation**2) * normals("estimate")
    refused = np.argsort(estimate)[: round(values["gate_share"] * campaigns)]
    fate = np.array([draws.uniform(0, 1, "registration", "late", number, one) for one in range(campaigns)])

    def play(active: Coalition) -> Mapping[str, float]:
        runs = np.ones(campaigns, dtype=bool)
        runs[refused] = GATE not in active
        late_share = values["late_share"] * (1 - values["late_cut"] * (PUNCTUALITY in active))
        kept = np.where(fate < late_share, 1 - values["late_loss"], 1.0)
        roas = float((returns * kept)[runs].mean())
        return {"net_roi": roas - 1, "roas": roas}

    return play
