"""Scenarios with draws of their curves."""

import numpy as np

from scenarios.document import Scenario
from tests.optimizer.allocation.cases import campaign, cell, channel, day, hill, michaelis, scenario

DRAWS = 40


def drawn(random, number=DRAWS, **centres):
    """Lognormal draws about some parameters."""
    return {
        name: (value * np.exp(0.3 * random.normal(size=number))).tolist() for name, value in centres.items()
    }


def uncertain(seed=1, number=DRAWS, **more) -> Scenario:
    """Two campaigns on three channels over eight weeks, one channel without draws; groups and a channel limit."""
    random = np.random.default_rng(seed)
    channels = [
        channel(
            "tv",
            hill(60_000, 9_000, 1.8),
            group="brand",
            retention=0.5,
            draws=drawn(random, number, ceiling=60_000, half_saturation=9_000),
        ),
        channel(
            "search",
            michaelis(40_000, 6_000),
            group="performance",
            draws=drawn(random, number, ceiling=40_000),
            observed_max=3_000,
        ),
        channel("print", michaelis(15_000, 4_000), group="brand"),
    ]
    campaigns = [
        campaign(
            "spring",
            [cell("tv", today=20_000), cell("search", today=5_000), cell("print", today=3_000)],
            flight_periods=4,
            fixed_cost=1_000,
            value=2_000,
            mandatory=True,
        ),
        campaign(
            "autumn", [cell("search", effect=0.8, today=6_000), cell("print")], due=day(21), flight_periods=3
        ),
    ]
    budget = {
        "total": 40_000,
        "groups": [{"group": "brand", "spend_max": 22_000}, {"group": "performance", "share_min": 0.3}],
        "fixed_costs": [{"id": "tools", "name": "tools", "category": "other", "amount": 500}],
    }
    given = {
        "strategy": "budget_only",
        "horizon": {"start": day(0), "periods": 8},
        "objective": {"strategy": "budget_only", "margin": 0.6, "carry_out_periods": 2},
    }
    return scenario(channels, campaigns, budget, **{**given, **more})
