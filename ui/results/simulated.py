"""What the simulation found, in figures and tables."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.document import Label
from scenarios.export.table import Column, Table
from scenarios.export.tables import Context, campaigns
from scenarios.statistics import Estimate
from scenarios.summary import OutcomeSummary
from ui.layout import subheading
from ui.results.cards import Card, show_cards
from ui.results.tables import show_table
from ui.text import interval, money, number, percent, say, t


def simulated_cards(found: OutcomeSummary) -> None:
    """Money and the team's performance, each with its interval."""
    cash, team = found.money, found.team

    def amount(minor: float) -> str:
        return money(minor, found.currency)

    cards = [
        Card("simulated_value", amount(cash.net_value.value), interval(cash.net_value, amount)),
        Card("lateness_loss", amount(cash.lateness_loss.value), interval(cash.lateness_loss, amount)),
        Card(
            "loss_probability", percent(cash.loss_probability.value), interval(cash.loss_probability, percent)
        ),
    ]
    shares = {"on_time": team.on_time, "utilisation": team.utilisation, "urgent_kept": team.urgent_kept}
    cards += [Card(key, percent(one.value), interval(one, percent)) for key, one in shares.items() if one]
    if team.lead_days:
        days = team.lead_days
        cards.append(Card("lead_days", t("ui.days", days=number(days.value)), interval(days, number)))
    show_cards(cards)


def launch_table(context: Context) -> None:
    """Launch dates and punctuality of every campaign."""
    keys = (
        "campaign_name",
        "target",
        "p50",
        "p80",
        "p95",
        "on_time",
        "on_time_low",
        "on_time_high",
        "expected_loss",
    )
    show_table(campaigns(context), *keys)


def waiting_table(found: OutcomeSummary) -> None:
    """Elapsed hours that all campaigns together wait, by cause."""
    waits = sorted(found.team.waiting_hours.items(), key=lambda pair: -pair[1].value)
    rows = [(t(f"ui.cause.{cause}"), one.value, one.low, one.high) for cause, one in waits if one.value > 0]
    show_table(_estimates("waiting", "number", rows))


def utilisation(context: Context, found: OutcomeSummary) -> None:
    """How busy people are, by skill and one by one, the busiest first."""
    subheading(t("ui.simulation.skills"))
    skills = {skill: load.holders_busy for skill, load in found.team.skills.items()}
    _busy("skill", skills, context.names.skills)
    subheading(t("ui.simulation.people"))
    _busy("person", found.team.people, context.names.people)


def _busy(name: str, loads: Mapping[str, Estimate | None], labels: Mapping[str, Label]) -> None:
    known = sorted(((key, one) for key, one in loads.items() if one), key=lambda pair: -pair[1].value)
    rows = [(say(labels[key]), one.value, one.low, one.high) for key, one in known]
    show_table(_estimates(name, "share", rows))


def _estimates(name: str, kind: str, rows: list[tuple[str, float, float | None, float | None]]) -> Table:
    numbers = {"number": t("ui.estimate.hours"), "share": t("ui.estimate.busy")}
    columns = (
        Column("name", t(f"ui.estimate.{name}")),
        Column("value", numbers[kind], "share" if kind == "share" else "number"),
        Column("low", t("ui.estimate.low"), "share" if kind == "share" else "number"),
        Column("high", t("ui.estimate.high"), "share" if kind == "share" else "number"),
    )
    return Table(name, t(f"ui.estimate.{name}"), columns, tuple(rows))
