"""What each channel is credited with, by rule.

Rules by position: first, last, linear and time-decay credit (Kannan, Reinartz and Verhoef 2016, "The path to purchase
and attribution modeling", IJRM 33). Shapley: a coalition of channels is worth what the journeys over its channels
alone brought; that game is a sum of unanimity games, so a journey's worth is shared equally among its different
channels (Zhao, Mahboobi and Bagheri 2018, "Shapley value methods for attribution modeling in online advertising").
Removal: `scenarios.marketing.removal`. All of them share out what happened; none says what would not have happened
without a channel. Only experiments do.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias, get_args

from scenarios.i18n import Message
from scenarios.marketing.journeys import Journeys
from scenarios.marketing.removal import removal_effects
from scenarios.rounding import round_parts
from scenarios.text.report import Heading, Report, Reported

Rule: TypeAlias = Literal["first", "last", "linear", "time_decay", "shapley", "removal"]
RULES: tuple[Rule, ...] = get_args(Rule)
HALF_LIFE = 2.0
"""Touches back at which time decay has halved a touch's weight: an assumption, as journeys here have no dates."""
_RESOLUTION = 2**40


@dataclass(frozen=True, slots=True)
class Credit:
    """One channel's part of all conversions and of all value."""

    channel: str
    share: float
    """Of conversions."""
    conversions: int
    value: int
    """Minor units."""


@dataclass(frozen=True, slots=True)
class Attribution(Reported):
    """Credits by one rule; conversions and value add up to the journeys' own exactly."""

    rule: Rule
    credits: tuple[Credit, ...]

    def report(self) -> Report:
        """Channel by channel."""
        return Report(
            title=Message(f"marketing.attribution.{self.rule}"),
            headings=(
                Heading("channel", "text"),
                Heading("share", "share"),
                Heading("conversions", "count"),
                Heading("value", "money"),
            ),
            rows=tuple((one.channel, one.share, one.conversions, one.value) for one in self.credits),
            notes=(Message("marketing.attribution.not_causal"),),
        )


def attribute(journeys: Journeys, rule: Rule, half_life: float = HALF_LIFE) -> Attribution:
    """The credits of all channels by ``rule``.

    Args:
        journeys: what happened.
        rule: one of `RULES`.
        half_life: of time decay, in touches.

    Raises:
        ValueError: a half-life that is not positive.
    """
    if half_life <= 0:
        message = f"half-life {half_life} is not positive"
        raise ValueError(message)
    conversions = _credits(journeys, rule, half_life, lambda path: path.conversions)
    values = _credits(journeys, rule, half_life, lambda path: path.value)
    whole = _apportioned(conversions, journeys.conversions)
    money = _apportioned(values, journeys.value)
    total = sum(conversions.values())
    return Attribution(
        rule,
        tuple(
            Credit(one, float(conversions[one] / total) if total else 0.0, whole[one], money[one])
            for one in journeys.channels
        ),
    )


def _credits(
    journeys: Journeys, rule: Rule, half_life: float, worth: Callable[..., int]
) -> Mapping[str, Fraction]:
    if rule == "removal":
        return _by_removal(journeys, sum(worth(path) for path in journeys.paths))
    found: defaultdict[str, Fraction] = defaultdict(Fraction)
    for path in journeys.paths:
        weights = _weights(path.touchpoints, rule, half_life)
        mass = sum(weights.values())
        for channel, weight in weights.items():
            found[channel] += weight / mass * worth(path)
    return found


def _by_removal(journeys: Journeys, total: int) -> Mapping[str, Fraction]:
    """The total in proportion to the channels' removal effects."""
    effects = {channel: Fraction(effect) for channel, effect in removal_effects(journeys).items()}
    mass = sum(effects.values(), Fraction(0))
    return {channel: effect / mass * total if mass else effect for channel, effect in effects.items()}


def _weights(touchpoints: tuple[str, ...], rule: Rule, half_life: float) -> dict[str, Fraction]:
    """Relative credit within one journey."""
    if rule == "shapley":
        return dict.fromkeys(touchpoints, Fraction(1))
    weights: defaultdict[str, Fraction] = defaultdict(Fraction)
    last = len(touchpoints) - 1
    for place, channel in enumerate(touchpoints):
        weights[channel] += _weight(place, last, rule, half_life)
    return weights


def _weight(place: int, last: int, rule: Rule, half_life: float) -> Fraction:
    """Relative credit of the touch at ``place`` of a journey; decay on a fixed grid, so that sums stay exact."""
    if rule == "time_decay":
        return Fraction(max(1, round(_RESOLUTION * 2.0 ** ((place - last) / half_life))), _RESOLUTION)
    if rule == "linear":
        return Fraction(1)
    return Fraction(place == (0 if rule == "first" else last))


def _apportioned(parts_of: Mapping[str, Fraction], total: int) -> dict[str, int]:
    """Integers that add up to ``total``."""
    denominator = math.lcm(*(credit.denominator for credit in parts_of.values()))
    parts = [int(credit * denominator) for credit in parts_of.values()]
    return dict(zip(parts_of, round_parts(parts, denominator, total), strict=True))
