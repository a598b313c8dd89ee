"""Shocks: what happens on given days, sorted by whom it strikes (rule 32)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import numpy as np

from scenarios.document.durations import Duration
from scenarios.document.horizon import MINUTES_PER_DAY, Horizon
from scenarios.document.risks import Shock, ShockKind
from scenarios.network import Step, Worker
from simulation.draws import Floats

Spell = tuple[int, int]
"""First and last day."""


class Slowdown(NamedTuple):
    """Sign-offs that begin in [start, end) take ``factor`` times their hours."""

    start: int
    end: int
    factor: float


class SupplierSlip(NamedTuple):
    """Waits that begin in [start, end) take a drawn delay longer; ``name`` tells its draws apart."""

    start: int
    end: int
    name: str
    delay: Duration


class Shocks:
    """The shocks of a scenario."""

    def __init__(self, shocks: Sequence[Shock], horizon: Horizon) -> None:
        self._shocks, self._horizon = shocks, horizon

    def slowdowns(self, approver: str) -> tuple[Slowdown, ...]:
        """Of an approver's sign-offs, in the order of the document."""
        return tuple(
            Slowdown(*self._minutes(shock), shock.factor)
            for shock in self._of("approvals")
            if shock.approver in {None, approver} and shock.factor is not None
        )

    def slips(self, step: Step) -> tuple[SupplierSlip, ...]:
        """Of a wait, in the order of the document."""
        return tuple(
            SupplierSlip(*self._minutes(shock), shock.id, shock.delay)
            for shock in self._of("supplier")
            if shock.stage in {None, step.id} and shock.delay is not None
        )

    def surge(self, days: range) -> Floats:
        """What multiplies the rate of arrivals on each of ``days``."""
        return self._factors(days, self._of("surge"))

    def budget(self, days: range) -> Floats:
        """What multiplies media spend, and what it brings, on each of ``days``."""
        return self._factors(days, self._of("budget"))

    def platform(self, channel: str, days: range) -> Floats:
        """What multiplies that which media brings on a channel on each of ``days``."""
        return self._factors(days, (one for one in self._of("platform") if one.channel == channel))

    def touches_money(self) -> bool:
        """Whether revenue or media cost differ from the plan's."""
        return any(shock.kind in {"budget", "platform"} for shock in self._shocks)

    def absence(self, people: Sequence[Worker]) -> dict[int, list[Spell]]:
        """Spells of those who are away, or whose role is frozen."""
        spells: dict[int, list[Spell]] = {}
        for shock in (*self._of("away"), *self._of("frozen")):
            for worker in people:
                if shock.person == worker.id or shock.role == worker.role:
                    spells.setdefault(worker.index, []).append(self._days(shock))
        return spells

    def _factors(self, days: range, shocks: Iterable[Shock]) -> Floats:
        factors = np.ones(len(days))
        for shock in shocks:
            first, last = self._days(shock)
            factors[max(first - days.start, 0) : max(last + 1 - days.start, 0)] *= shock.factor or 0.0
        return factors

    def _of(self, kind: ShockKind) -> Iterator[Shock]:
        return (shock for shock in self._shocks if shock.kind == kind)

    def _days(self, shock: Shock) -> Spell:
        first, end = self._minutes(shock)
        return first // MINUTES_PER_DAY, end // MINUTES_PER_DAY - 1

    def _minutes(self, shock: Shock) -> tuple[int, int]:
        last = self._horizon.minute(shock.days.last) + MINUTES_PER_DAY
        return self._horizon.minute(shock.days.first), last
