"""The bridge between two scenarios: why their net values differ, part by part, adding up exactly.

Amounts are integers in fractions of a minor unit, so that nothing is lost to rounding before they are shown.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from pydantic import model_validator

from scenarios.comparison.attribution import ORDERS, PartKind, attribute
from scenarios.comparison.ledger import Basis, Ledger, ledger_of
from scenarios.document.base import Id, Label, Value
from scenarios.i18n import Language, Message
from scenarios.names import Names
from scenarios.record import Record
from scenarios.rounding import nearest, round_parts

if TYPE_CHECKING:
    import pandas as pd


class BridgePart(Value):
    """One reason why two net values differ; ``amount`` / `Bridge.denominator` is in minor units per replication."""

    kind: PartKind
    channel: Id | None = None
    """Of a reallocation."""
    name: Message
    amount: int


class Bridge(Value):
    """From the expected net value of ``base`` to that of ``other``.

    ``start``, ``end`` and the parts are integers over the common ``denominator``; the parts add up to end - start.
    """

    base: Id
    base_name: Label
    other: Id
    other_name: Label
    currency: str
    basis: Basis
    """Whether net values are simulated or projected."""
    denominator: int
    start: int
    end: int
    parts: tuple[BridgePart, ...]

    @property
    def start_minor(self) -> int:
        """Expected net value of the base, to the nearest minor unit."""
        return nearest(self.start, self.denominator)

    @property
    def end_minor(self) -> int:
        """Expected net value of the other, to the nearest minor unit."""
        return nearest(self.end, self.denominator)

    def parts_minor(self) -> list[int]:
        """The parts in minor units; they add up to end_minor - start_minor."""
        amounts = [part.amount for part in self.parts]
        return round_parts(amounts, self.denominator, self.end_minor - self.start_minor)

    def to_frame(self) -> pd.DataFrame:
        """One row per part: kind, channel and amount in minor units."""
        import pandas as pd  # noqa: PLC0415 - slow to import, and few callers want it

        return pd.DataFrame(
            {
                "kind": [part.kind for part in self.parts],
                "channel": [part.channel for part in self.parts],
                "amount": self.parts_minor(),
            }
        )

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented JSON form; money in currency units."""
        rows = zip(self.parts, self.parts_minor(), strict=True)
        return {
            "base": self.base,
            "other": self.other,
            "currency": self.currency,
            "basis": self.basis,
            "start": self.start_minor / 100,
            "end": self.end_minor / 100,
            "parts": [
                {
                    "kind": part.kind,
                    "channel": part.channel,
                    "name": part.name.render(language),
                    "amount": amount / 100,
                }
                for part, amount in rows
            ],
        }

    @model_validator(mode="after")
    def _adds_up(self) -> Bridge:
        if sum(part.amount for part in self.parts) != self.end - self.start:
            message = "the parts of a bridge add up to its total"
            raise ValueError(message)
        return self


def bridge(base: Record, other: Record) -> Bridge:
    """Explain the difference of two net values: simulated if both records are, else projected.

    Raises:
        ValueError: one of them has no value at all.
        Contradiction: the totals of one do not follow from its plan and document.
    """
    basis: Basis = "realised" if base.outcome and other.outcome else "projected"
    left, right = ledger_of(base, basis), ledger_of(other, basis)
    denominator = ORDERS * math.lcm(left.runs, right.runs)
    parts = attribute(left, right, denominator)
    return Bridge(
        base=base.id,
        base_name=base.name,
        other=other.id,
        other_name=other.name,
        currency=other.scenario.currency,
        basis=basis,
        denominator=denominator,
        start=left.net_value_sum * (denominator // left.runs),
        end=right.net_value_sum * (denominator // right.runs),
        parts=tuple(_part(kind, channel, parts[kind, channel], left, right) for kind, channel in parts),
    )


def _part(kind: PartKind, channel: str, amount: int, left: Ledger, right: Ledger) -> BridgePart:
    values: dict[str, str | int | float | Mapping[str, str]] = {}
    if kind == "choice":
        values = {
            "added": len(set(right.running) - set(left.running)),
            "dropped": len(set(left.running) - set(right.running)),
        }
    if kind == "reallocation":
        names = {**Names(left.record.scenario).channels, **Names(right.record.scenario).channels}
        values = {"channel": names[channel].texts()}
    return BridgePart(
        kind=kind, channel=channel or None, name=Message(f"bridge.{kind}", values), amount=amount
    )
