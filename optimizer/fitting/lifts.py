"""Results of lift tests: experiments that say what a change of spend brought."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class LiftTest:
    """A channel's weekly spend went from ``spend_from`` to ``spend_to`` (currency units).

    ``lift`` is the mean weekly outcome gained over the ``weeks`` of the test, or once the effect has settled where
    they are None; ``standard_error`` is that of the lift. ``region`` names the region of a panel.
    """

    channel: str
    spend_from: float
    spend_to: float
    lift: float
    standard_error: float
    weeks: int | None = None
    region: str | None = None
