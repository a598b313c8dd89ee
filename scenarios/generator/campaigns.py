"""What a campaign is made of before money is counted: dates, kind, audience and size of the work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from scenarios.document import Campaign, CampaignChannel, Label, Lateness, LaunchWindow
from scenarios.generator.draws import Draws
from scenarios.generator.tables import ChannelKind, campaign_kinds

FIT_SPREAD = 0.15
"""Standard deviation of the logarithm of a cell's fit about its kind's."""
AFFORDABLE = 0.44
"""A campaign uses a channel only if the least spend is at most this part of its own share of the media."""
LEAD_WEEKS_PER_SIZE = 1.1
"""Weeks between brief and launch for each size of work, beside those that its kind needs in any case."""


@dataclass(frozen=True, slots=True)
class CampaignSpec:
    """A campaign in proportions: ``reach`` is the size of its audience and ``size`` that of its work, 1 the norm."""

    id: str
    name: Label
    line: str
    kind: str
    due: dt.date
    flight: int
    reach: float
    size: float
    value: float
    window: LaunchWindow | None = None
    mandatory: bool = False
    in_today: bool = True
    lane: Literal["normal", "express"] = "normal"
    fixed_cost: float = 0.0
    prerequisites: tuple[str, ...] = ()

    @property
    def release(self) -> dt.date:
        """The day on which the brief is there: the bigger the work, the earlier before the first possible launch."""
        first = self.window.earliest if self.window else self.due
        weeks = campaign_kinds()[self.kind].lead_weeks + LEAD_WEEKS_PER_SIZE * self.size
        return first - dt.timedelta(weeks=round(weeks))

    @property
    def weight(self) -> float:
        """Its part in the media of a channel: audience times weeks of flight."""
        return self.reach * self.flight


Uses = Mapping[str, Mapping[str, float]]
"""Fit by campaign and channel used."""


def channel_uses(specs: Iterable[CampaignSpec], channels: Sequence[ChannelKind], draws: Draws) -> Uses:
    """Which channels each campaign may use, and how well each fits (1 the norm, to a hundredth)."""
    return {spec.id: _uses(spec, channels, draws) for spec in specs}


def _uses(spec: CampaignSpec, channels: Sequence[ChannelKind], draws: Draws) -> Mapping[str, float]:
    fit = campaign_kinds()[spec.kind].fit
    fitting = [kind for kind in channels if kind.template in fit] or list(channels)
    affordable = [kind for kind in fitting if kind.minimum_share <= AFFORDABLE * spec.reach]
    return {
        kind.id: round(fit.get(kind.template, 1.0) * draws.lognormal(FIT_SPREAD, "fit", spec.id, kind.id), 2)
        for kind in affordable or fitting
    }


def campaign(
    spec: CampaignSpec, uses: Mapping[str, float], today: Mapping[str, int], start: dt.date
) -> Campaign:
    """The document's campaign in a horizon from ``start`` on; ``today``: whole currency units by channel."""
    kind = campaign_kinds()[spec.kind]
    return Campaign(
        id=spec.id,
        name=spec.name,
        line=spec.line,
        mandatory=spec.mandatory,
        in_today=spec.in_today,
        value=spec.value,
        due=spec.due,
        window=spec.window,
        release=spec.release if spec.release > start else None,
        flight_periods=spec.flight,
        lateness=Lateness(decay_per_day=kind.decay_per_day),
        prerequisites=spec.prerequisites,
        channels=tuple(
            CampaignChannel(
                channel=channel,
                effect=round(spec.reach * fit, 2),
                scale=spec.reach,
                today=today.get(channel, 0),
            )
            for channel, fit in uses.items()
        ),
        fixed_cost=spec.fixed_cost,
        workflow=kind.workflow,
        size=spec.size,
        lane=spec.lane,
    )
