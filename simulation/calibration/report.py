"""A calibration as a table: what the document says, what the history says, and how well that is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report

if TYPE_CHECKING:
    from simulation.calibration.result import FittedDuration, FittedRework

HEADINGS = (
    Heading("calibrated", "text"),
    Heading("observations", "count"),
    Heading("document_value"),
    Heading("history_value"),
    Heading("low"),
    Heading("high"),
    Heading("family", "text"),
    Heading("own_weight", "share"),
    Heading("kolmogorov_smirnov"),
    Heading("anderson_darling"),
    Heading("p_value"),
)


def calibration_report(
    source: str,
    cases: int,
    durations: Sequence[FittedDuration],
    reworks: Sequence[FittedRework],
    notes: Sequence[Message],
) -> Report:
    """Rows for durations (mean hours), then for rework (probability, then repeat effort)."""
    rows = [_duration(one) for one in durations]
    for rework in reworks:
        rows += _rework(rework)
    title = Message("calibration.title", {"source": source, "cases": cases})
    return Report(title, HEADINGS, tuple(rows), tuple(notes))


def _duration(one: FittedDuration) -> tuple[Cell, ...]:
    fit = one.distribution.goodness
    return (
        Message(f"calibration.kind.{one.kind}", {"name": one.name}),
        one.cases,
        one.before.mean,
        one.mean.value,
        one.mean.low,
        one.mean.high,
        Message(f"calibration.family.{one.distribution.family}"),
        one.own,
        fit.kolmogorov_smirnov if fit else None,
        fit.anderson_darling if fit else None,
        fit.p_anderson_darling if fit else None,
    )


def _rework(one: FittedRework) -> list[tuple[Cell, ...]]:
    blank = (None,) * 5
    share = one.probability
    rows: list[tuple[Cell, ...]] = [
        (
            Message("calibration.kind.rework", {"name": one.name}),
            share.replications,
            one.before,
            share.value,
            share.low,
            share.high,
            *blank,
        )
    ]
    if one.repeat is not None:
        ratio = one.repeat
        rows.append(
            (
                Message("calibration.kind.repeat", {"name": one.name}),
                ratio.replications,
                one.repeat_before,
                ratio.value,
                ratio.low,
                ratio.high,
                *blank,
            )
        )
    return rows
