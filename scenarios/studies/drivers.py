"""What a study assumes: the range from which each driver is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from scenarios.generator.draws import Draws


@dataclass(frozen=True, slots=True)
class Span:
    """A driver is uniform between ``low`` and ``high``; equal ends fix it."""

    low: float
    high: float

    @property
    def middle(self) -> float:
        """The mean."""
        return (self.low + self.high) / 2

    def times(self, factor: float) -> Span:
        """The range scaled."""
        return Span(self.low * factor, self.high * factor)


Drivers: TypeAlias = Mapping[str, Span]
Values: TypeAlias = Mapping[str, float]


def drivers(**spans: tuple[float, float] | float) -> Drivers:
    """Drivers by name, from ranges or fixed numbers."""
    return MappingProxyType(
        {
            name: Span(*span) if isinstance(span, tuple) else Span(float(span), float(span))
            for name, span in spans.items()
        }
    )


def scaled(given: Drivers, name: str, factor: float) -> Drivers:
    """The drivers with one of them scaled.

    Raises:
        KeyError: there is no such driver.
    """
    return MappingProxyType({**given, name: given[name].times(factor)})


def drawn(given: Drivers, draws: Draws, *purpose: object) -> Values:
    """A value of every driver, each keyed by its own name."""
    return {name: draws.uniform(span.low, span.high, name, *purpose) for name, span in given.items()}
