"""Rate cards: how much media a campaign gets for its spend on a channel.

Media are measured by what they cost at the list price, which is what response curves are drawn over. With tiers from
spends s_1 < s_2 < ... at relative prices p_i (1 below s_1), an incremental card gives m(X), the integral of 1/p over
the spend; an all-units card gives m(X) = X / p(X): reaching a tier lowers the price of everything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from scenarios.document.channels import Channel, RateTier
from scenarios.document.flighting import PeriodTier
from scenarios.money import MINOR_PER_UNIT

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RateCard:
    """Media as a piecewise linear function of spend: ``base`` + ``rate`` x (spend - ``start``) within each tier.

    ``start`` (n,) first spend of each tier, from 0; ``rate`` (n,) media per currency unit; ``base`` (n,) media at
    ``start``. Currency units; media do not fall as spend rises.
    """

    start: Floats
    rate: Floats
    base: Floats

    def tier(self, spend: Floats | float) -> NDArray[np.int64]:
        """The tier of each spend."""
        return np.asarray(np.searchsorted(self.start, spend, side="right") - 1)

    def media(self, spend: Floats | float) -> Floats:
        """Media at each spend (any shape)."""
        at = self.tier(spend)
        return np.asarray(self.base[at] + self.rate[at] * (spend - self.start[at]))

    @cached_property
    def ends(self) -> Floats:
        """(n,) where the tiers end."""
        return np.append(self.start[1:], np.inf)

    def spends(self, media: Floats) -> Floats:
        """The spends in the interior of a tier that give exactly some of the ``media``."""
        found = self.start[:, None] + (media[None, :] - self.base[:, None]) / self.rate[:, None]
        inside = (found > self.start[:, None]) & (found < self.ends[:, None])
        return np.asarray(found[inside])


def rate_card(channel: Channel) -> RateCard | None:
    """The channel's rate card; None if everything has the list price."""
    return rate_card_of(channel.rate_card, channel.rate_basis)


def rate_card_of(
    tiers: Sequence[RateTier | PeriodTier], basis: Literal["incremental", "all_units"]
) -> RateCard | None:
    """The rate card of some tiers; None without any."""
    if not tiers:
        return None
    start = np.array([0.0, *(tier.spend_from / MINOR_PER_UNIT for tier in tiers)])
    rate = 1.0 / np.array([1.0, *(tier.price for tier in tiers)])
    if basis == "all_units":
        return RateCard(start, rate, start * rate)
    return RateCard(start, rate, np.append(0.0, np.cumsum(np.diff(start) * rate[:-1])))
