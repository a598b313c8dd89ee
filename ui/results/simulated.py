"""What the simulation found, in figures and tables."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.document import Label
from scenarios.names import Names
from scenarios.record import Record
from scenarios.statistics import Estimate
from scenarios.summary import CampaignSummary, OutcomeSummary
from ui.layout import subheading
from ui.results.cards import Card, show_cards
from ui.results.tables import Columns, table
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


def campaign_table(record: Record, found: OutcomeSummary) -> None:
    """Launch dates and punctuality of every campaign, the least punctual first."""
    names = Names(record.scenario).campaigns
    rows = [
        _campaign(names[one.campaign], one)
        for one in sorted(found.campaigns, key=lambda one: one.on_time.value)
    ]
    columns: Columns = {
        "campaign": "text",
        "target": "date",
        "p50": "date",
        "p80": "date",
        "p95": "date",
        "on_time": "percent",
        "on_time_low": "percent",
        "on_time_high": "percent",
        "late_days": "number",
        "lateness_loss": "estimate",
    }
    table("launch", columns, rows, currency=found.currency)


def _campaign(name: Label, one: CampaignSummary) -> list[object]:
    launches = [one.launch_at(probability).moment for probability in (0.5, 0.8, 0.95)]
    late = one.late_days
    return [
        say(name),
        one.target.date(),
        *(None if moment is None else moment.date() for moment in launches),
        one.on_time.value,
        one.on_time.low,
        one.on_time.high,
        None if late is None else round(late.value, 1),
        one.lateness_loss.value,
    ]


def waiting_table(found: OutcomeSummary) -> None:
    """Elapsed hours that all campaigns together wait, by cause."""
    rows = [
        [t(f"ui.cause.{cause}"), *_ends(one)]
        for cause, one in found.team.waiting_hours.items()
        if one.value > 0
    ]
    table("waiting", {"cause": "text", "value": "number", "low": "number", "high": "number"}, rows)


def utilisation(record: Record, found: OutcomeSummary) -> None:
    """How busy skills and people are, the busiest first."""
    names = Names(record.scenario)
    subheading(t("ui.simulation.skills"))
    skills = {skill: load.holders_busy for skill, load in found.team.skills.items()}
    _busy("skill", skills, names.skills)
    subheading(t("ui.simulation.people"))
    _busy("person", dict(found.team.people), names.people)


def _busy(name: str, loads: Mapping[str, Estimate | None], labels: Mapping[str, Label]) -> None:
    known = sorted(((key, one) for key, one in loads.items() if one), key=lambda pair: -pair[1].value)
    rows = [[say(labels[key]), *_ends(one)] for key, one in known]
    table(f"busy_{name}", {"name": "text", "value": "percent", "low": "percent", "high": "percent"}, rows)


def _ends(one: Estimate) -> list[float | None]:
    return [one.value, one.low, one.high]
