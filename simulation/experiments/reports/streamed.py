"""Summaries of replications that were not kept."""

from __future__ import annotations

from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.text.report import Cell, Heading, Report
from simulation.experiments.accumulate import BinnedQuantile
from simulation.experiments.reports.cells import FIGURE, figure, run_note, scale_of
from simulation.experiments.summary import Summary

LAUNCH = (
    Heading("campaign", "text"),
    Heading("share_on_time", "share"),
    *(Heading(f"launch_day_p{share}", "text") for share in (10, 50, 80, 95)),
)


def summary_report(found: Summary) -> Report:
    """Every measure with its interval, and the quantiles of the net value with the bounds of their bins."""
    rows = [figure(key, one, found.currency) for key, one in found.measures.items()]
    rows += [_value_quantile(one, found.currency) for one in found.net_value]
    notes = [run_note(found.replications, found.confidence), Message("experiments.note.bins")]
    return Report(Message("experiments.summary.title"), FIGURE, tuple(rows), (*notes, *found.notes))


def _value_quantile(found: BinnedQuantile, currency: str) -> tuple[Cell, ...]:
    """A quantile as the middle of its bin, between the ends of the bin."""
    name = Message("experiments.summary.quantile", {"share": f"{found.probability:.0%}"})
    unit = scale_of("net_value", currency).unit
    if found.low is None or found.high is None:
        return name, unit, None, None, None
    low, high = found.low / MINOR_PER_UNIT, found.high / MINOR_PER_UNIT
    return name, unit, (low + high) / 2, low, high


def launch_report(found: Summary, scenario: Scenario) -> Report:
    """On which day each campaign is launched with what probability."""
    names = {one.id: one.name.texts() for one in scenario.campaigns}
    rows = tuple(
        (names[one.campaign], one.on_time.value, *(_day(quantile, scenario) for quantile in one.launch))
        for one in found.campaigns
    )
    notes = (run_note(found.replications, found.confidence), Message("experiments.note.days"))
    return Report(Message("experiments.launch.title"), LAUNCH, rows, (*notes, *found.notes))


def _day(quantile: BinnedQuantile, scenario: Scenario) -> Cell:
    if quantile.low is None:
        return None
    return scenario.horizon.moment(quantile.low).date().isoformat()
