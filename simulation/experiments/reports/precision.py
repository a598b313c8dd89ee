"""What control variates saved, and where the warm-up ends."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.i18n import Message
from scenarios.text.report import Heading, Report
from simulation.experiments.regression import Controlled
from simulation.experiments.reports.cells import FIGURE, figure, run_note, scale_of, words
from simulation.experiments.warmup import SteadyState

CONTROLLED = (*FIGURE, Heading("variance_ratio"), Heading("controls", "count"))
STEADY = (Heading("estimate_of", "text"), Heading("value"), Heading("low"), Heading("high"))


def control_report(found: Mapping[str, Controlled], currency: str) -> Report:
    """Measures sharpened by control variates, and what the controls were worth."""
    rows = tuple(
        (*figure(key, one.estimate, currency), one.variance_ratio, len(one.used))
        for key, one in found.items()
    )
    used = dict.fromkeys(name for one in found.values() for name in one.used)
    notes = [Message(f"experiments.control.{name}") for name in used] or [Message("experiments.control.none")]
    for one in list(found.values())[:1]:
        notes.append(run_note(one.plain.replications, one.plain.confidence))
    return Report(Message("experiments.control.title"), CONTROLLED, rows, tuple(notes))


def warm_up_report(found: SteadyState, measure: str = "urgent_lead_hours") -> Report:
    """The suggested truncation, and the mean with and without it."""
    scale = scale_of(measure, "")
    told = {"observations": found.truncation.observations, "all": len(found.average)}
    key = "settled" if found.truncation.settled else "unsettled"
    rows = (
        (Message("experiments.warm_up.truncated"), *scale.cells(found.estimate)),
        (Message("experiments.warm_up.whole"), *scale.cells(found.untruncated)),
    )
    notes = (
        Message(f"experiments.warm_up.{key}", told),
        run_note(found.estimate.replications, found.estimate.confidence),
    )
    return Report(Message("experiments.warm_up.title", {"unit": words(scale.unit)}), STEADY, rows, notes)
