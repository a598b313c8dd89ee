"""Scenarios of any size with a known truth, for benchmarks, tests and exploration.

They are made of the same tables as the example: the templates' channels, roles and workflows, with campaigns whose
dates, audiences and sizes are drawn. Every number is an assumption.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from scenarios.document import (
    Budget,
    Channel,
    GroupBudget,
    HillCurve,
    Horizon,
    Label,
    Objective,
    Organisation,
    Scenario,
    Workflow,
)
from scenarios.generator import sampling
from scenarios.generator.campaigns import CampaignSpec, Uses, campaign
from scenarios.generator.draws import Draws
from scenarios.generator.load import capacity_hours, demand_hours
from scenarios.generator.market import DIGITS, channel, least_spend, today_spend
from scenarios.generator.tables import ChannelKind
from scenarios.rounding import significant

MEDIA_PER_CAMPAIGN, BUDGET_PER_CAMPAIGN = 160_000, 190_000
SIZES = (0.25, 8.0)
"""Least and greatest size of a campaign's work."""
SIZE_PER_WEEK = 0.5
"""Most size of a campaign's work for each week from the horizon's start to its due date."""
LOAD_STEPS = 4
"""Rescalings of the work; each comes closer to the wanted load, as urgent work and limits on sizes do not scale."""


@dataclass(frozen=True, slots=True)
class GeneratorSettings:
    """How big a scenario is to be.

    ``load`` is the work of all campaigns at today's spend over everyone's hours; sizes of work stay within `SIZES`,
    and no flight takes more than `market.FULL_WEEK` hours of a skill on a channel in a week, so many people with
    few campaigns may be less loaded than wanted. ``curve_error`` is the standard deviation of the logarithm by which
    the document's ceilings and half-saturations miss the true ones.

    Raises:
        ValueError: a number of things below one, a load that is not positive, or a negative error.
    """

    channels: int = 10
    campaigns: int = 40
    weeks: int = 26
    people: int = 37
    load: float = 1.0
    curve_error: float = 0.0

    def __post_init__(self) -> None:
        if min(self.channels, self.campaigns, self.weeks, self.people) < 1:
            message = "a generated scenario has at least one channel, campaign, week and person"
            raise ValueError(message)
        if self.load <= 0 or self.curve_error < 0:
            message = "load is positive and curve_error not negative"
            raise ValueError(message)


@dataclass(frozen=True, slots=True)
class Truth:
    """What is known of a generated scenario and not written in its document."""

    curves: Mapping[str, HillCurve]
    """True curve by channel."""
    retention: Mapping[str, float]
    """True carry-over per week by channel."""
    demand_hours: Mapping[str, float]
    """Expected hours by skill if everything runs."""
    capacity_hours: float

    @property
    def load(self) -> float:
        """Work over hours if everything runs."""
        return sum(self.demand_hours.values()) / self.capacity_hours


@dataclass(frozen=True, slots=True)
class GeneratedScenario:
    """A scenario document and the truth behind it."""

    scenario: Scenario
    truth: Truth


def generate(size: GeneratorSettings, seed: int) -> GeneratedScenario:
    """A scenario of the given size; the same size and seed give the same document."""
    draws = Draws(seed)
    blueprint = _blueprint(size, draws)
    capacity = capacity_hours(blueprint.scenario(1.0))
    factor = 1.0
    for _ in range(LOAD_STEPS):
        factor *= size.load * capacity / sum(demand_hours(blueprint.scenario(factor)).values())
    scenario = blueprint.scenario(factor)
    truth = Truth(
        curves={one.id: one.curve for one in scenario.channels if isinstance(one.curve, HillCurve)},
        retention={one.id: one.retention for one in scenario.channels},
        demand_hours=demand_hours(scenario),
        capacity_hours=capacity,
    )
    believed = tuple(_misjudged(one, size.curve_error, draws) for one in scenario.channels)
    return GeneratedScenario(scenario.model_copy(update={"channels": believed}), truth)


@dataclass(frozen=True, slots=True)
class _Blueprint:
    """A scenario but for the amount of work."""

    weeks: int
    specs: tuple[CampaignSpec, ...]
    uses: Uses
    kinds: tuple[ChannelKind, ...]
    organisation: Organisation
    workflows: tuple[Workflow, ...]

    def scenario(self, factor: float) -> Scenario:
        """The document with all work multiplied by ``factor``, within limits."""
        today = today_spend(self.specs, self.uses, self.kinds, MEDIA_PER_CAMPAIGN * len(self.specs))
        groups = {kind.group for kind in self.kinds}
        return Scenario(
            mems=1,
            id="generated",
            name=_name(len(self.kinds), len(self.specs), len(self.organisation.people)),
            horizon=Horizon(start=sampling.START, periods=self.weeks),
            channels=tuple(self._channel(kind, today, factor) for kind in self.kinds),
            campaigns=tuple(
                campaign(_sized(spec, factor), self.uses[spec.id], today[spec.id], sampling.START)
                for spec in self.specs
            ),
            organisation=self.organisation,
            workflows=self.workflows,
            budget=Budget(
                total=BUDGET_PER_CAMPAIGN * len(self.specs),
                groups=(GroupBudget(group="brand", share_min=0.4),) if len(groups) > 1 else (),
            ),
            objective=Objective(margin=0.62, long_term=True),
        )

    def _channel(self, kind: ChannelKind, today: Mapping[str, Mapping[str, int]], factor: float) -> Channel:
        media, reference = (each * len(self.specs) for each in (MEDIA_PER_CAMPAIGN, BUDGET_PER_CAMPAIGN))
        minimum = least_spend(kind, media, len(self.specs))
        scaled = channel(kind, self.specs, self.uses, today, reference, minimum, factor)
        return scaled.model_copy(update={"spend_min": 0, "spend_max": None})


def _blueprint(size: GeneratorSettings, draws: Draws) -> _Blueprint:
    kinds = sampling.channels(size.channels)
    specs = sampling.campaigns(size.campaigns, size.weeks, draws)
    organisation, workflows = sampling.team(size.people, draws)
    return _Blueprint(size.weeks, specs, sampling.uses(specs, kinds, draws), kinds, organisation, workflows)


def _sized(spec: CampaignSpec, factor: float) -> CampaignSpec:
    """The campaign with its work scaled, but no more of it than can be done before it is due."""
    least, greatest = SIZES
    weeks = (spec.due - sampling.START).days / 7
    size = min(greatest, SIZE_PER_WEEK * weeks, spec.size * factor)
    return replace(spec, size=round(max(least, size), 2))


def _misjudged(one: Channel, error: float, draws: Draws) -> Channel:
    if not isinstance(one.curve, HillCurve):
        return one
    ceiling, half = (draws.lognormal(error, field, one.id) for field in ("ceiling", "half_saturation"))
    believed = HillCurve(
        family="hill",
        ceiling=significant(one.curve.ceiling * ceiling, DIGITS),
        half_saturation=significant(one.curve.half_saturation * half, DIGITS),
        slope=one.curve.slope,
    )
    return one.model_copy(update={"curve": believed})


def _name(channels: int, campaigns: int, people: int) -> Label:
    return Label(
        en=f"Generated: {channels} channels, {campaigns} campaigns, {people} people",
        zh=f"生成情景：{channels}个渠道、{campaigns}个战役、{people}人",
    )
