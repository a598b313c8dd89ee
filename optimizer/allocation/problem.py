"""The allocation problem of a scenario: every reference resolved, money in currency units."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import cached_property

from optimizer.allocation.bands import Band, bands
from optimizer.allocation.goal_tree import leaves
from optimizer.allocation.labour import Labour, WorkKind, flight_kind, make_labour
from optimizer.allocation.requirements import Requirements
from optimizer.allocation.work import Preparation, PreparationPlanner
from scenarios.document.campaigns import Campaign, CampaignChannel
from scenarios.document.channels import Channel, SkillHours
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.document.scenario import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.network import Target, Workload, compile_workload
from scenarios.response import CellResponse
from scenarios.valuation import Valuation, launch_periods, launch_target


@dataclass(frozen=True, slots=True)
class Launch:
    """One way to time a campaign: ``target`` minute, and what launching late costs that nobody can prevent.

    Revenue R becomes max(0, kept * R - lost), ``lost`` in currency units.
    """

    period: int
    target: int
    late_minutes: int = 0
    kept: float = 1.0
    lost: float = 0.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A campaign and its possible launches, in rising order of their periods."""

    index: int
    campaign: Campaign
    launches: tuple[Launch, ...]
    preparation: Preparation
    open: bool
    """Whether its window holds a launch that its preparation can ever reach."""

    @property
    def value(self) -> float:
        """Revenue without any media, currency units."""
        return self.campaign.value / MINOR_PER_UNIT

    @property
    def fixed(self) -> float:
        """Cost of running at all, currency units."""
        return self.campaign.fixed_cost / MINOR_PER_UNIT


@dataclass(frozen=True, slots=True)
class Cell:
    """A campaign on a channel.

    If the campaign runs, spend is at least ``floor`` and at most ``ceiling``; if it is not zero, at least ``minimum``.
    It matters whether a ``counted`` cell is used at all; a ``switched`` one needs a yes or no of its own for that.
    """

    index: int
    candidate: int
    place: int
    channel: Channel
    terms: CampaignChannel
    floor: float
    ceiling: float
    minimum: float
    counted: bool
    switched: bool


@dataclass(frozen=True, eq=False)
class Problem:
    """Everything that the allocation decides about and is bounded by."""

    scenario: Scenario
    valuation: Valuation
    people: bool
    """Whether hours are limited."""
    workload: Workload
    candidates: tuple[Candidate, ...]
    cells: tuple[Cell, ...]
    labour: Labour

    @cached_property
    def available(self) -> float:
        """What campaigns may cost together, currency units."""
        return self.scenario.budget.available / MINOR_PER_UNIT

    @cached_property
    def periods(self) -> int:
        """Periods of the horizon."""
        return self.scenario.horizon.periods

    @cached_property
    def period_caps(self) -> tuple[float, ...] | None:
        """Most media spend by period, currency units."""
        given = self.scenario.budget.per_period
        if given is None:
            return None
        caps = given if isinstance(given, tuple) else (given,) * self.periods
        return tuple(cap / MINOR_PER_UNIT for cap in caps)

    @cached_property
    def by_campaign(self) -> dict[str, Candidate]:
        """Candidates by campaign."""
        return {candidate.campaign.id: candidate for candidate in self.candidates}

    @cached_property
    def has_revenue_ceiling(self) -> bool:
        """Whether a goal forbids too much revenue."""
        goals = self.scenario.goals
        ceilings = (goal for goal in goals if goal.enforce and goal.direction == "at_most")
        return any(leaf.measure == "revenue" for goal in ceilings for leaf in leaves(goals, goal))

    @cached_property
    def requirements(self) -> Requirements:
        """The scenario's requirements by name."""
        return Requirements(self.scenario)

    @cached_property
    def cells_of(self) -> tuple[tuple[Cell, ...], ...]:
        """Cells by candidate."""
        found: list[list[Cell]] = [[] for _ in self.candidates]
        for cell in self.cells:
            found[cell.candidate].append(cell)
        return tuple(tuple(some) for some in found)

    @cached_property
    def cells_on(self) -> dict[str, tuple[Cell, ...]]:
        """Cells by channel."""
        found: dict[str, list[Cell]] = {channel.id: [] for channel in self.scenario.channels}
        for cell in self.cells:
            found[cell.channel.id].append(cell)
        return {channel: tuple(some) for channel, some in found.items()}

    def with_all_switches(self) -> Problem:
        """The problem in which every counted cell has a switch, as if its own bounds could be left out."""
        return replace(self, cells=tuple(replace(cell, switched=cell.counted) for cell in self.cells))

    @cached_property
    def owners(self) -> tuple[tuple[str, str], ...]:
        """Campaign and channel of every cell."""
        return tuple((self.candidates[cell.candidate].campaign.id, cell.channel.id) for cell in self.cells)

    @cached_property
    def cell_bands(self) -> tuple[Band, ...]:
        """Limits on change of single cells."""
        return bands(self.scenario, "cell", self.owners)

    @cached_property
    def channel_bands(self) -> tuple[Band, ...]:
        """Limits on change of channels."""
        return bands(self.scenario, "channel", self.owners)

    @cached_property
    def most_by_bands(self) -> dict[int, float]:
        """The most that limits on change leave each cell that they bound from above, currency units."""
        most: dict[int, float] = {}
        for band in (*self.cell_bands, *self.channel_bands):
            if band.most is not None:
                most |= {cell: min(most.get(cell, math.inf), band.most) for cell in band.cells}
        return most

    def response(self, cell: Cell, launch: int) -> CellResponse:
        """The response of a cell for a launch of its candidate (by position)."""
        candidate = self.candidates[cell.candidate]
        return self.valuation.response(
            candidate.campaign.id, cell.channel.id, candidate.launches[launch].period
        )

    @cached_property
    def flight_kinds(self) -> dict[str, WorkKind]:
        """Who can do the flight work of each skill that flights take."""
        return {skill: flight_kind(self.workload, skill) for skill in _flight_skills(self.scenario)}

    @cached_property
    def hourly_cost(self) -> dict[str, float]:
        """Mean cost of an hour of those who have a skill, currency units; 0 unless staff is a cost of the plan."""
        if not self.scenario.objective.staff_cost:
            return {}
        costs: dict[str, list[int]] = {}
        for worker in self.workload.people:
            for skill in worker.speed:
                costs.setdefault(skill, []).append(worker.cost_per_hour)
        return {skill: sum(some) / len(some) / MINOR_PER_UNIT for skill, some in costs.items()}


def make_problem(scenario: Scenario, *, people: bool) -> Problem:
    """Compile a checked scenario. With ``people``, hours are limited and unavoidable lateness is charged."""
    targets = {
        campaign.id: tuple(
            launch_target(scenario, campaign, period) for period in _periods(scenario, campaign)
        )
        for campaign in scenario.campaigns
    }
    workload = compile_workload(scenario, {one: Target(times[0], 0) for one, times in targets.items()})
    planner = PreparationPlanner(scenario, workload, targets)
    candidates = tuple(
        _candidate(
            scenario, campaign, index, targets[campaign.id], planner.preparation(campaign.id), late=people
        )
        for index, campaign in enumerate(scenario.campaigns)
    )
    kinds = [stage.kind for candidate in candidates for stage in candidate.preparation.stages]
    kinds += [flight_kind(workload, skill) for skill in _flight_skills(scenario)]
    return Problem(
        scenario=scenario,
        valuation=Valuation(scenario),
        people=people,
        workload=workload,
        candidates=candidates,
        cells=_cells(scenario, people=people),
        labour=make_labour(scenario, workload, kinds),
    )


def _periods(scenario: Scenario, campaign: Campaign) -> tuple[int, ...]:
    """Launch periods; the due one stands in where the window has none left, and the campaign then cannot run."""
    return launch_periods(scenario, campaign) or (scenario.horizon.period_of(campaign.due),)


def _candidate(
    scenario: Scenario,
    campaign: Campaign,
    index: int,
    targets: tuple[int, ...],
    preparation: Preparation,
    *,
    late: bool,
) -> Candidate:
    earliest = preparation.earliest_launch
    launches = []
    for period, target in zip(_periods(scenario, campaign), targets, strict=True):
        late_minutes = max(0, earliest - target) if late and earliest is not None else 0
        days = late_minutes / MINUTES_PER_DAY
        kept = math.exp(-campaign.lateness.decay_per_day * days)
        lost = campaign.lateness.loss_per_day / MINOR_PER_UNIT * days
        launches.append(Launch(period, target, late_minutes, kept, lost))
    possible = bool(launch_periods(scenario, campaign)) and not (late and earliest is None)
    return Candidate(index, campaign, tuple(launches), preparation, possible)


def _cells(scenario: Scenario, *, people: bool) -> tuple[Cell, ...]:
    channels = {channel.id: channel for channel in scenario.channels}
    cells: list[Cell] = []
    for index, campaign in enumerate(scenario.campaigns):
        for place, terms in enumerate(campaign.channels):
            cells.append(
                _cell(len(cells), index, place, channels[terms.channel], terms, scenario, people=people)
            )
    return tuple(cells)


def _cell(
    index: int,
    candidate: int,
    place: int,
    channel: Channel,
    terms: CampaignChannel,
    scenario: Scenario,
    *,
    people: bool,
) -> Cell:
    least = terms.spend_min if terms.lock is None else terms.lock
    most = terms.spend_max if terms.lock is None else terms.lock
    ceiling = math.inf if most is None else most / MINOR_PER_UNIT
    takes_hours = any(item.hours > 0 for item in channel.hours_per_active_period)
    costs_hours = takes_hours and (people or scenario.objective.staff_cost)
    counted = channel.minimum_if_active > 0 or costs_hours or _counts_use(scenario, candidate, channel)
    return Cell(
        index=index,
        candidate=candidate,
        place=place,
        channel=channel,
        terms=terms,
        floor=least / MINOR_PER_UNIT,
        ceiling=ceiling,
        minimum=channel.minimum_if_active / MINOR_PER_UNIT,
        counted=counted,
        switched=counted and least == 0 and ceiling > 0,
    )


def _counts_use(scenario: Scenario, candidate: int, channel: Channel) -> bool:
    """Whether a rule asks whether the cell is used at all."""
    campaign, rules = scenario.campaigns[candidate].id, scenario.rules
    counted = (rule for rule in rules.exclusive if rule.count != "campaigns" or rule.channels)
    return any(rule.covers(campaign, channel.id) for rule in (*counted, *rules.required))


def _flight_skills(scenario: Scenario) -> list[str]:
    items: list[SkillHours] = []
    for channel in scenario.channels:
        items += [*channel.hours_per_active_period, *channel.hours_per_10k]
    return list(dict.fromkeys(item.skill for item in items if item.hours > 0))
