"""Risk in words and tables: a plan under its draws, the frontier of return and risk, and shocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from optimizer.risk.appraise import RiskAppraisal, Trust
from optimizer.risk.plan_alternatives import PlanAlternative, PlanAlternatives
from optimizer.risk.plan_frontier import PlanFrontier
from optimizer.risk.sensitivity import Sensitivity
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.names import Names
from scenarios.plan import Allocation
from scenarios.statistics import Estimate
from scenarios.text.report import Cell, Heading, Report, money_text
from scenarios.today import todays_allocation

MOST_TRUST_ROWS = 10


def appraisal_reports(scenario: Scenario, found: RiskAppraisal) -> tuple[Report, ...]:
    """The plan's figures, where its curves are trusted least, and spend beyond the data."""
    reports = [_figures(found)]
    if found.least_trusted:
        reports.append(_trust(scenario, found.least_trusted))
    beyond = [one for one in found.extrapolated if one.share > 0]
    if beyond:
        headings = (Heading("cell", "text"), Heading("spend", "money"), Heading("beyond_data", "share"))
        rows = tuple((one.cell, _minor(one.spend), one.share) for one in beyond)
        reports.append(Report(Message("risk.beyond.title"), headings, rows, (Message("risk.beyond.note"),)))
    return tuple(reports)


def frontier_report(found: PlanFrontier) -> Report:
    """Points from the greatest mean to the greatest mean of the worst draws."""
    return Report(
        title=Message("risk.frontier.title", {"draws": found.draws}),
        headings=(
            Heading("aversion", "share"),
            Heading("mean_value", "money"),
            Heading("tail_mean", "money"),
            Heading("proven_gap", "share"),
        ),
        rows=tuple((one.aversion, _minor(one.mean), _minor(one.cvar), one.proof.gap) for one in found.points),
        notes=(Message("risk.frontier.note", {"tail": f"{found.tail:.0%}"}), *found.left_out),
    )


def sensitivity_report(scenario: Scenario, found: Sensitivity) -> Report:
    """Every channel under every shock, the most costly first."""
    names = Names(scenario).channels
    rows = [
        (
            names[one.channel].texts(),
            Message(f"risk.shock.{one.shock}"),
            _minor(one.kept - found.plan),
            _minor(one.best - one.kept),
            _minor(one.channel_change),
            one.status == "optimal",
        )
        for one in sorted(found.responses, key=lambda one: one.kept)
    ]
    headings = (
        Heading("channel", "text"),
        Heading("shock", "text"),
        Heading("costs_the_plan", "money"),
        Heading("saved_by_resplit", "money"),
        Heading("channel_moves", "money"),
    )
    proven = all(row[-1] for row in rows)
    return Report(
        title=Message("risk.sensitivity.title", {"draws": found.draws}),
        headings=headings,
        rows=tuple(row[:-1] for row in rows),
        notes=(Message("risk.sensitivity.note" if proven else "risk.sensitivity.unproven"),),
    )


def alternatives_report(scenario: Scenario, allocation: Allocation, found: PlanAlternatives) -> Report:
    """Channel by channel: today, the plan, and the two alternatives."""
    today = todays_allocation(scenario).channel_spend
    sides = (today, allocation.channel_spend, *(_by_channel(one.spend) for one in found.found))
    names = Names(scenario).channels
    rows: list[tuple[Cell, ...]] = [
        (names[channel].texts(), *(side.get(channel, 0) for side in sides)) for channel in names
    ]
    different, nearest = found.found
    told = {
        "within": f"{found.within:.0%}",
        "best": money_text(_minor(found.best)),
        "different": money_text(_minor(different.net_value)),
        "nearest": money_text(_minor(nearest.net_value)),
    }
    notes = [Message("risk.alternatives.note", told)]
    notes += [
        Message(
            f"risk.alternatives.{one.kind}.{'proven' if one.status == 'optimal' else 'found'}", _room(one)
        )
        for one in found.found
    ]
    keys = ("today", "plan", "most_different", "least_change")
    return Report(
        title=Message("risk.alternatives.title", {"within": f"{found.within:.0%}"}),
        headings=(Heading("channel", "text"), *(Heading(f"spend_{key}", "money") for key in keys)),
        rows=tuple(rows),
        notes=(*notes, *found.left_out),
    )


def _room(found: PlanAlternative) -> dict[str, str]:
    return {"change": money_text(_minor(found.change)), "bound": money_text(_minor(found.bound))}


def _by_channel(spend: Mapping[tuple[str, str], int]) -> dict[str, int]:
    totals: dict[str, int] = {}
    for (_, channel), amount in spend.items():
        totals[channel] = totals.get(channel, 0) + amount
    return totals


def _figures(found: RiskAppraisal) -> Report:
    rows: list[tuple[Cell, ...]] = [(Message("risk.mean"), _money(found.net_value))]
    rows += [
        (Message("risk.quantile", {"share": f"{share:.0%}"}), _money(one))
        for share, one in found.quantiles.items()
    ]
    rows.append((Message("risk.cvar", {"tail": f"{found.tail:.0%}"}), money_text(_minor(found.cvar))))
    rows.append((Message("risk.today"), _money(found.today)))
    rows.append((Message("risk.beats_today"), _estimate(found.beats_today, "{:.1%}".format)))
    rows.append((Message("risk.difference"), _money(found.difference)))
    if found.regret is not None:
        rows.append((Message("risk.regret"), _money(found.regret.expected)))
        rows.append((Message("risk.regret_at_most"), money_text(_minor(found.regret.at_most))))
    told: dict[str, str | int | float | Mapping[str, str]] = {
        "draws": found.draws,
        "confidence": f"{found.confidence:.0%}",
    }
    notes = [Message("risk.note", told)] if found.draws > 1 else [Message("risk.certain")]
    return Report(
        title=Message("risk.title", told),
        headings=(Heading("measure", "text"), Heading("value", "text")),
        rows=tuple(rows),
        notes=(*notes, *found.left_out),
    )


def _trust(scenario: Scenario, found: tuple[Trust, ...]) -> Report:
    names = Names(scenario)
    rows = [
        (
            names.campaigns[one.cell[0]].texts(),
            names.channels[one.cell[1]].texts(),
            _minor(one.spend),
            one.share,
            _minor(one.low),
            _minor(one.high),
            _minor(one.hindsight_change),
        )
        for one in found[:MOST_TRUST_ROWS]
    ]
    return Report(
        title=Message("risk.trust.title"),
        headings=(
            Heading("campaign", "text"),
            Heading("channel", "text"),
            Heading("spend", "money"),
            Heading("variance_share", "share"),
            Heading("return_low", "money"),
            Heading("return_high", "money"),
            Heading("hindsight_move", "money"),
        ),
        rows=tuple(rows),
        notes=(Message("risk.trust.note"),),
    )


def _minor(units: float) -> int:
    return round(MINOR_PER_UNIT * units)


def _money(found: Estimate) -> str:
    return _estimate(found, lambda units: money_text(_minor(units)))


def _estimate(found: Estimate, write: Callable[[float], str]) -> str:
    if found.low is None or found.high is None:
        return write(found.value)
    return f"{write(found.value)} [{write(found.low)}, {write(found.high)}]"
