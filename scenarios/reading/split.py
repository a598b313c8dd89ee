"""A split given by hand: a CSV of campaign, channel and amount, such as the product exports and people edit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from scenarios.document.scenario import Scenario
from scenarios.errors import DocumentError, Location, Problem
from scenarios.i18n import LANGUAGES, translate
from scenarios.money import MAX_MINOR, MINOR_PER_UNIT
from scenarios.reading import csv
from scenarios.suggestions import guess, listing

COLUMNS = ("campaign", "channel", "amount")
"""Identifier, identifier, currency units. The headers of exported files are understood in both languages."""


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    campaign: str
    channel: str
    amount: str


def read_split(path: Path, scenario: Scenario) -> dict[tuple[str, str], int]:
    """Minor units by (campaign, channel); rows of the same cell (its periods, say) add up.

    Raises:
        DocumentError: no such file, no table, a missing column, a campaign or channel that the scenario does not
            have, or an amount that is none; all of them at once, each with its line.
    """
    rows = _rows(csv.read(path))
    found: dict[tuple[str, str], int] = {}
    problems: list[Problem] = []
    cells = {(campaign.id, cell.channel) for campaign in scenario.campaigns for cell in campaign.channels}
    for row in rows:
        amount = _amount(row.amount)
        faults = _faults(row, cells, amount, Location(path.name, row.line))
        problems += faults
        if not faults and amount is not None:
            key = (row.campaign, row.channel)
            found[key] = found.get(key, 0) + amount
    if problems:
        raise DocumentError(problems)
    return found


def as_given(scenario: Scenario, amounts: Mapping[tuple[str, str], int]) -> Scenario:
    """The scenario whose plan of today is the given split (minor units), to be evaluated as it is.

    A campaign runs if it has money, or if it is part of today's plan and takes none of its channels at all.
    """
    funded = {campaign for (campaign, _), amount in amounts.items() if amount}
    campaigns = tuple(
        campaign.model_copy(
            update={
                "in_today": campaign.id in funded or (campaign.in_today and not campaign.channels),
                "channels": tuple(
                    cell.model_copy(update={"today": amounts.get((campaign.id, cell.channel), 0)})
                    for cell in campaign.channels
                ),
            }
        )
        for campaign in scenario.campaigns
    )
    objective = scenario.objective.model_copy(update={"strategy": "today"})
    return scenario.model_copy(update={"campaigns": campaigns, "objective": objective})


def _rows(table: csv.Table) -> list[_Row]:
    columns = [table.column(title) for title in _titles(table)]
    return [_Row(cells[0].line, *(cell.text for cell in cells)) for cells in zip(*columns, strict=True)]


def _titles(table: csv.Table) -> list[str]:
    titles = [_title(column, table.header) for column in COLUMNS]
    problems = [
        Problem("split_column", (), {"column": column, "found": listing(table.header)}, table.place)
        for column, title in zip(COLUMNS, titles, strict=True)
        if title is None
    ]
    if problems:
        raise DocumentError(problems)
    return [title for title in titles if title is not None]


def _title(column: str, header: tuple[str, ...]) -> str | None:
    """What a column is called: its own name, or its title in an export, without the currency."""
    names = {column, *(translate(f"export.column.{column}", language) for language in LANGUAGES)}
    return next((title for title in header if title.partition(" (")[0].partition("（")[0] in names), None)


def _amount(text: str) -> int | None:
    """Minor units; None for what is no amount of money."""
    try:
        minor = Decimal(text.replace(",", "")) * MINOR_PER_UNIT
    except InvalidOperation:
        return None
    if not minor.is_finite() or minor != minor.to_integral_value() or not 0 <= minor <= MAX_MINOR:
        return None
    return int(minor)


def _faults(row: _Row, cells: set[tuple[str, str]], amount: int | None, place: Location) -> list[Problem]:
    found: list[Problem] = []
    if (row.campaign, row.channel) not in cells:
        campaigns = sorted({campaign for campaign, _ in cells})
        if row.campaign not in campaigns:
            named = {"campaign": row.campaign, "guess": guess(row.campaign, campaigns)}
            found.append(Problem("split_campaign", values=named, location=place))
        else:
            known = listing(sorted(channel for campaign, channel in cells if campaign == row.campaign))
            values = {"campaign": row.campaign, "channel": row.channel, "known": known}
            found.append(Problem("split_cell", values=values, location=place))
    if amount is None:
        found.append(Problem("split_amount", values={"text": row.amount}, location=place))
    return found
