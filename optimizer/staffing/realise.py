"""What a team and a choice of campaigns come to on named people: money for the launches, then a schedule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from optimizer.allocation import allocate
from optimizer.schedule import Unschedulable, make_schedule
from optimizer.staffing.decision import staffed_scenario
from optimizer.staffing.model import cost_of
from optimizer.staffing.problem import Staffing
from scenarios.document import Campaign, Freelance, LaunchWindow, Overtime, Scenario
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.document.horizon import MINUTES_PER_DAY
from scenarios.money import MINOR_PER_UNIT
from scenarios.network import compile_workload
from scenarios.plan import Allocation, CampaignDecision, Proof, Schedule, Status
from scenarios.valuation import Valuation, launch_target

Launches = Mapping[str, int]
"""Launch period by campaign that runs."""


@dataclass(frozen=True, slots=True, eq=False)
class Realised:
    """Launches and team with the schedule that they have; ``value`` is net of the team, minor units.

    Hours of freelancers and overtime cost what is worked of them.
    """

    launches: Launches
    units: tuple[float, ...]
    value: int
    late: frozenset[str]
    allocation: Allocation = field(repr=False)
    schedule: Schedule = field(repr=False)
    scenario: Scenario = field(repr=False)


class Realiser:
    """Turns launches and teams into schedules, each asked for only once."""

    def __init__(self, staffing: Staffing, schedule_seconds: float) -> None:
        self.staffing = staffing
        solver = staffing.scenario.settings.solver
        self._settings = solver.model_copy(update={"schedule_seconds": schedule_seconds})
        self._money: dict[tuple[object, ...], Allocation | None] = {}
        self._known: dict[tuple[object, ...], Realised | None] = {}

    def realise(self, launches: Launches, units: tuple[float, ...]) -> Realised | None:
        """The schedule of these launches on this team; None where money or people do not allow it at all."""
        key = (tuple(sorted(launches.items())), units)
        if key not in self._known:
            self._known[key] = self._realise(launches, units)
        return self._known[key]

    def _realise(self, launches: Launches, units: tuple[float, ...]) -> Realised | None:
        shared = self.staffing.scenario.staffing.shared_budget
        people = round(cost_of(self.staffing, units) * MINOR_PER_UNIT) if shared else 0
        allocation = self.money(launches, people)
        if allocation is None:
            return None
        scenario = staffed_scenario(self.staffing, units)
        valuation = Valuation(scenario)
        workload = compile_workload(scenario, valuation.targets(allocation))
        try:
            schedule = make_schedule(scenario, workload, settings=self._settings)
        except Unschedulable:
            return None
        statement = valuation.statement(allocation, schedule.launches, schedule.people_minutes)
        bought = cost_of(self.staffing, units) - self._people_cost(units)
        value = statement.net_value + round(MINOR_PER_UNIT * (bought - self._worked_cost(schedule)))
        late = {
            campaign
            for campaign, launch in schedule.launches.items()
            if launch > (allocation.running[campaign].target or 0)
        }
        return Realised(dict(launches), units, value, frozenset(late), allocation, schedule, scenario)

    def money(self, launches: Launches, people: int = 0) -> Allocation | None:
        """The best spends for launches that are given, blind to hours; None where money does not allow them.

        ``people`` is what is paid out of the budget for the team, minor units.
        """
        key = (tuple(sorted(launches.items())), people)
        if key not in self._money:
            fixed = fixed_launches(self.staffing.scenario, launches)
            budget = fixed.budget.model_copy(update={"total": fixed.budget.total - people})
            if budget.available < 0:
                return None
            found = allocate(fixed.model_copy(update={"budget": budget}), settings=self._settings)
            answered = found.proof.status in {Status.OPTIMAL, Status.FEASIBLE}
            runs_all = set(found.running) == set(launches)
            self._money[key] = found if answered and runs_all else None
        return self._money[key]

    def _people_cost(self, units: tuple[float, ...]) -> float:
        """Cost of the choices that are decided in people, currency units."""
        offers = self.staffing.offers
        return sum(
            choice.cost * amount
            for choice, amount in zip(self.staffing.choices, units, strict=True)
            if offers[choice.offer].whole
        )

    def _worked_cost(self, schedule: Schedule) -> float:
        """Cost of freelance and overtime hours that the schedule uses, currency units."""
        total = 0.0
        for offer in self.staffing.offers:
            option = offer.option
            if isinstance(option, Freelance):
                minutes = sum(
                    amount
                    for person, amount in schedule.people_minutes.items()
                    if person.rpartition("-")[0] == option.id
                )
                total += minutes * option.cost_per_hour
            elif isinstance(option, Overtime) and offer.group is not None:
                names = {f"{person.id}.{option.id}" for person in offer.group.people}
                minutes = sum(schedule.people_minutes.get(name, 0) for name in names)
                total += minutes * offer.group.first.cost_per_hour * (1 + option.premium)
        return total / MINUTES_PER_HOUR / MINOR_PER_UNIT


def fixed_launches(scenario: Scenario, launches: Launches) -> Scenario:
    """The scenario in which exactly these campaigns run, launch as given, and people do not count."""
    campaigns = tuple(
        _fixed(scenario, campaign, launches.get(campaign.id)) for campaign in scenario.campaigns
    )
    objective = scenario.objective.model_copy(update={"strategy": "budget_only"})
    return scenario.model_copy(update={"campaigns": campaigns, "objective": objective})


def _fixed(scenario: Scenario, campaign: Campaign, period: int | None) -> Campaign:
    if period is None:
        return campaign.model_copy(update={"mandatory": False, "registered": False})
    target = launch_target(scenario, campaign, period)
    day = scenario.horizon.start + dt.timedelta(days=target // MINUTES_PER_DAY)
    return campaign.model_copy(update={"mandatory": True, "window": LaunchWindow(earliest=day, latest=day)})


def as_given(scenario: Scenario, launches: Launches) -> Allocation:
    """An allocation of launches without any spend."""
    return Allocation(
        proof=Proof(status=Status.AS_GIVEN),
        campaigns=tuple(
            CampaignDecision(
                campaign=campaign.id,
                runs=campaign.id in launches,
                launch_period=launches.get(campaign.id),
                target=launch_target(scenario, campaign, launches[campaign.id])
                if campaign.id in launches
                else None,
            )
            for campaign in scenario.campaigns
        ),
    )
