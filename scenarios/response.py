"""Response of a cell: what one campaign earns on one channel, as a function of its total spend there.

Spend x_t follows the channel's fixed pattern, adstock is geometric, a_t = x_t + theta a_(t-1), and the outcome of
period t is season_t f(a_t) (Broadbent 1979 for adstock; Hill 1910 for the curve; Jin et al. 2017 for both in
media-mix models). Under a fixed pattern adstock is linear in total spend X, a_t = A_t X, so the whole flight is one
function of X: g(X) = effect * sum_t season_t f(A_t X / scale). What reaches the same people again is no spend to the
curve: x_t is (1 - duplicate share) of the money.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import (
    Curve,
    HillCurve,
    LogisticCurve,
    MichaelisMentenCurve,
    NegativeExponentialCurve,
    PowerCurve,
    TabulatedCurve,
)
from scenarios.document.scenario import Scenario
from scenarios.rates import RateCard, rate_card
from scenarios.marketing.lifetime import worth_of_outcome

Floats = NDArray[np.float64]


def evaluate(curve: Curve, adstock: Floats | float) -> Floats:
    """Outcome of one period at each adstock (currency units, any shape, not negative)."""
    a = np.asarray(adstock, dtype=float)
    match curve:
        case HillCurve():
            return np.asarray(curve.ceiling * _hill_share(a / curve.half_saturation, curve.slope))
        case MichaelisMentenCurve():
            return curve.ceiling * a / (curve.half_saturation + a)
        case LogisticCurve():
            return np.asarray(curve.ceiling * np.tanh(curve.rate * a / 2))
        case NegativeExponentialCurve():
            return np.asarray(-curve.ceiling * np.expm1(-curve.rate * a))
        case PowerCurve():
            return np.asarray(curve.coefficient * a**curve.exponent)
        case TabulatedCurve():
            return np.asarray(np.interp(a, curve.spend, curve.outcome))
    assert_never(curve)


def derivative(curve: Curve, adstock: Floats | float) -> Floats:
    """Marginal outcome per currency unit at each adstock: to the right at kinks, infinite for a power curve at 0."""
    a = np.asarray(adstock, dtype=float)
    match curve:
        case HillCurve():
            return _hill_derivative(curve, a)
        case MichaelisMentenCurve():
            return curve.ceiling * curve.half_saturation / (curve.half_saturation + a) ** 2
        case LogisticCurve():
            return np.asarray(
                curve.ceiling * curve.rate / 2 / np.cosh(np.minimum(curve.rate * a / 2, 350)) ** 2
            )
        case NegativeExponentialCurve():
            return np.asarray(curve.ceiling * curve.rate * np.exp(-curve.rate * a))
        case PowerCurve():
            with np.errstate(divide="ignore"):
                return np.asarray(curve.coefficient * curve.exponent * a ** (curve.exponent - 1))
        case TabulatedCurve():
            slopes = np.append(np.diff(curve.outcome) / np.diff(curve.spend), 0.0)
            return np.asarray(slopes[np.searchsorted(curve.spend, a, side="right") - 1])
    assert_never(curve)


def _hill_share(ratio: Floats, slope: float) -> Floats:
    """r^s / (1 + r^s) without overflow: the smaller of r^s and r^-s is the one that is computed."""
    with np.errstate(divide="ignore"):
        return np.asarray(1 / (1 + np.exp(np.clip(-slope * np.log(ratio), -700, 700)))) * (ratio > 0)


def _hill_derivative(curve: HillCurve, a: Floats) -> Floats:
    share = _hill_share(a / curve.half_saturation, curve.slope)
    at_zero = {True: np.inf, False: 0.0}[curve.slope < 1]
    if curve.slope == 1:
        at_zero = curve.ceiling / curve.half_saturation
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = curve.ceiling * curve.slope * share * (1 - share) / a
    return np.where(a > 0, slopes, at_zero)


def flight_pattern(channel: Channel, periods: int) -> Floats:
    """Shares of a flight's spend by period of the flight, shape (periods,), sum 1.

    Front-loaded spend falls linearly to a quarter of its start, back-loaded rises likewise. A list of weights is cut
    at the flight's length; a shorter one means no spend in the rest of the flight.
    """
    if channel.pattern == "even":
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


def cell_response(
    scenario: Scenario, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
) -> CellResponse:
    """The response of ``campaign`` on ``channel`` when its flight starts in ``launch_period`` of the horizon.

    A flight that would run past the horizon is cut there; its pattern is scaled up to spend the whole amount.
    """
    length = max(1, min(campaign.flight_periods, scenario.horizon.periods - launch_period))
    pattern = flight_pattern(channel, length)
    spend_share = np.concatenate([pattern, np.zeros(scenario.objective.carry_out_periods)])
    exposure = np.empty_like(spend_share)
    stock = 0.0
    for t, share in enumerate(spend_share):
        stock = share + channel.retention * stock
        exposure[t] = stock
    season = np.ones(launch_period + len(exposure))
    given = channel.season[: len(season)]
    season[: len(given)] = given
    long_term = channel.long_term_multiplier if scenario.objective.long_term else 1.0
    worth = worth_of_outcome(campaign, scenario.objective)
    active = exposure > 0
    return CellResponse(
        campaign=campaign.id,
        channel=channel.id,
        first_period=launch_period,
        curve=channel.curve,
        pattern=pattern,
        exposure=exposure[active] * (1 - channel.duplicate_share) / cell.scale,
        weight=(cell.effect * long_term * worth * season[launch_period:])[active],
        rates=rate_card(channel),
    )
