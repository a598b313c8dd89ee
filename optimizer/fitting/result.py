"""What a fit found: curves in the document's own types and units, with bands, tests and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from optimizer.fitting.carry_over import CarryOverName
from optimizer.fitting.families import FamilyName
from optimizer.fitting.holdout import Holdout
from optimizer.fitting.lifts import LiftTest
from optimizer.fitting.report import render, to_dict
from optimizer.fitting.scaled import Form
from optimizer.fitting.scenario import ScenarioOptions, to_channels, to_scenario
from optimizer.fitting.series import Floats, Series
from scenarios.document import Curve
from scenarios.document.carry_over import CarryOver
from scenarios.document.draws import ParameterDraws
from scenarios.i18n import Message

if TYPE_CHECKING:
    from scenarios.document import Channel, Scenario
    from scenarios.i18n import Language


@dataclass(frozen=True, slots=True)
class Band:
    """An estimate with the limits between which the wanted share of draws lies; None without draws."""

    value: float
    low: float | None = None
    high: float | None = None


def band(value: float, draws: Floats | None, confidence: float) -> Band:
    """``value`` with the quantiles of draws (N,) between which ``confidence`` of them lie, widened to hold it.

    The mode of a skewed distribution may lie in its tail; a limit beyond the estimate would say that it is wrong.
    """
    if draws is None:
        return Band(value)
    low, high = np.quantile(draws, [(1 - confidence) / 2, (1 + confidence) / 2])
    return Band(value, min(float(low), value), max(float(high), value))


@dataclass(frozen=True, slots=True)
class RegionCell:
    """A channel in one region of a panel: its outcome is effect * curve(spend / scale)."""

    region: str
    scale: float
    effect: float
    spend: float
    """Over the whole series, currency units."""
    weekly_max: float
    roas: Band


@dataclass(frozen=True, slots=True)
class PriceEffect:
    """Per cent that the outcome changes by when a price rises by one per cent, at the mean outcome."""

    name: str
    elasticity: Band


@dataclass(frozen=True, slots=True, eq=False)
class ChannelFit:
    """One channel; in a panel, all its regions together when spend is divided by their size.

    ``curve`` maps adstock in currency units, by ``carry_over``, to the outcome of a week. ``grid`` (J,) is weekly
    spend kept up for good, and ``grid_outcome`` (J,) what it then brings a week.
    """

    id: str
    name: str
    curve: Curve
    carry_over: CarryOver
    retention: Band
    """Share of the effect that comes after the week of the spend: the retention, where carry-over is geometric."""
    roas: Band
    """Outcome per currency unit over the whole series."""
    marginal: Band
    """Outcome of one more currency unit a week at the mean weekly spend."""
    spend: float
    """Over the whole series, currency units."""
    weekly_mean: float
    weekly_max: float
    share: float
    """Part of the whole outcome."""
    grid: Floats
    grid_outcome: Floats
    grid_low: Floats | None
    grid_high: Floats | None
    draws: ParameterDraws | None = None
    """Of the chosen form; draw d of one channel belongs with draw d of every other."""
    regions: tuple[RegionCell, ...] = ()
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyScore:
    """How one form did: fit over all weeks, errors in weeks left out, and the ROAS it would give."""

    family: FamilyName
    carry_over: CarryOverName
    r2: float
    cv_nrmse: float
    """Cross-validated over blocks of weeks: root mean square error over the range of the outcome."""
    holdout: Holdout
    roas: Mapping[str, float]
    in_bands: bool
    """Whether it predicts weeks left out no worse than chance allows, so that the bands cover it."""

    @property
    def form(self) -> Form:
        """Family and carry-over."""
        return Form(self.family, self.carry_over)

    @property
    def holdout_mape(self) -> float:
        """Over all forecasts: mean absolute error over outcome; infinite where that is 0."""
        return self.holdout.mape

    @property
    def holdout_nrmse(self) -> float:
        """Root mean square error over the range of the outcome in the forecast weeks."""
        return self.holdout.nrmse


@dataclass(frozen=True, slots=True, eq=False)
class FitResult:
    """Curves of all channels, and how far to trust them."""

    series: Series
    """All regions added up."""
    regions: tuple[str, ...]
    """Names of the regions of a panel; empty for one market."""
    form: Form
    channels: tuple[ChannelFit, ...]
    families: tuple[FamilyScore, ...]
    """The forms that were tried, the chosen one among them."""
    noise: float
    """Standard deviation of the unexplained in a week, in units of the outcome; of all regions as if independent."""
    draws: int
    confidence: float
    seed: int
    lifts: tuple[LiftTest, ...] = ()
    prices: tuple[PriceEffect, ...] = ()
    notes: tuple[Message, ...] = field(default=())

    @property
    def family(self) -> FamilyName:
        """The chosen family of curves."""
        return self.form.family

    @property
    def carry_over(self) -> CarryOverName:
        """The chosen kind of carry-over."""
        return self.form.carry_over

    @property
    def band_families(self) -> tuple[FamilyName, ...]:
        """The families that the bands cover."""
        return tuple(dict.fromkeys(score.family for score in self.families if score.in_bands))

    @property
    def holdout_weeks(self) -> int:
        """Weeks forecast, over all origins."""
        return len(self.score.holdout.origins) * self.score.holdout.horizon

    @property
    def score(self) -> FamilyScore:
        """The chosen form's."""
        return next(score for score in self.families if score.form == self.form)

    def to_channels(self) -> tuple[Channel, ...]:
        """The channels of a scenario document."""
        return to_channels(self)

    def to_scenario(self, options: ScenarioOptions | None = None) -> Scenario:
        """A scenario that can be run as it is: see `optimizer.fitting.scenario`."""
        return to_scenario(self, options or ScenarioOptions())

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented JSON form."""
        return to_dict(self, language)

    def render(self, language: Language) -> str:
        """A table for people."""
        return render(self, language)
