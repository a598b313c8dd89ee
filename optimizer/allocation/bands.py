"""Limits on change from today's plan, resolved: the band in which the spend of a cell or a channel stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from scenarios.document.rules import ChangeLimit, todays_spend
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT


@dataclass(frozen=True, slots=True)
class Band:
    """``least`` to ``most`` currency units for the ``cells`` (by index) together; None without an upper limit.

    ``rule`` is the place of the limit in the document; ``subject`` the channel, or campaign and channel.
    """

    rule: int
    subject: tuple[str, ...]
    cells: tuple[int, ...]
    least: float
    most: float | None


def bands(scenario: Scenario, each: str, owners: Sequence[tuple[str, str]]) -> tuple[Band, ...]:
    """Bands of all limits on ``cell`` or ``channel``; ``owners`` are the campaign and channel of every cell."""
    today = {
        (campaign.id, cell.channel): todays_spend(campaign, cell)
        for campaign in scenario.campaigns
        for cell in campaign.channels
    }
    found = []
    for index, limit in enumerate(scenario.rules.change_limits):
        if limit.each != each:
            continue
        groups: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
        for cell, owner in enumerate(owners):
            if limit.covers(*owner):
                groups[owner if each == "cell" else owner[1:]].append(cell)
        for subject, cells in groups.items():
            found.append(_band(index, limit, subject, cells, sum(today[owners[cell]] for cell in cells)))
    return tuple(found)


def _band(index: int, limit: ChangeLimit, subject: tuple[str, ...], cells: list[int], today: int) -> Band:
    least, most = limit.band(today)
    highest = None if most is None else most / MINOR_PER_UNIT
    return Band(index, subject, tuple(cells), least / MINOR_PER_UNIT, highest)
