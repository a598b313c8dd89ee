"""The case that the tests of the register's part on money share: one campaign on six concave channels."""

from __future__ import annotations

import numpy as np

from scenarios.i18n import LANGUAGES
from scenarios.plan import Plan, Provenance
from scenarios.valuation import Valuation
from tests.optimizer.allocation.cases import campaign, cell, channel, michaelis, scenario
from tests.optimizer.allocation.cases import settings as limits

SCALE = (1_200_000, 900_000, 700_000, 500_000, 300_000, 200_000)
BUDGET = 400_000


def split(**more):
    """One mandatory campaign on six concave channels."""
    channels = [
        channel(f"k{n}", michaelis(size, size / 8), group="brand" if n % 2 else "performance")
        for n, size in enumerate(SCALE)
    ]
    cells = [cell(f"k{n}") for n in range(len(SCALE))]
    return scenario(
        channels,
        [campaign("c", cells, mandatory=True)],
        more.pop("budget", BUDGET),
        strategy="budget_only",
        settings=limits(gap=1e-6),
        **more,
    )


def amounts(case, found):
    return np.array([found.channel_spend.get(one.id, 0) / 100 for one in case.channels])


def revenue(case, spends):
    valuation = Valuation(case)
    return sum(
        float(valuation.response("c", one.id, 0).value(x))
        for one, x in zip(case.channels, spends, strict=True)
    )


def plan_of(case, allocation):
    origin = Provenance(scenario=case.id, content_hash=case.content_hash(), seed=1, versions={})
    return Plan(provenance=origin, allocation=allocation)


def shown(value):
    """Every language, as text and as JSON."""
    for language in LANGUAGES:
        assert value.render(language)
        assert value.to_dict(language)["title"]
