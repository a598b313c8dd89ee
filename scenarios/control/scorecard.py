"""A weighted scorecard: one number from several indicators, never lower when one of them gets better.

Attainment is actual over target where more is better, target over actual where less is, within limits; a score is the
weighted mean. Source: weighted additive value model, Keeney and Raiffa (1976), *Decisions with Multiple Objectives*,
chapter 3.
"""

from __future__ import annotations

import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from scenarios.errors import DocumentError, Problem
from scenarios.i18n import Message
from scenarios.reading.cells import Column
from scenarios.reading.records import Record, once, read_records
from scenarios.text.report import Heading, Report, Reported

MOST = 1.2
"""Attainment beyond which more does not count: an assumption, so that one indicator cannot buy all others."""
DIRECTIONS = ("at_least", "at_most")
COLUMNS = (
    Column("indicator"),
    Column("weight", "number", most=1.0),
    Column("target", "number"),
    Column("actual", "number"),
    Column("direction", required=False),
)


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measured indicator; ``weight`` is its share of the score, ``target`` above zero."""

    name: str
    weight: float
    target: float
    actual: float
    direction: Literal["at_least", "at_most"] = "at_least"

    def attainment(self, most: float = MOST) -> float:
        """From 0 to ``most``; 1 where the target is met exactly."""
        if self.direction == "at_least":
            return min(most, max(0.0, self.actual / self.target))
        return most if self.actual <= 0 else min(most, self.target / self.actual)


@dataclass(frozen=True, slots=True)
class Scorecard(Reported):
    """Indicators whose weights add up to 1.

    Raises:
        ValueError: no indicators, weights that do not add up to 1, or a target that is not positive.
    """

    indicators: tuple[Indicator, ...]

    def __post_init__(self) -> None:
        weights = [one.weight for one in self.indicators]
        if not weights or min(weights) < 0 or not math.isclose(math.fsum(weights), 1, abs_tol=1e-9):
            message = f"weights {weights} are not shares that add up to 1"
            raise ValueError(message)
        if any(one.target <= 0 for one in self.indicators):
            message = "targets are positive"
            raise ValueError(message)

    @property
    def score(self) -> float:
        """Weighted mean of the attainments."""
        return math.fsum(one.weight * one.attainment() for one in self.indicators)

    def report(self) -> Report:
        """Indicator by indicator."""
        return Report(
            title=Message("control.scorecard.title", {"score": f"{100 * self.score:.1f}"}),
            headings=(
                Heading("indicator", "text"),
                Heading("weight", "share"),
                Heading("target"),
                Heading("actual"),
                Heading("attainment", "share"),
            ),
            rows=tuple(
                (one.name, one.weight, one.target, one.actual, one.attainment()) for one in self.indicators
            ),
        )


def joint_scorecard(first: Sequence[Indicator], second: Sequence[Indicator], shared: float) -> Scorecard:
    """The scorecard of ``first``'s side in which the other side's indicators carry the share ``shared``.

    Both sides' weights add up to 1 each; so do the joint ones.

    Raises:
        ValueError: a share outside [0, 1], or what `Scorecard` refuses.
    """
    if not 0 <= shared <= 1:
        message = f"{shared} is no share"
        raise ValueError(message)
    parts = ((first, 1 - shared), (second, shared))
    return Scorecard(
        tuple(
            Indicator(one.name, one.weight * share, one.target, one.actual, one.direction)
            for side, share in parts
            for one in side
        )
    )


def read_scorecard(path: str | os.PathLike[str]) -> Scorecard:
    """Rows of ``indicator``, ``weight``, ``target``, ``actual`` and ``direction`` (at_least or at_most).

    Raises:
        DocumentError: with every problem of the file; also weights that do not add up to 1.
    """
    records = read_records(path, COLUMNS)
    once(records, "indicator")
    problems = [problem for record in records for problem in _problems(record)]
    total = math.fsum(record["weight"] for record in records)
    if not math.isclose(total, 1, abs_tol=1e-9):
        values = {"found": f"{total:g}"}
        problems.append(Problem("scorecard_weights", ("weight",), values, records[0].place))
    if problems:
        raise DocumentError(problems)
    return Scorecard(tuple(_indicator(record) for record in records))


def _problems(record: Record) -> list[Problem]:
    found = []
    if record["direction"] not in (None, *DIRECTIONS):
        values = {"column": "direction", "found": record["direction"], "words": ", ".join(DIRECTIONS)}
        found.append(Problem("table_word", ("direction",), values, record.place))
    if record["target"] <= 0:
        below = {"column": "target", "found": record["target"], "limit": ">0"}
        found.append(Problem("table_below", ("target",), below, record.place))
    return found


def _indicator(record: Record) -> Indicator:
    return Indicator(
        record["indicator"],
        record["weight"],
        record["target"],
        record["actual"],
        "at_most" if record["direction"] == "at_most" else "at_least",
    )
