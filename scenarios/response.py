"""Response of a cell: what one campaign earns on one channel, as a function of its total spend there.

Spend x_t follows the channel's fixed pattern, adstock is a_t = sum_l w_l x_(t-l) with the channel's carry-over w, and
the outcome of period t is season_t f(a_t) (Broadbent 1979 for adstock; Hill 1910 for the curve; Jin et al. 2017 for
both in media-mix models). Under a fixed pattern adstock is linear in total spend X, a_t = A_t X, so the whole flight
is one function of X: g(X) = effect * sum_t season_t f(A_t X / scale). Where saturation comes first, spend and season
change places: season_t gives way to sum_l w_l season_(t+l), and A_t is the pattern itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.carry_over import carry_over_of, convolve, kernel
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import Curve
from scenarios.document.scenario import Scenario
from scenarios.marketing.lifetime import worth_of_outcome
from scenarios.rates import RateCard, rate_card
from scenarios.saturation import derivative, evaluate

__all__ = ["CellResponse", "Flight", "cell_response", "derivative", "evaluate", "flight", "flight_pattern"]

Floats = NDArray[np.float64]


def flight_pattern(channel: Channel, periods: int) -> Floats:
    """Shares of a flight's spend by period of the flight, shape (periods,), sum 1.

    Front-loaded spend falls linearly to a quarter of its start, back-loaded rises likewise. A list of weights is cut
    at the flight's length; a shorter one means no spend in the rest of the flight. Spend that is decided period by
    period has no pattern; an even one stands in where none is known.
    """
    if channel.pattern in {"even", "optimised"}:
        weights = np.ones(periods)
    elif channel.pattern == "front_loaded":
        weights = np.linspace(1.0, 0.25, periods)
    elif channel.pattern == "back_loaded":
        weights = np.linspace(0.25, 1.0, periods)
    else:
        weights = np.zeros(periods)
        given = np.asarray(channel.pattern, dtype=float)[:periods]
        weights[: len(given)] = given
    mass = weights.sum()
    return weights / mass if mass > 0 else np.full(periods, 1 / periods)


@dataclass(frozen=True, slots=True, eq=False)
class CellResponse:
    """g(X) of one cell for one launch period.

    ``pattern`` (F,) are the spend shares of the periods ``first_period`` + 0 .. F-1; ``exposure`` (T,) is adstock per
    currency unit of media, carry-over included; ``weight`` (T,) is effect x season x long-term multiplier x worth of
    an outcome; ``rates`` say what media a spend buys (as much, if None). Values are currency units of revenue.
    """

    campaign: str
    channel: str
    first_period: int
    curve: Curve
    pattern: Floats
    exposure: Floats
    weight: Floats
    rates: RateCard | None = None

    def media(self, spend: Floats | float) -> Floats:
        """Media at the list price that each total spend buys (currency units, any shape)."""
        x = np.asarray(spend, dtype=float)
        return x if self.rates is None else self.rates.media(x)

    def value(self, spend: Floats | float) -> Floats:
        """Revenue (currency units) at each total spend (currency units, any shape)."""
        return np.asarray(evaluate(self.curve, self.media(spend)[..., None] * self.exposure) @ self.weight)

    def marginal(self, spend: Floats | float) -> Floats:
        """Revenue of one more currency unit at each total spend; to the right where a tier begins."""
        media = self.media(spend)
        slopes = np.asarray(
            derivative(self.curve, media[..., None] * self.exposure) @ (self.weight * self.exposure)
        )
        return slopes if self.rates is None else slopes * self.rates.rate[self.rates.tier(spend)]


@dataclass(frozen=True, slots=True, eq=False)
class Flight:
    """What a cell's response takes from document and calendar, before curve and carry-over.

    ``pattern`` (F,) are the spend shares of the flight's periods; ``share`` (T,) the same with the periods after it
    in which carry-over counts, per currency unit of media; ``worth`` (T,) is what one unit of curve outcome in each
    of them is worth, in currency units of revenue.
    """

    pattern: Floats
    share: Floats
    worth: Floats

    def terms(self, channel: Channel, weights: Floats) -> tuple[Floats, Floats]:
        """Exposure and weight of each period, g(X) = sum_t weight_t f(exposure_t X), for a kernel (..., T)."""
        if channel.saturation_first:
            return self.share, convolve(weights, self.worth[::-1])[..., ::-1]
        return convolve(weights, self.share), self.worth


def flight(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
) -> Flight:
    """The flight of ``campaign`` on ``channel`` that starts in ``launch_period`` of the horizon.

    One that would run past the horizon is cut there; its pattern is scaled up to spend the whole amount.
    """
    length = max(1, min(campaign.flight_periods, scenario.horizon.periods - launch_period))
    pattern = flight_pattern(channel, length)
    share = np.concatenate([pattern, np.zeros(scenario.objective.carry_out_periods)])
    season = np.ones(launch_period + len(share))
    given = channel.season[: len(season)]
    season[: len(given)] = given
    long_term = channel.long_term_multiplier if scenario.objective.long_term else 1.0
    worth = cell.effect * long_term * worth_of_outcome(campaign, scenario.objective)
    return Flight(
        pattern=pattern,
        share=share * (1 - channel.duplicate_share) / cell.scale,
        worth=worth * season[launch_period:],
    )


def cell_response(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
) -> CellResponse:
    """The response of ``campaign`` on ``channel`` when its flight starts in ``launch_period`` of the horizon."""
    planned = flight(scenario, campaign, cell, channel, launch_period)
    weights = kernel(carry_over_of(channel), len(planned.share))
    exposure, weight = planned.terms(channel, weights)
    active = exposure > 0
    return CellResponse(
        campaign=campaign.id,
        channel=channel.id,
        first_period=launch_period,
        curve=channel.curve,
        pattern=planned.pattern,
        exposure=exposure[active],
        weight=weight[active],
        rates=rate_card(channel),
    )
