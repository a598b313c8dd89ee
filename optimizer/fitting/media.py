"""What the channels bring for given carry-over and shape, in scaled form: in every week, and in every experiment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.fitting.carry_over import CarryOver
from optimizer.fitting.families import Family
from optimizer.fitting.series import Floats


@dataclass(frozen=True, slots=True)
class Anchor:
    """A lift test in scaled form: weekly spend went from ``low`` to ``high`` (in units of the channel's greatest).

    ``lift`` is the mean weekly outcome gained over its ``weeks`` (None: once the effect has settled) in units of the
    region's mean outcome, with standard error ``error``.
    """

    region: int
    channel: int
    low: float
    high: float
    weeks: int | None
    lift: float
    error: float


@dataclass(frozen=True, slots=True, eq=False)
class Media:
    """Spend (N or 1, G, C, T) of G regions and C channels, one kind of carry-over, one family, I anchors.

    Nonlinear parameters q are (N, S, C): those of carry-over, then those of the curve. All regions share them.
    """

    spend: Floats
    carry_over: CarryOver
    family: Family
    anchors: tuple[Anchor, ...] = ()

    @property
    def parameters(self) -> int:
        """Nonlinear parameters per channel, S."""
        return self.carry_over.parameters + self.family.parameters

    @property
    def prior_mean(self) -> Floats:
        """Means of the nonlinear parameters, (S, 1)."""
        return np.array([*self.carry_over.prior_mean, *self.family.prior_mean])[:, None]

    @property
    def prior_sd(self) -> Floats:
        """Standard deviations of the nonlinear parameters, (S, 1)."""
        return np.array([*self.carry_over.prior_sd, *self.family.prior_sd])[:, None]

    @property
    def bounds(self) -> tuple[Floats, Floats]:
        """Least and greatest nonlinear parameters, (S, 1) each."""
        lowest = [*self.carry_over.lowest, *self.family.lowest]
        highest = [*self.carry_over.highest, *self.family.highest]
        return np.array(lowest)[:, None], np.array(highest)[:, None]

    def features(self, q: Floats) -> Floats:
        """Share of the ceiling reached in every week, (N, G, C, T)."""
        stock, _ = self.carry_over.adstock(self.spend, q[:, : self.carry_over.parameters])
        return self.family.shares(stock, self._shape(q))[0]

    def respond(self, q: Floats) -> tuple[Floats, Floats]:
        """Features of all weeks and anchors (N, G, C, T + I) and their derivatives (N, G, S, C, T + I)."""
        stock, in_carry = self.carry_over.adstock(self.spend, q[:, : self.carry_over.parameters])
        shares, in_stock, in_shape = self.family.shares(stock, self._shape(q))
        slopes = np.concatenate([in_stock[:, :, None] * in_carry, np.moveaxis(in_shape, 0, 2)], axis=2)
        if not self.anchors:
            return shares, slopes
        lifts = [self._lift(anchor, q, shares.shape[1:3]) for anchor in self.anchors]
        return (
            np.concatenate([shares, *(value[..., None] for value, _ in lifts)], axis=-1),
            np.concatenate([slopes, *(slope[..., None] for _, slope in lifts)], axis=-1),
        )

    def gain(self, anchor: int, q: Floats) -> Floats:
        """What an anchor's change of spend brings a week per unit of ceiling, (N,)."""
        return self._gain(self.anchors[anchor], q[:, :, self.anchors[anchor].channel])[0]

    def _shape(self, q: Floats) -> Floats:
        """Parameters of the curve as the families take them, (P, N, 1, C, 1)."""
        return np.moveaxis(q[:, self.carry_over.parameters :], 1, 0)[:, :, None, :, None]

    def _lift(self, anchor: Anchor, q: Floats, size: tuple[int, ...]) -> tuple[Floats, Floats]:
        """Share of the ceiling gained a week, (N, G, C), and its derivatives (N, G, S, C): one entry each."""
        own = q[:, :, anchor.channel]
        gained, slopes = self._gain(anchor, own)
        value = np.zeros((len(q), *size))
        value[:, anchor.region, anchor.channel] = gained
        slope = np.zeros((len(q), size[0], q.shape[1], size[1]))
        slope[:, anchor.region, :, anchor.channel] = slopes
        return value, slope

    def _gain(self, anchor: Anchor, q: Floats) -> tuple[Floats, Floats]:
        """The lift of one anchor per unit of ceiling, (N,), for the channel's parameters (N, S); derivatives (N, S)."""
        carry, shape = q[:, : self.carry_over.parameters], q[:, self.carry_over.parameters :].T[..., None]
        if anchor.weeks is None:
            felt, in_felt = np.ones((len(q), 1)), np.zeros((*carry.shape, 1))
        else:
            felt, in_felt = self.carry_over.cumulative(carry, anchor.weeks)
        change = anchor.high - anchor.low
        shares, in_stock, in_shape = self.family.shares(anchor.low + change * felt, shape)
        start, _, start_shape = self.family.shares(np.full_like(felt, anchor.low), shape)
        in_carry = (change * in_stock[:, None] * in_felt).mean(axis=-1)
        return (shares - start).mean(axis=-1), np.hstack([in_carry, (in_shape - start_shape).mean(axis=-1).T])
