"""Curves that are given by points: from totals over some periods to a curve of one period."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from scenarios.document import Channel
from scenarios.importing.channels import make_channel
from scenarios.importing.options import ImportOptions
from scenarios.importing.refusals import refusal
from scenarios.importing.result import Check, ImportedChannel, compare
from scenarios.saturation import evaluate

Floats = NDArray[np.float64]

TOLERANCE = 1e-12
"""Rounding of the division by the number of periods and back."""
SINGLE = 1e-6
"""Falls that single precision explains, relative to the greatest outcome: where a curve is flat they are rounding."""
MOST_POINTS = 2000


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """Spend and outcome (n,) of a channel, in the source's units, over ``periods`` periods.

    ``lines`` (n,) say where each point stands, if in a table.
    """

    name: str
    spend: Floats
    outcome: Floats
    periods: int = 1
    today: float | None = None
    recommended: float | None = None
    region: str | None = None
    lines: Sequence[int] = ()


def tabulated(source: str, identifier: str, points: Points, options: ImportOptions) -> ImportedChannel:
    """The channel whose curve runs through the points; (0, 0) is put first where it is missing.

    Raises:
        DocumentError: too few or too many points, or an outcome that falls where spend rises.
    """
    order = np.argsort(points.spend, kind="stable")
    _refuse_disorder(source, points, order)
    spend, outcome = points.spend[order], np.maximum.accumulate(points.outcome[order])
    if spend[0] > 0:
        spend, outcome = np.append(0.0, spend), np.append(0.0, outcome)
    if not 2 <= len(spend) <= MOST_POINTS:
        raise refusal("points", source, points.name, found=len(spend), limit=f"{MOST_POINTS:,}")
    unit = options.spend_unit / points.periods
    curve = {
        "family": "tabulated",
        "spend": [float(one) for one in spend * unit],
        "outcome": [float(one) for one in outcome / points.periods],
    }
    label = points.name if points.region is None else f"{points.name}.{points.region}"
    fields = (
        {} if points.region is None else {"group": identifier.removeprefix(points.name).strip("._") or "r"}
    )
    channel = make_channel(source, identifier, label, curve, observed_max=float(spend[-1] * unit), **fields)
    return ImportedChannel(
        points.name,
        channel,
        today=_scaled(points.today, unit),
        recommended=_scaled(points.recommended, unit),
        region=points.region,
    )


def is_rounded(points: Points) -> bool:
    """Whether the outcome falls somewhere by no more than single precision explains."""
    return bool((np.diff(points.outcome[np.argsort(points.spend, kind="stable")]) < 0).any())


def check_points(points: Points, channel: Channel, options: ImportOptions) -> Check:
    """The points, recomputed with the channel's curve."""
    per_period = points.spend * (options.spend_unit / points.periods)
    found = evaluate(channel.curve, per_period) * points.periods
    tolerance = SINGLE if is_rounded(points) else TOLERANCE
    return compare(channel.name.en, "points", points.outcome, found, tolerance)


def _scaled(amount: float | None, unit: float) -> float | None:
    return None if amount is None else float(amount * unit)


def _refuse_disorder(source: str, points: Points, order: NDArray[np.int64]) -> None:
    spend, outcome = points.spend[order], points.outcome[order]
    if (points.spend < 0).any() or (points.outcome < 0).any():
        raise refusal("point_negative", source, points.name)
    if len(spend) and spend[0] == 0 and outcome[0] != 0:
        raise refusal("point_origin", source, points.name, found=f"{outcome[0]:,.6g}")
    allowed = SINGLE * float(outcome.max(initial=0.0))
    for place in range(1, len(spend)):
        line = points.lines[order[place]] if len(points.lines) else None
        values = {"spend": f"{spend[place]:,.6g}", "outcome": f"{outcome[place]:,.6g}"}
        if spend[place] == spend[place - 1]:
            raise refusal("point_twice", source, points.name, line=line, **values)
        if outcome[place] < outcome[:place].max() - allowed:
            raise refusal("point_falls", source, points.name, line=line, **values)
