"""Google Meridian: response curves and optimisation grids, saved as netCDF.

Both hold spend and incremental outcome in total over the periods that were selected, under the historical pattern of
the flights; how many periods those are stands in neither. The curve of a period is f(x) = F(n x) / n, which gives the
totals back exactly when spend is even over n periods.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenarios.i18n import Message
from scenarios.importing.channels import identifiers
from scenarios.importing.netcdf import Group, Variable
from scenarios.importing.options import ImportOptions
from scenarios.importing.points import Floats, Points, check_points, is_rounded, tabulated
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Imported, Tool, Window
from scenarios.suggestions import listing

GRID, CURVES = "spend_grid", "incremental_outcome"


def is_meridian(root: Group) -> bool:
    """Whether a file holds Meridian's response curves or an optimisation grid."""
    return GRID in root.variables or {CURVES, "spend"} <= set(root.variables)


def imported(root: Group, options: ImportOptions) -> Imported:
    """The channels of response curves or of an optimisation grid.

    Raises:
        DocumentError: dimensions are others, points are no response curve, or the number of periods is unknown.
    """
    periods = number_of_periods(root.source, options)
    grid = GRID in root.variables
    points = list(_grid(root, periods) if grid else _curves(root, periods))
    notes = [Message("importing.note.totals", {"periods": periods})]
    notes.append(Message("importing.note.grid" if grid else "importing.note.metric_mean"))
    return from_points(root.source, "meridian", points, options, notes)


def from_points(
    source: str, tool: Tool, points: list[Points], options: ImportOptions, notes: list[Message]
) -> Imported:
    """Curves that run through points, all of them checked."""
    labels = [one.name if one.region is None else f"{one.name}.{one.region}" for one in points]
    names = identifiers(labels)
    channels = tuple(
        tabulated(source, names[label], one, options) for label, one in zip(labels, points, strict=True)
    )
    checks = tuple(
        check_points(one, channel.channel, options) for one, channel in zip(points, channels, strict=True)
    )
    failed = next((check for check in checks if not check.passed), None)
    if failed is not None:
        values = {"expected": f"{failed.expected:,.6g}", "found": f"{failed.found:,.6g}"}
        raise refusal(
            "not_reproduced", source, channel=failed.channel, **values, tolerance=f"{failed.tolerance:g}"
        )
    return Imported(
        source=source,
        tool=tool,
        version="",
        outcome="unstated",
        outcome_name=CURVES,
        channels=channels,
        window=Window(options.period, max(one.periods for one in points)),
        checks=checks,
        value_per_outcome=options.value_per_outcome,
        notes=(*notes, *_rounding(points)),
    )


def _rounding(points: list[Points]) -> Iterator[Message]:
    names = [one.name for one in points if is_rounded(one)]
    if names:
        yield Message("importing.note.rounding", {"names": ", ".join(dict.fromkeys(names))})


def number_of_periods(source: str, options: ImportOptions) -> int:
    """The periods that totals cover.

    Raises:
        DocumentError: nobody said it.
    """
    if options.periods is None or options.periods < 1:
        raise refusal("periods", source)
    return options.periods


def _curves(root: Group, periods: int) -> Iterator[Points]:
    """Spend and mean incremental outcome by multiplier; today is the multiplier 1."""
    spend = _along(root.variable("spend"), ("spend_multiplier", "channel"))
    outcome = root.variable(CURVES)
    metrics = root.variable("metric").texts()
    if "mean" not in metrics:
        raise refusal("unsupported", root.source, "metric", found=listing(metrics), known="mean")
    mean = _along(outcome, ("spend_multiplier", "channel"), metric=metrics.index("mean"))
    multipliers = root.variable("spend_multiplier").floats()
    today = np.flatnonzero(np.isclose(multipliers, 1.0))
    for number, name in enumerate(root.variable("channel").texts()):
        if not spend[:, number].any():
            raise refusal("no_spend", root.source, "spend", channel=name)
        now = float(spend[today[0], number]) if len(today) else None
        yield Points(name, spend[:, number], mean[:, number], periods, today=now)


def _grid(root: Group, periods: int) -> Iterator[Points]:
    """Rows of the grid; where a channel has fewer than others, the rest is not a number."""
    dimensions = ("grid_spend_index", "channel")
    spend, outcome = (root.variable(name).read() for name in (GRID, "incremental_outcome_grid"))
    for name in (GRID, "incremental_outcome_grid"):
        if root.variable(name).dimensions != dimensions:
            raise refusal("dimensions", root.source, name, found=listing(root.variable(name).dimensions))
    for number, name in enumerate(root.variable("channel").texts()):
        filled = np.isfinite(spend[:, number]) & np.isfinite(outcome[:, number])
        if filled.any() and not filled[: int(np.flatnonzero(filled)[-1]) + 1].all():
            raise refusal("not_finite", root.source, GRID)
        yield Points(
            name, spend[filled, number].astype(float), outcome[filled, number].astype(float), periods
        )


def _along(variable: Variable, dimensions: tuple[str, str], **at: int) -> Floats:
    """The values of a variable in a given order of its dimensions."""
    left = tuple(name for name in variable.dimensions if name not in at)
    if sorted(left) != sorted(dimensions):
        raise refusal("dimensions", variable.source, variable.name, found=listing(variable.dimensions))
    values = variable.floats(**at)
    return values if left == dimensions else values.T
