"""Targets drilled down over time, and trees of targets whose children reconcile to their parents.

Amounts are divided in proportion to days (or weights) by largest remainder, so that weeks add up to months, months to
quarters and quarters to the year exactly. Weeks that two months share are cut there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, TypeAlias

from scenarios.document import Kpi, Scenario
from scenarios.i18n import Message
from scenarios.money import apportion
from scenarios.text.report import Heading, Report, Reported

Level: TypeAlias = Literal["quarter", "month", "week"]
LEVELS: tuple[Level, ...] = ("quarter", "month", "week")
TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Slice(Reported):
    """A span of days, ``last`` included, and its part of the target."""

    name: str
    first: dt.date
    last: dt.date
    target: int
    parts: tuple[Slice, ...] = ()

    def leaves(self) -> Iterator[Slice]:
        """The finest parts."""
        if not self.parts:
            yield self
        for part in self.parts:
            yield from part.leaves()

    def spans(self) -> Iterator[Slice]:
        """This one and all its parts, parents first."""
        yield self
        for part in self.parts:
            yield from part.spans()

    def report(self) -> Report:
        """Span by span."""
        return Report(
            title=Message("control.cascade.title", {"name": self.name}),
            headings=(
                Heading("span", "text"),
                Heading("first", "text"),
                Heading("last", "text"),
                Heading("target", "count"),
            ),
            rows=tuple(
                (one.name, one.first.isoformat(), one.last.isoformat(), one.target) for one in self.spans()
            ),
        )


def drill_down(target: int, first: dt.date, last: dt.date, levels: tuple[Level, ...] = LEVELS) -> Slice:
    """A whole target (people, minor units) divided over quarters, months and weeks by days.

    Raises:
        ValueError: the last day lies before the first.
    """
    if last < first:
        message = f"{last} lies before {first}"
        raise ValueError(message)
    return Slice(str(first.year), first, last, target, _parts(target, first, last, levels))


def _parts(target: int, first: dt.date, last: dt.date, levels: tuple[Level, ...]) -> tuple[Slice, ...]:
    if not levels:
        return ()
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    spans = [(name, list(span)) for name, span in groupby(days, key=lambda day: _name(day, levels[0]))]
    amounts = apportion(target, [len(span) for _, span in spans])
    return tuple(
        Slice(name, span[0], span[-1], amount, _parts(amount, span[0], span[-1], levels[1:]))
        for (name, span), amount in zip(spans, amounts, strict=True)
    )


def _name(day: dt.date, level: Level) -> str:
    if level == "quarter":
        return f"{day.year}-Q{(day.month + 2) // 3}"
    if level == "month":
        return f"{day:%Y-%m}"
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


@dataclass(frozen=True, slots=True)
class Mismatch:
    """A parent whose children's targets add up to something else."""

    parent: Kpi
    children: float

    @property
    def difference(self) -> float:
        """Children less parent."""
        return self.children - (self.parent.target or 0.0)


@dataclass(frozen=True, slots=True)
class Reconciliation(Reported):
    """Parents whose children do not reconcile; none if all do."""

    mismatches: tuple[Mismatch, ...]

    def report(self) -> Report:
        """Parent by parent."""
        return Report(
            title=Message("control.cascade.open" if self.mismatches else "control.cascade.closed"),
            headings=(
                Heading("indicator", "text"),
                Heading("target"),
                Heading("children"),
                Heading("difference"),
            ),
            rows=tuple(
                (one.parent.name.texts(), one.parent.target, one.children, one.difference)
                for one in self.mismatches
            ),
        )


def reconcile(scenario: Scenario) -> Reconciliation:
    """Whether the targets of all children add up to their parent's, wherever all of them are stated.

    An inner indicator's value is the sum of its children (`Kpi`), so its target must be too; children of measures
    that do not add up (ratios) have parents without a target.
    """
    mismatches = []
    for parent in scenario.goals:
        children = [kpi for kpi in scenario.goals if kpi.parent == parent.id]
        targets = [kpi.target for kpi in children if kpi.target is not None]
        if parent.target is None or not children or len(targets) < len(children):
            continue
        if abs(sum(targets) - parent.target) > TOLERANCE * max(1.0, abs(parent.target)):
            mismatches.append(Mismatch(parent, sum(targets)))
    return Reconciliation(tuple(mismatches))
