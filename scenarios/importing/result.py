"""What an import found: channels in the document's own types and units, and the proof that they are the source's."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from scenarios.document import Channel
from scenarios.i18n import Message
from scenarios.importing.periods import Period
from scenarios.importing.report import render, to_dict
from scenarios.importing.scenario import ScenarioOptions, to_scenario

if TYPE_CHECKING:
    from scenarios.document import Scenario
    from scenarios.i18n import Language

Tool: TypeAlias = Literal["robyn", "pymc_marketing", "meridian", "table"]
CheckKind: TypeAlias = Literal["contribution", "points", "total"]
Outcome: TypeAlias = Literal["revenue", "conversions", "unstated"]


@dataclass(frozen=True, slots=True)
class Window:
    """The periods of the data behind the curves; ``first`` and ``last`` begin the first and the last of them."""

    period: Period
    periods: int
    first: dt.date | None = None
    last: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A figure of the source beside the same figure recomputed with the imported curve.

    ``error`` is the greatest difference relative to the greatest expected figure, over ``figures`` of them;
    ``expected`` and ``found`` are their sums.
    """

    channel: str
    kind: CheckKind
    expected: float
    found: float
    error: float
    tolerance: float
    figures: int = 1

    @property
    def passed(self) -> bool:
        """Whether the curve reproduces the source."""
        return self.error <= self.tolerance


@dataclass(frozen=True, slots=True)
class ImportedChannel:
    """A channel with its name in the source, and spend per period in currency units.

    ``today`` is what was spent on average; ``recommended`` the source's own plan, where it has one, between the
    source's own bounds ``least`` and ``most``.
    """

    name: str
    channel: Channel
    today: float | None = None
    recommended: float | None = None
    region: str | None = None
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Imported:
    """Curves of one source. Spend is currency units per period, outcome units per period."""

    source: str
    tool: Tool
    version: str
    outcome: Outcome
    outcome_name: str
    channels: tuple[ImportedChannel, ...]
    window: Window
    checks: tuple[Check, ...]
    value_per_outcome: float | None = None
    notes: tuple[Message, ...] = ()

    @property
    def draws(self) -> int:
        """Draws of each channel's parameters; 0 without any."""
        return max((one.channel.draws.number for one in self.channels if one.channel.draws), default=0)

    def to_channels(self) -> tuple[Channel, ...]:
        """The channels of a scenario document."""
        return tuple(one.channel for one in self.channels)

    def to_scenario(self, base: Scenario | None = None, options: ScenarioOptions | None = None) -> Scenario:
        """A document that uses the curves: see `scenarios.importing.scenario`."""
        return to_scenario(self, base, options or ScenarioOptions())

    def to_dict(self, language: Language) -> dict[str, Any]:
        """The documented JSON form."""
        return to_dict(self, language)

    def render(self, language: Language) -> str:
        """A table for people."""
        return render(self, language)


def compare(channel: str, kind: CheckKind, expected: ArrayLike, found: ArrayLike, tolerance: float) -> Check:
    """The check of some figures against the source's."""
    theirs, ours = np.asarray(expected, dtype=float), np.asarray(found, dtype=float)
    scale = float(np.abs(theirs).max(initial=0.0))
    worst = float(np.abs(theirs - ours).max(initial=0.0))
    error = worst / scale if scale else worst
    return Check(channel, kind, float(theirs.sum()), float(ours.sum()), error, tolerance, theirs.size)
