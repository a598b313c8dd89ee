"""A series or a panel in scaled form: every number about one, whatever the currency and the size of a region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from optimizer.fitting.baseline import BaselineOptions, baseline_design
from optimizer.fitting.carry_over import CARRY_OVERS, CarryOverName
from optimizer.fitting.families import FAMILIES, FamilyName
from optimizer.fitting.lifts import LiftTest
from optimizer.fitting.media import Anchor, Media
from optimizer.fitting.series import Floats, Panel


class Form(NamedTuple):
    """What is assumed about all channels alike."""

    family: FamilyName
    carry_over: CarryOverName


@dataclass(frozen=True, slots=True, eq=False)
class Scaled:
    """Outcome (G, T) over each region's mean, spend (G, C, T) over each channel's greatest for a region of that size,
    baseline regressors (G, K, T), and the units (G,) and (G, C) that were divided by.

    Spend per size of the region (its population, or its mean outcome) is what regions have in common: the same number
    means the same pressure everywhere, so that they can share the shape of a curve.
    """

    outcome: Floats
    spend: Floats
    baseline: Floats
    outcome_unit: Floats
    spend_unit: Floats
    anchors: tuple[Anchor, ...] = ()
    demand: tuple[int, ...] = ()
    """Channels whose spend is in the baseline, in its last rows."""

    def media(self, form: Form) -> Media:
        """The channels, under one form."""
        carry_over, family = CARRY_OVERS[form.carry_over], FAMILIES[form.family]
        return Media(self.spend[None], carry_over, family, self.anchors)

    def with_demand(self, channels: Sequence[int]) -> Scaled:
        """With the spend of some channels in the baseline: what moves with it at once may be demand."""
        if not channels:
            return self
        baseline = np.concatenate([self.baseline, self.spend[:, list(channels)]], axis=1)
        return replace(self, baseline=baseline, demand=(*self.demand, *channels))


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """All that a fit is told: weeks, experiments, the make-up of the baseline, and channels with a demand term."""

    panel: Panel
    baseline: BaselineOptions
    lifts: tuple[LiftTest, ...] = ()
    demand: tuple[int, ...] = ()

    def scaled(self, weeks: int | None = None) -> Scaled:
        """In scaled form, the units taken from the first ``weeks`` weeks alone (all of them by default)."""
        seen, panel = slice(weeks), self.panel
        outcome = np.array([region.outcome for region in panel.regions])
        spend = np.array([region.spend.T for region in panel.regions])
        mean = outcome[:, seen].mean(axis=1)
        outcome_unit = np.where(mean > 0, mean, 1.0)
        size = outcome_unit if panel.sizes is None else np.array(panel.sizes)
        size = size / size.sum()
        greatest = (spend[..., seen] / size[:, None, None]).max(axis=(0, 2))
        unit = size[:, None] * np.where(greatest > 0, greatest, 1.0)
        baseline = np.array([baseline_design(region, self.baseline).T for region in panel.regions])
        scaled = Scaled(
            outcome / outcome_unit[:, None], spend / unit[..., None], baseline, outcome_unit, unit
        )
        anchors = tuple(_anchor(lift, panel, scaled) for lift in self.lifts)
        return replace(scaled, anchors=anchors).with_demand(self.demand)


def _anchor(lift: LiftTest, panel: Panel, scaled: Scaled) -> Anchor:
    region = 0 if lift.region is None else panel.names.index(lift.region)
    channel = panel.channels.index(lift.channel)
    spend, outcome = float(scaled.spend_unit[region, channel]), float(scaled.outcome_unit[region])
    return Anchor(
        region=region,
        channel=channel,
        low=lift.spend_from / spend,
        high=lift.spend_to / spend,
        weeks=lift.weeks,
        lift=lift.lift / outcome,
        error=lift.standard_error / outcome,
    )
