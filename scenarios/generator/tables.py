"""What scenarios are generated from: the product's templates, and the generator's own assumptions as tables.

Templates give channels (half-saturation, curve, carry-over, long-term multiplier), roles with headcounts and skills,
hand-offs and approvals. The tables, one CSV file each, give the rest.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, TypeAlias

from scenarios.document import Label, Organisation, Team
from scenarios.templates.library import content

Row: TypeAlias = Mapping[str, str]
Pairs: TypeAlias = tuple[tuple[str, float], ...]

ORGANISATION = "four_centre"
"""The template whose organisation scenarios have."""


@dataclass(frozen=True, slots=True)
class ChannelKind:
    """A channel in proportions.

    From its ``template``: ``kappa_share``, spend at half saturation, all campaigns together, as a share of the
    reference budget; ``retention`` per week; ``return_at_half``, revenue per currency unit at half saturation without
    the long-term multiplier. From the table: ``legacy_share``, percent of today's media; ``minimum_share``, least
    spend of a campaign that uses the channel as a share of the average campaign's media; hours by skill, per week of
    a campaign's flight and per 10,000 spent; followers and thousands of impressions per 10,000 spent.
    """

    id: str
    template: str
    name: Label
    group: str
    kappa_share: float
    retention: float
    long_term: float
    return_at_half: float
    slope: float
    legacy_share: float
    minimum_share: float
    hours_per_period: Pairs
    hours_per_10k: Pairs
    followers_per_10k: float
    impressions_per_10k: float


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
    text = (resources.files(__package__) / "assumptions" / f"{table}.csv").read_text(encoding="utf-8")
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


def template(identifier: str) -> dict[str, Any]:
    """The content of a template of the product.

    Raises:
        LookupError: there is none of that name.
    """
    found = content(identifier)
    if found is None:
        raise LookupError(identifier)
    plain: dict[str, Any] = found.plain()
    return plain


@cache
def four_centres() -> Organisation:
    """The template's organisation, with teams by role and without named people."""
    return Organisation.model_validate(template(ORGANISATION)["organisation"])


def roles() -> tuple[Team, ...]:
    """The roles with their headcounts."""
    return four_centres().teams


@cache
def channel_kinds() -> tuple[ChannelKind, ...]:
    """All channels, those of the example first."""
    return tuple(_channel_kind(row) for row in rows("channels"))


def _channel_kind(row: Row) -> ChannelKind:
    (given,) = template(row["id"])["channels"]
    return ChannelKind(
        id=row["id"],
        template=row["id"],
        name=Label.model_validate(given["name"]),
        group=given["group"],
        kappa_share=given["curve"]["half_saturation_share"],
        retention=given["retention_per_week"],
        long_term=given["long_term_multiplier"],
        return_at_half=given["curve"]["ceiling_ratio"] / 2,
        slope=given["curve"]["slope"],
        legacy_share=float(row["legacy_share"]),
        minimum_share=float(row["minimum_share"]),
        hours_per_period=pairs(row["hours_per_period"]),
        hours_per_10k=pairs(row["hours_per_10k"]),
        followers_per_10k=float(row["followers_per_10k"]),
        impressions_per_10k=float(row["impressions_per_10k"]),
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
