"""From the estimates in scaled form to one `ChannelFit` for each channel, in currency units."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.fitting.bootstrap import Draws
from optimizer.fitting.carry_over import CARRY_OVERS
from optimizer.fitting.diagnostics import estimate_warnings, spend_warnings
from optimizer.fitting.documents import curve_and_carry_over, parameter_draws
from optimizer.fitting.estimate import Fitted
from optimizer.fitting.families import FAMILIES
from optimizer.fitting.result import Band, ChannelFit, RegionCell, band
from optimizer.fitting.scaled import Scaled
from optimizer.fitting.series import Floats, Panel, identifiers
from scenarios.i18n import Message

GRID = np.linspace(0, 1, 41)
"""Weekly spend at which curves are tabulated, in units of the channel's greatest."""


@dataclass(frozen=True, slots=True, eq=False)
class _Sample:
    """N parameter sets as what they mean, whatever their form.

    Share carried over to later weeks (N, C); contribution by region (N, G, C); ``kept_up`` (N, J, C), the weekly
    outcome of spend kept up for good, and ``marginal`` (N, C), its derivative at the mean weekly spend.
    """

    carried: Floats
    contribution: Floats
    kept_up: Floats
    marginal: Floats


def channel_fits(
    panel: Panel,
    scaled: Scaled,
    fitted: Fitted,
    draws: Sequence[Draws],
    kept: Draws | None,
    confidence: float,
) -> tuple[ChannelFit, ...]:
    """All channels with their warnings, and with bands over the draws given; ``kept`` go into the document."""
    point = _meaning(panel, scaled, Draws.of(fitted))
    spread = _pooled([_meaning(panel, scaled, one) for one in draws]) if draws else None
    active = (scaled.spend > 0).sum(axis=2).max(axis=0).tolist()
    found = spend_warnings(panel.channels, active, *_within_regions(scaled, fitted))
    summary = _Summary(panel, scaled, fitted, point, spread, kept, confidence)
    return tuple(
        summary.channel(c, identifier, found[c]) for c, identifier in enumerate(identifiers(panel.channels))
    )


def roas_of(panel: Panel, scaled: Scaled, fitted: Fitted) -> Floats:
    """ROAS of every channel over all weeks and regions, (C,)."""
    return np.asarray(scaled.outcome_unit @ fitted.earned / panel.total.spend.sum(axis=0))


def _meaning(panel: Panel, scaled: Scaled, draws: Draws) -> _Sample:
    family, carry_over = FAMILIES[draws.form.family], CARRY_OVERS[draws.form.carry_over]
    ceilings = (draws.effects * scaled.outcome_unit[:, None]).sum(axis=1)
    unit = scaled.spend_unit.sum(axis=0)
    mean = panel.total.spend.mean(axis=0) / unit
    split = carry_over.parameters
    shape = np.moveaxis(draws.nonlinear[:, split:], 1, 0)[:, :, None]
    shares = family.shares(np.broadcast_to(GRID[:, None], (1, len(GRID), len(unit))), shape)[0]
    slopes = family.shares(mean[None], shape[:, :, 0])[1]
    return _Sample(
        carried=carry_over.carried(draws.nonlinear[:, :split]),
        contribution=draws.earned * scaled.outcome_unit[:, None],
        kept_up=shares * ceilings[:, None],
        marginal=slopes * ceilings / unit,
    )


def _pooled(samples: Sequence[_Sample]) -> _Sample:
    return _Sample(
        *(
            np.concatenate([getattr(one, field.name) for one in samples])
            for field in dataclasses.fields(_Sample)
        )
    )


def _within_regions(scaled: Scaled, fitted: Fitted) -> tuple[Floats, Floats, Floats]:
    """Spend, features and baseline of all regions one below the other, (G T, C) and (G T, K).

    What differs between regions for good is taken out of spend and features, being part of each region's level.
    """
    level = scaled.spend.mean(axis=2, keepdims=True)
    spend = scaled.spend - level + level.mean(axis=0)
    features = fitted.features - fitted.features.mean(axis=2, keepdims=True)

    def stacked(values: Floats) -> Floats:
        return np.concatenate(list(values.swapaxes(1, 2)))

    regressors = scaled.baseline.shape[1] - len(scaled.demand)
    return stacked(spend), stacked(features), stacked(scaled.baseline[:, 1:regressors])


@dataclass(frozen=True, slots=True, eq=False)
class _Summary:
    """Point estimates and draws of all channels, cut into channels."""

    panel: Panel
    scaled: Scaled
    fitted: Fitted
    point: _Sample
    spread: _Sample | None
    kept: Draws | None
    confidence: float

    def channel(self, c: int, identifier: str, warnings: list[Message]) -> ChannelFit:
        """Channel number ``c``."""
        total = self.panel.total
        spend, name = total.spend[:, c], total.channels[c]
        unit = float(self.scaled.spend_unit[:, c].sum())
        parameters = self.fitted.nonlinear[:, c]
        ceiling = float(self.fitted.effects[:, c] @ self.scaled.outcome_unit)
        curve, carry_over = curve_and_carry_over(self.fitted.form, ceiling, unit, parameters)
        family = FAMILIES[self.fitted.form.family]
        roas = self._band(lambda one: one.contribution[..., c].sum(axis=1), 1 / float(spend.sum()))
        kept_up = self._kept_up_limits(c)
        half = family.half(float(parameters[-family.parameters]))
        return ChannelFit(
            id=identifier,
            name=name,
            curve=curve,
            carry_over=carry_over,
            retention=self._band(lambda one: one.carried[:, c]),
            roas=roas,
            marginal=self._band(lambda one: one.marginal[:, c]),
            spend=float(spend.sum()),
            weekly_mean=float(spend.mean()),
            weekly_max=float(spend.max()),
            share=float(self.point.contribution[0, :, c].sum() / total.outcome.sum()),
            grid=GRID * unit,
            grid_outcome=self.point.kept_up[0, :, c],
            grid_low=kept_up[0],
            grid_high=kept_up[1],
            draws=None if self.kept is None else parameter_draws(self.kept, self.scaled, c),
            regions=self._regions(c, unit, ceiling),
            warnings=(*warnings, *estimate_warnings(name, roas, half)),
        )

    def _kept_up_limits(self, c: int) -> tuple[Floats, Floats] | tuple[None, None]:
        if self.spread is None:
            return None, None
        tails = [(1 - self.confidence) / 2, (1 + self.confidence) / 2]
        low, high = np.quantile(self.spread.kept_up[:, :, c], tails, axis=0)
        point = self.point.kept_up[0, :, c]
        return np.minimum(low, point), np.maximum(high, point)

    def _regions(self, c: int, unit: float, ceiling: float) -> tuple[RegionCell, ...]:
        """The channel in each region of a panel; nothing for one market."""
        places = range(len(self.panel.regions)) if len(self.panel.regions) > 1 else ()
        return tuple(self._region(g, c, unit, ceiling) for g in places)

    def _region(self, g: int, c: int, unit: float, ceiling: float) -> RegionCell:
        spend = self.panel.regions[g].spend[:, c]
        spent = float(spend.sum())
        own = float(self.fitted.effects[g, c] * self.scaled.outcome_unit[g])
        return RegionCell(
            region=self.panel.names[g],
            scale=float(self.scaled.spend_unit[g, c]) / unit,
            effect=own / ceiling if ceiling else 0.0,
            spend=spent,
            weekly_max=float(spend.max()),
            roas=self._band(lambda one: one.contribution[:, g, c], 1 / spent if spent else 0.0),
        )

    def _band(self, values: Callable[[_Sample], Floats], factor: float = 1.0) -> Band:
        value = float(values(self.point)[0]) * factor
        return band(value, None if self.spread is None else values(self.spread) * factor, self.confidence)
