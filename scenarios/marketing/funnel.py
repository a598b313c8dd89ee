"""The chain from exposure to repeat purchase: volume = entry x product of the stages' rates.

Source: the product identity of conversion funnels; Farris, Bendle, Pfeifer and Reibstein (2010), *Marketing Metrics*,
chapter 2.
"""

from __future__ import annotations

import math
import os
from dataclasses import dataclass, replace
from itertools import accumulate

from scenarios.errors import DocumentError, Problem
from scenarios.i18n import Message
from scenarios.reading.cells import Column
from scenarios.reading.records import once, read_records
from scenarios.text.report import Heading, Report, Reported

COLUMNS = (
    Column("stage"),
    Column("rate", "number", most=1.0),
    Column("relative", "number", required=False),
)
POINT = 0.01
"""A percentage point."""


@dataclass(frozen=True, slots=True)
class FunnelStage:
    """A step of the funnel.

    ``rate`` is the benchmark share of those before who go on, ``relative`` how one's own rate compares with it: 0.6
    is "60% of the industry's average".

    Raises:
        ValueError: a rate that is no share.
    """

    name: str
    rate: float
    relative: float = 1.0

    def __post_init__(self) -> None:
        if not (0 <= self.rate <= 1 and 0 <= self.conversion <= 1):
            message = f"stage {self.name!r} converts {self.conversion}, which is no share"
            raise ValueError(message)

    @property
    def conversion(self) -> float:
        """The stage's own rate."""
        return self.rate * self.relative


@dataclass(frozen=True, slots=True)
class Funnel(Reported):
    """``entry`` people (or impressions) and the stages that they go through."""

    entry: float
    stages: tuple[FunnelStage, ...]

    @property
    def volumes(self) -> tuple[float, ...]:
        """How many are left after each stage."""
        rates = (stage.conversion for stage in self.stages)
        return tuple(accumulate(rates, lambda left, rate: left * rate, initial=self.entry))[1:]

    @property
    def volume(self) -> float:
        """How many come out: entry x product of the rates."""
        return self.volumes[-1] if self.stages else self.entry

    def worth_of_a_point(self, stage: str) -> float:
        """What one percentage point more in a stage adds to the volume; the volume is linear in every rate."""
        others = (one.conversion for one in self.stages if one is not self._stage(stage))
        return self.entry * math.prod(others) * POINT

    def with_relative(self, stage: str, relative: float) -> Funnel:
        """The funnel whose ``stage`` converts at ``relative`` times its benchmark; from 0.6 to 1 is x 1.667."""
        found = self._stage(stage)
        changed = (replace(one, relative=relative) if one is found else one for one in self.stages)
        return replace(self, stages=tuple(changed))

    def _stage(self, name: str) -> FunnelStage:
        found = next((stage for stage in self.stages if stage.name == name), None)
        if found is None:
            raise KeyError(name)
        return found

    def report(self) -> Report:
        """Stage by stage, with what a percentage point is worth."""
        return Report(
            title=Message(
                "marketing.funnel.title", {"entry": f"{self.entry:,.0f}", "volume": f"{self.volume:,.1f}"}
            ),
            headings=(
                Heading("stage", "text"),
                Heading("rate", "share"),
                Heading("volume"),
                Heading("worth_of_a_point"),
            ),
            rows=tuple(
                (stage.name, stage.conversion, volume, self.worth_of_a_point(stage.name))
                for stage, volume in zip(self.stages, self.volumes, strict=True)
            ),
        )


def read_funnel(path: str | os.PathLike[str], entry: float) -> Funnel:
    """A funnel from rows of ``stage``, ``rate`` and, if wanted, ``relative``.

    Raises:
        DocumentError: with every problem of the file.
    """
    records = read_records(path, COLUMNS)
    once(records, "stage")
    stages = []
    for record in records:
        relative = 1.0 if record["relative"] is None else record["relative"]
        if record["rate"] * relative > 1:
            values = {"column": "relative", "found": f"{relative:g}", "limit": f"{1 / record['rate']:g}"}
            raise DocumentError([Problem("table_above", ("relative",), values, record.place)])
        stages.append(FunnelStage(record["stage"], record["rate"], relative))
    return Funnel(entry, tuple(stages))
