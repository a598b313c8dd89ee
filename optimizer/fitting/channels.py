"""From the estimates in scaled form to one `ChannelFit` for each channel, in currency units."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.fitting.bootstrap import Draws
from optimizer.fitting.diagnostics import estimate_warnings, spend_warnings
from optimizer.fitting.estimate import Fitted, Scaled
from optimizer.fitting.families import sigmoid
from optimizer.fitting.result import Band, ChannelFit
from optimizer.fitting.series import Floats, Series, identifiers
from scenarios.i18n import Message

GRID = np.linspace(0, 1, 41)
"""Weekly spend at which curves are tabulated, in units of the channel's greatest."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """N parameter sets as what they mean, whatever their family.

    Retention and total contribution are (N, C); ``kept_up`` (N, G, C) is the weekly outcome of spend kept up for
    good, and ``marginal`` (N, C) its derivative at the mean weekly spend, per currency unit.
    """

    retention: Floats
    contribution: Floats
    kept_up: Floats
    marginal: Floats


def channel_fits(
    series: Series, scaled: Scaled, fitted: Fitted, draws: Sequence[Draws], confidence: float
) -> tuple[ChannelFit, ...]:
    """All channels with their warnings, and with bands over the draws of all families given."""
    point = _meaning(series, scaled, Draws.of(fitted))
    spread = _pooled([_meaning(series, scaled, one) for one in draws]) if draws else None
    found = spend_warnings(series.channels, series.spend, fitted.features, scaled.baseline[:, 1:])
    summary = _Summary(series, scaled, fitted, point, spread, confidence)
    return tuple(
        summary.channel(c, identifier, found[c]) for c, identifier in enumerate(identifiers(series.channels))
    )


def _meaning(series: Series, scaled: Scaled, draws: Draws) -> _Sample:
    effects = draws.effects * scaled.outcome_unit
    grid = np.repeat(GRID[:, None], len(series.channels), axis=1)
    mean = (series.spend.mean(axis=0) / scaled.spend_unit)[None]
    shares = np.array([draws.family.shares(grid, one[1:])[0] for one in draws.nonlinear])
    slopes = np.array([draws.family.shares(mean, one[1:])[1][0] for one in draws.nonlinear])
    return _Sample(
        retention=sigmoid(draws.nonlinear[:, 0]),
        contribution=draws.features.sum(axis=1) * effects,
        kept_up=shares * effects[:, None],
        marginal=slopes * effects / scaled.spend_unit,
    )


def _pooled(samples: Sequence[_Sample]) -> _Sample:
    return _Sample(
        *(
            np.concatenate([getattr(one, field.name) for one in samples])
            for field in dataclasses.fields(_Sample)
        )
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Summary:
    """Point estimates and draws of all channels, cut into channels."""

    series: Series
    scaled: Scaled
    fitted: Fitted
    point: _Sample
    spread: _Sample | None
    confidence: float

    def channel(self, c: int, identifier: str, warnings: list[Message]) -> ChannelFit:
        """Channel number ``c``."""
        spend, name = self.series.spend[:, c], self.series.channels[c]
        unit, retention = float(self.scaled.spend_unit[c]), self._band("retention", c)
        shape = self.fitted.estimate.nonlinear[1:, c]
        ceiling = float(self.fitted.estimate.effects[c]) * self.scaled.outcome_unit
        roas = self._band("contribution", c, 1 / float(spend.sum()))
        half = self.fitted.family.half(float(shape[0]))
        kept_up = self._limits(self.spread.kept_up[:, :, c]) if self.spread else None
        return ChannelFit(
            id=identifier,
            name=name,
            curve=self.fitted.family.curve(ceiling, unit / (1 - retention.value), shape),
            retention=retention,
            roas=roas,
            marginal=self._band("marginal", c),
            spend=float(spend.sum()),
            weekly_mean=float(spend.mean()),
            weekly_max=unit,
            share=float(self.point.contribution[0, c] / self.series.outcome.sum()),
            grid=GRID * unit,
            grid_outcome=self.point.kept_up[0, :, c],
            grid_low=kept_up[0] if kept_up else None,
            grid_high=kept_up[1] if kept_up else None,
            warnings=(*warnings, *estimate_warnings(name, roas, half)),
        )

    def _band(self, field: str, c: int, factor: float = 1.0) -> Band:
        value = float(getattr(self.point, field)[0, c]) * factor
        if self.spread is None:
            return Band(value)
        low, high = self._limits(getattr(self.spread, field)[:, c] * factor)
        return Band(value, float(low), float(high))

    def _limits(self, sample: Floats) -> tuple[Floats, Floats]:
        """The quantiles over N draws (N, ...) between which ``confidence`` of them lie."""
        low, high = np.quantile(sample, [(1 - self.confidence) / 2, (1 + self.confidence) / 2], axis=0)
        return low, high
