"""Expected responses: the mean over the draws of a channel's parameters, as one curve of total spend.

With `Objective.curves` = ``expected`` this mean, tabulated, is what a cell is worth everywhere: in valuation,
allocation, verification and simulation alike. For media m of a flight it is

    E g(m) = sum_t weight_t E f(exposure_t m),

and E f(exposure_t m) depends on the channel and the flight's pattern alone, so that launches in other seasons and
campaigns of other effect share it. Between the grid's points the curve is straight; `POINTS` points at which the chords
of the mean have about equal errors leave errors of a few hundred-thousandths of the curve's height at most.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel
from scenarios.document.curves import TabulatedCurve
from scenarios.document.scenario import Scenario
from scenarios.draws import DrawResponses, draw_responses
from scenarios.grids import even_error_shares, pilot_shares
from scenarios.money import MINOR_PER_UNIT
from scenarios.response import CellResponse, flight

Floats = NDArray[np.float64]

POINTS = 400
PILOT_POINTS = 160
REACH = 4.0
"""Tables end at this multiple of what could be spent; beyond, the mean is taken to be flat."""


def has_expected(scenario: Scenario, channel: Channel) -> bool:
    """Whether plans value the channel by the mean over its draws."""
    return scenario.objective.curves == "expected" and channel.draws is not None and channel.draws.number > 0


@dataclass(frozen=True, slots=True, eq=False)
class _Terms:
    """Mean outcomes (T, n) of the periods of a flight at media (n,), all for an unscaled campaign."""

    media: Floats
    outcome: Floats


@dataclass(slots=True, eq=False)
class ExpectedResponses:
    """Expected responses of one scenario; what campaigns and launches share is computed once."""

    scenario: Scenario
    _known: dict[tuple[str, bytes, float], _Terms] = field(default_factory=dict)

    def response(
        self, campaign: Campaign, cell: CampaignChannel, channel: Channel, launch_period: int
    ) -> CellResponse:
        """The expected response of ``campaign`` on ``channel`` for a launch: a tabulated curve of its media."""
        drawn = draw_responses(self.scenario, campaign, cell, channel, launch_period)
        terms = self._terms(channel, cell, drawn)
        weight = np.ones(len(terms.outcome)) if drawn.weight.ndim > 1 else drawn.weight
        outcome = np.maximum.accumulate(weight @ terms.outcome)
        return CellResponse(
            campaign=campaign.id,
            channel=channel.id,
            first_period=launch_period,
            curve=TabulatedCurve(
                family="tabulated",
                spend=tuple((cell.scale * terms.media).tolist()),
                outcome=tuple(outcome.tolist()),
            ),
            pattern=flight(self.scenario, campaign, cell, channel, launch_period).pattern,
            exposure=np.ones(1),
            weight=np.ones(1),
            rates=drawn.rates,
        )

    def _terms(self, channel: Channel, cell: CampaignChannel, drawn: DrawResponses) -> _Terms:
        """Mean outcomes by period. Weights that vary from draw to draw are part of them, and then nothing is shared."""
        exposure = cell.scale * drawn.exposure
        reach = 2.0 ** math.ceil(math.log2(self._reach(cell, drawn) / cell.scale))
        if drawn.weight.ndim > 1:
            return _mean_terms(drawn, exposure, drawn.weight, reach)
        key = (channel.id, np.round(exposure, 12).tobytes(), reach)
        if key not in self._known:
            self._known[key] = _mean_terms(drawn, exposure, np.ones(exposure.shape[-1]), reach)
        return self._known[key]

    def _reach(self, cell: CampaignChannel, drawn: DrawResponses) -> float:
        """Media (currency units) that no plan exceeds."""
        most = max(self.scenario.budget.total, cell.today, cell.spend_min, cell.lock or 0, MINOR_PER_UNIT)
        spend = REACH * most / MINOR_PER_UNIT
        return spend if drawn.rates is None else float(np.max(drawn.rates.media(np.array([spend]))))


def _mean_terms(drawn: DrawResponses, exposure: Floats, weight: Floats, reach: float) -> _Terms:
    """Means over the draws on a grid from 0 to ``reach`` on which their sum is tabulated with equal errors."""
    shares = pilot_shares(PILOT_POINTS)
    pilot = _means(drawn, exposure, weight, reach * shares).sum(axis=0)
    media = reach * even_error_shares(shares, pilot[:, None], POINTS)
    return _Terms(media, _means(drawn, exposure, weight, media))


def _means(drawn: DrawResponses, exposure: Floats, weight: Floats, media: Floats) -> Floats:
    """(T, n) mean over the draws of weight_t f(exposure_t media)."""
    periods = exposure.shape[-1]
    found = np.empty((periods, len(media)))
    for t in range(periods):
        outcome = drawn.outcome(exposure[..., t, None] * media)
        found[t] = (weight[..., t, None] * outcome).reshape(-1, len(media)).mean(axis=0)
    return found
