"""Robyn's allocator export: today's spend, Robyn's optimum and its bounds, per channel and period.

It holds no curves: responses in it contain what earlier spend still brings, so that even at zero spend they are above
zero. It goes with the model's JSON file, whose channels it completes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from scenarios.importing.columns import numbers, texts
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Check, Imported, compare
from scenarios.reading import csv
from scenarios.suggestions import listing

MARKS = frozenset({"channels", "initSpendUnit", "optmSpendUnit", "constr_low_abs", "constr_up_abs"})
TOLERANCE = 1e-4
_TOTALS = ("initSpendUnit", "optmSpendUnit")


@dataclass(frozen=True, slots=True)
class Allotment:
    """Spend of a channel per period, in the file's units: today's, Robyn's optimum, and Robyn's bounds on it."""

    name: str
    today: float
    recommended: float
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class AllocatorExport:
    """What the allocator was asked and answered; ``checks`` are its totals added up again."""

    source: str
    allotments: tuple[Allotment, ...]
    checks: tuple[Check, ...]


def is_allocator_export(table: csv.Table) -> bool:
    """Whether a table is what Robyn's allocator exports."""
    return set(table.header) >= MARKS


def read_allocation(path: Path) -> AllocatorExport:
    """The export at ``path``.

    Raises:
        DocumentError: a column is missing or no number, or its totals are not the sums of its rows.
    """
    table = csv.read(path)
    columns = ("initSpendUnit", "optmSpendUnit", "constr_low_abs", "constr_up_abs")
    rows = zip(*(numbers(table, name) for name in columns), strict=True)
    allotments = tuple(
        Allotment(name, *map(float, row)) for name, row in zip(texts(table, "channels"), rows, strict=True)
    )
    checks = tuple(_totals(table))
    failed = next((check for check in checks if not check.passed), None)
    if failed is not None:
        values = {"expected": f"{failed.expected:,.6g}", "found": f"{failed.found:,.6g}"}
        name, tolerance = failed.channel, f"{failed.tolerance:g}"
        raise refusal("not_reproduced", table.source, name, channel=name, tolerance=tolerance, **values)
    return AllocatorExport(table.source, allotments, checks)


def with_allocation(imported: Imported, path: Path, unit: float) -> Imported:
    """The channels with today's spend, Robyn's optimum and its bounds from the export at ``path``.

    Raises:
        DocumentError: the export is broken, or has not exactly the same channels.
    """
    export = read_allocation(path)
    found = {one.name: one for one in export.allotments}
    names = [one.name for one in imported.channels]
    if set(found) != set(names):
        values = {"found": listing(found), "known": listing(names)}
        raise refusal("other_channels", export.source, "channels", **values)
    channels = tuple(
        replace(
            one,
            today=found[one.name].today * unit,
            recommended=found[one.name].recommended * unit,
            least=found[one.name].least * unit,
            most=found[one.name].most * unit,
        )
        for one in imported.channels
    )
    return replace(imported, channels=channels, checks=(*imported.checks, *export.checks))


def _totals(table: csv.Table) -> Iterator[Check]:
    """The channels' sums against the totals that each row repeats."""
    for name in _TOTALS:
        yield compare(name, "total", numbers(table, f"{name}Total")[0], numbers(table, name).sum(), TOLERANCE)
