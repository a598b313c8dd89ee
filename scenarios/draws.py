"""Responses of a cell under every draw of its channel's parameters, all at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from scenarios.carry_over import Floats, carry_over_of, kernel
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import Curve
from scenarios.document.scenario import Scenario
from scenarios.rates import RateCard, rate_card
from scenarios.response import flight
from scenarios.saturation import FORMULAS, evaluate, parameters


@dataclass(frozen=True, slots=True, eq=False)
class DrawResponses:
    """g_d(X) of one cell for one launch period, for D draws.

    ``columns`` (D, 1) by curve parameter; ``exposure`` and ``weight`` (D, T) or (T,) as in `CellResponse`. A channel
    without draws of its own has the same response under each of the scenario's.
    """

    number: int
    curve: Curve
    columns: dict[str, Floats]
    exposure: Floats
    weight: Floats
    rates: RateCard | None = None

    def value(self, spend: Floats | float) -> Floats:
        """Revenue (D, X) at total spends (X,), the same for all draws; currency units."""
        x = np.asarray(spend, dtype=float)
        return self._media_value(x if self.rates is None else self.rates.media(x))

    def _media_value(self, media: Floats) -> Floats:
        total = np.zeros((self.number, len(media)))
        for t in range(self.exposure.shape[-1]):
            total += self.weight[..., t, None] * self.outcome(self.exposure[..., t, None] * media)
        return total

    def outcome(self, adstock: Floats) -> Floats:
        """Outcome of one period at each adstock, (D, n) or (n,), under every draw of the curve."""
        if not self.columns:
            return evaluate(self.curve, adstock)
        return FORMULAS[self.curve.family].value(adstock, **{**parameters(self.curve), **self.columns})


def draw_number(scenario: Scenario) -> int:
    """Draws that the scenario's channels have, which is the same for all that have any; 1 if none has."""
    return max((channel.draws.number for channel in scenario.channels if channel.draws), default=0) or 1


def draw_responses(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
) -> DrawResponses:
    """The responses of ``campaign`` on ``channel`` under all draws, for a launch in ``launch_period``."""
    planned = flight(scenario, campaign, cell, channel, launch_period)
    given = channel.draws.columns() if channel.draws else {}
    columns = {name: np.array(values)[:, None] for name, values in given.items()}
    weights = kernel(carry_over_of(channel), len(planned.share), columns)
    exposure, weight = planned.terms(channel, weights)
    own = parameters(channel.curve)
    return DrawResponses(
        number=draw_number(scenario),
        curve=channel.curve,
        columns={name: column for name, column in columns.items() if name in own},
        exposure=exposure,
        weight=weight,
        rates=rate_card(channel),
    )
