"""The generator's assumptions as tables, one CSV file each, read into plain values."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeAlias, cast

from scenarios.document import Label

Row: TypeAlias = Mapping[str, str]
Pairs: TypeAlias = tuple[tuple[str, float], ...]
Group: TypeAlias = Literal["brand", "performance"]
RoleKind: TypeAlias = Literal["strategic", "execution", "other"]


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A channel in proportions.

    ``kappa_share``: spend at half saturation, all campaigns together, as a share of the reference budget;
    ``retention`` per week; ``return_at_half``: revenue per currency unit at half saturation without the long-term
    multiplier; ``minimum_share``: least spend of a campaign that uses the channel, as a share of the average
    campaign's media; hours by skill, per week of a campaign's flight and per 10,000 spent; ``legacy_share``: percent
    of today's media. ``template`` is the row of the table, which several channels may share.
    """

    id: str
    template: str
    name: Label
    group: Group
    kappa_share: float
    retention: float
    long_term: float
    return_at_half: float
    slope: float
    minimum_share: float
    hours_per_period: Pairs
    hours_per_10k: Pairs
    legacy_share: float
    followers_per_10k: float
    impressions_per_10k: float
    """Thousands."""


@dataclass(frozen=True, slots=True)
class Role:
    """A role of the four-centre organisation with its headcount; cost in currency units per hour."""

    id: str
    name: Label
    department: str
    kind: RoleKind
    headcount: int
    skill: str
    second_skill: str
    cost_per_hour: float


@dataclass(frozen=True, slots=True)
class CampaignKind:
    """What campaigns of one kind have in common: workflow, weeks for waiting and signing between brief and launch,
    decay of demand per late day, fit by channel used.
    """

    id: str
    workflow: str
    lead_weeks: float
    decay_per_day: float
    fit: Mapping[str, float]


def rows(table: str) -> list[Row]:
    """The rows of a table of this package."""
    text = (resources.files(__package__) / "tables" / f"{table}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def label(row: Row) -> Label:
    """The bilingual name in a row."""
    return Label(en=row["en"], zh=row["zh"])


def pairs(text: str) -> Pairs:
    """``"copy 4; design 2.5"`` as pairs.

    >>> pairs("copy 4; design 2.5")
    (('copy', 4.0), ('design', 2.5))
    """
    items = (item.split() for item in text.split(";") if item.strip())
    return tuple((name, float(number)) for name, number in items)


@cache
def channel_kinds() -> tuple[ChannelKind, ...]:
    """All channels, those of the example first."""
    numbers = (
        *(
            "kappa_share",
            "retention",
            "long_term",
            "return_at_half",
            "slope",
            "minimum_share",
            "legacy_share",
        ),
        *("followers_per_10k", "impressions_per_10k"),
    )
    return tuple(
        ChannelKind(
            id=row["id"],
            template=row["id"],
            name=label(row),
            group=cast("Group", row["group"]),
            hours_per_period=pairs(row["hours_per_period"]),
            hours_per_10k=pairs(row["hours_per_10k"]),
            **{name: float(row[name]) for name in numbers},
        )
        for row in rows("channels")
    )


@cache
def roles() -> tuple[Role, ...]:
    """All roles with the four centres' headcounts."""
    return tuple(
        Role(
            id=row["id"],
            name=label(row),
            department=row["department"],
            kind=cast("RoleKind", row["kind"]),
            headcount=int(row["headcount"]),
            skill=row["skill"],
            second_skill=row["second_skill"],
            cost_per_hour=float(row["cost_per_hour"]),
        )
        for row in rows("roles")
    )


@cache
def campaign_kinds() -> Mapping[str, CampaignKind]:
    """All kinds of campaigns by name."""
    names = [kind.id for kind in channel_kinds()]
    return {
        row["id"]: CampaignKind(
            id=row["id"],
            workflow=row["workflow"],
            lead_weeks=float(row["lead_weeks"]),
            decay_per_day=float(row["decay_per_day"]),
            fit={name: float(row[name]) for name in names if row[name]},
        )
        for row in rows("kinds")
    }
