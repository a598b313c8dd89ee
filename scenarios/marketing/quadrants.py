"""Which channels have potential and which are inefficient: marginal return against share of spend.

The next unit of money earns the channel's marginal return mROI = dR/dx, so channels are ranked by it; a split is best
where the marginal returns of all channels at no bound are equal (Karush-Kuhn-Tucker; see the allocation's concept
page).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.document import Scenario
from scenarios.i18n import Message
from scenarios.money import to_minor
from scenarios.names import Names
from scenarios.plan import Plan
from scenarios.returns import Returns
from scenarios.text.report import Heading, Report, Reported

Quadrant: TypeAlias = Literal["core", "potential", "inefficient", "minor"]


@dataclass(frozen=True, slots=True)
class Standing:
    """A channel's spend (minor units) and the revenue of one more currency unit there."""

    channel: str
    name: str | dict[str, str]
    spend: int
    marginal: float


@dataclass(frozen=True, slots=True)
class Place:
    """A channel's standing with its share of spend and its quadrant.

    ``potential``: better than average at the margin with a small share; ``inefficient``: worse with a large one;
    ``core`` and ``minor`` are where share and return agree.
    """

    standing: Standing
    share: float
    quadrant: Quadrant


@dataclass(frozen=True, slots=True)
class Quadrants(Reported):
    """All channels, the greatest marginal return first; quadrants meet at ``marginal`` and ``share``."""

    places: tuple[Place, ...]
    marginal: float
    """Mean marginal return, weighted by spend."""
    share: float
    """Equal share of all channels."""

    def report(self) -> Report:
        """The ranking."""
        return Report(
            title=Message("marketing.quadrants.title"),
            headings=(
                Heading("channel", "text"),
                Heading("quadrant", "text"),
                Heading("spend", "money"),
                Heading("share", "share"),
                Heading("marginal"),
            ),
            rows=tuple(
                (
                    place.standing.name,
                    Message(f"marketing.quadrants.{place.quadrant}"),
                    place.standing.spend,
                    place.share,
                    place.standing.marginal,
                )
                for place in self.places
            ),
            notes=(
                Message(
                    "marketing.quadrants.middle",
                    {"marginal": f"{self.marginal:.2f}", "share": f"{self.share:.1%}"},
                ),
            ),
        )


def quadrants(standings: Iterable[Standing]) -> Quadrants:
    """The ranking and the quadrants of channels."""
    ranked = sorted(standings, key=lambda one: -one.marginal)
    total = sum(one.spend for one in ranked)
    equal = 1 / len(ranked) if ranked else 0.0
    weights = [one.spend / total if total else equal for one in ranked]
    middle = sum(weight * one.marginal for weight, one in zip(weights, ranked, strict=True))
    places = tuple(
        Place(one, weight if total else 0.0, _quadrant(one.marginal >= middle, weight >= equal))
        for one, weight in zip(ranked, weights, strict=True)
    )
    return Quadrants(places, middle, equal)


def plan_quadrants(scenario: Scenario, plan: Plan) -> Quadrants:
    """The channels of a plan where its spend puts them; today's plan is one like any other."""
    returns, names = Returns(scenario, plan), Names(scenario).channels
    found = ((channel.id, returns.channel(channel.id)) for channel in scenario.channels)
    return quadrants(
        Standing(channel, names[channel].texts(), to_minor(one.recommended.spend), one.recommended.marginal)
        for channel, one in found
        if one is not None
    )


def _quadrant(pays: bool, large: bool) -> Quadrant:
    if pays:
        return "core" if large else "potential"
    return "inefficient" if large else "minor"
