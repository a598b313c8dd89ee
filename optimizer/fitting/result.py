"""What a fit found: curves in the document's own types and units, with bands, tests and warnings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from optimizer.fitting.families import FamilyName
from optimizer.fitting.report import render, to_dict
from optimizer.fitting.scenario import ScenarioOptions, to_channels, to_scenario
from optimizer.fitting.series import Floats, Series
from scenarios.document import Curve
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


@dataclass(frozen=True, slots=True, eq=False)
class ChannelFit:
    """One channel.

    ``curve`` maps adstock a_t = x_t + theta a_(t-1) in currency units to the outcome of a week. ``grid`` (G,) is
    weekly spend kept up for good, and ``grid_outcome`` (G,) what it then brings a week.
    """

    id: str
    name: str
    curve: Curve
    retention: Band
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
    warnings: tuple[Message, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyScore:
    """How one family did: fit over all weeks, errors in weeks left out, and the ROAS it would give."""

    family: FamilyName
    r2: float
    cv_nrmse: float
    """Cross-validated over blocks of weeks: root mean square error over the range of the outcome."""
    holdout_mape: float
    """Over the last weeks, fitted to those before: mean absolute error over outcome; infinite where that is 0."""
    holdout_nrmse: float
    """Root mean square error over the range of the outcome in those weeks."""
    roas: Mapping[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class FitResult:
    """Curves of all channels, and how far to trust them."""

    series: Series
    family: FamilyName
    channels: tuple[ChannelFit, ...]
    families: tuple[FamilyScore, ...]
    """The families that were tried, the chosen one among them."""
    band_families: tuple[FamilyName, ...]
    """The families that the bands cover: those that predict weeks left out no worse than chance allows."""
    noise: float
    """Standard deviation of the unexplained, in units of the outcome."""
    holdout_weeks: int
    draws: int
    confidence: float
    seed: int
    notes: tuple[Message, ...] = field(default=())

    @property
    def score(self) -> FamilyScore:
        """The chosen family's."""
        return next(score for score in self.families if score.family == self.family)

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
