"""What was decided about the team, in the document's terms, and the scenario with the people that this makes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.staffing.choices import Choice
from optimizer.staffing.offers import Kind, Offer
from optimizer.staffing.problem import Staffing
from optimizer.staffing.prototypes import with_people
from optimizer.staffing.stints import (
    evenings,
    freelancer,
    hired,
    present,
    rotated,
    trained,
    training_days,
    working_late,
)
from scenarios.document import (
    Budget,
    DateSpan,
    FixedCost,
    Freelance,
    Hiring,
    Label,
    Overtime,
    Person,
    PersonCalendar,
    Rotation,
    Scenario,
    Training,
)
from scenarios.document.durations import MINUTES_PER_HOUR
from scenarios.document.staffing import Staffing as Options
from scenarios.money import MINOR_PER_UNIT
from scenarios.worktime import WorkTime

COST = "staffing"
"""Identifier of the fixed cost that a changed team is."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do about the team: so many people, or so many hours, from a day on; ``cost`` in minor units."""

    kind: Kind
    option: str
    name: Label
    period: int
    begins: dt.date
    amount: float
    cost: int
    people: tuple[str, ...] = ()
    """Who is trained or moves, or whose overtime it is."""


def steps(staffing: Staffing, units: Sequence[float]) -> tuple[Step, ...]:
    """What units of the choices mean, by kind, option and period."""
    chosen = _chosen_people(staffing, units)
    return tuple(
        Step(
            kind=staffing.offers[choice.offer].kind,
            option=staffing.offers[choice.offer].option.id,
            name=staffing.offers[choice.offer].option.name,
            period=choice.period,
            begins=choice.begins,
            amount=amount,
            cost=round(choice.cost * amount * MINOR_PER_UNIT),
            people=tuple(person.id for person in chosen.get(index, ())),
        )
        for index, (choice, amount) in enumerate(zip(staffing.choices, units, strict=True))
        if amount > 0
    )


def staffed_scenario(staffing: Staffing, units: Sequence[float]) -> Scenario:
    """The scenario with the team that units of the choices make, and with its cost among the fixed costs.

    Nothing more is offered in it. What is bought has no cost per hour there, because all of it is a fixed cost. Unless
    people are paid out of the budget for campaigns, the budget grows by what they cost, so that campaigns may cost what
    they might before.
    """
    maker = _People(staffing, units)
    scenario = with_people(staffing.scenario, maker.people(), maker.calendars())
    teams = tuple(team for team in scenario.organisation.teams if team.id not in maker.dissolved)
    organisation = scenario.organisation.model_copy(update={"teams": teams})
    cost = sum(step.cost for step in steps(staffing, units))
    return scenario.model_copy(
        update={"organisation": organisation, "budget": _budget(scenario, cost), "staffing": Options()}
    )


def _budget(scenario: Scenario, cost: int) -> Budget:
    budget = scenario.budget
    if cost == 0:
        return budget
    label = Label(en="Changes of the team", zh="团队调整")
    used = {one.id for one in budget.fixed_costs}
    name = next(one for one in (COST, *(f"{COST}-{n}" for n in range(2, 999))) if one not in used)
    item = FixedCost(id=name, name=label, category="people", amount=cost / MINOR_PER_UNIT)
    more = 0 if scenario.staffing.shared_budget else cost
    return budget.model_copy(
        update={"fixed_costs": (*budget.fixed_costs, item), "total": budget.total + more}
    )


def _chosen_people(staffing: Staffing, units: Iterable[float]) -> dict[int, tuple[Person, ...]]:
    """Who is meant by each choice about people who are there: the first of the group who are not taken yet."""
    taken: set[str] = set()
    found = {}
    for index, (choice, amount) in enumerate(zip(staffing.choices, units, strict=True)):
        offer = staffing.offers[choice.offer]
        if offer.group is None or amount <= 0:
            continue
        if offer.moves:
            free = [person for person in offer.group.people if person.id not in taken]
            found[index] = tuple(free[: round(amount)])
            taken.update(person.id for person in found[index])
        else:
            found[index] = offer.group.people
    return found


class _People:
    """The people of a scenario under the choices taken."""

    def __init__(self, staffing: Staffing, units: Sequence[float]) -> None:
        self._staffing, self._scenario = staffing, staffing.scenario
        self._worktime = WorkTime(self._scenario)
        self._taken = [
            (index, choice, amount)
            for index, (choice, amount) in enumerate(zip(staffing.choices, units, strict=True))
            if amount > 0
        ]
        self._chosen = _chosen_people(staffing, units)
        moved = {
            person.id
            for index, choice, _ in self._taken
            if staffing.offers[choice.offer].moves
            for person in self._chosen[index]
        }
        self.dissolved = {
            team.id
            for team in self._scenario.organisation.teams
            if any(member.id in moved for member in team.members())
        }

    def people(self) -> tuple[Person, ...]:
        """Named people, members of teams that lose somebody, and everyone who is new."""
        organisation = self._scenario.organisation
        named = [
            *organisation.people,
            *(one for team in organisation.teams if team.id in self.dissolved for one in team.members()),
        ]
        stints = self._moved()
        changed = [stint for person in named for stint in stints.get(person.id, [person])]
        return tuple(
            _with_names_of_their_own([*changed, *self._hired(), *self._freelancers(), *self._late()])
        )

    def calendars(self) -> tuple[PersonCalendar, ...]:
        """The evenings of those who work overtime."""
        offers = [self._staffing.offers[choice.offer] for _, choice, _ in self._taken]
        return tuple(
            evenings(self._scenario, offer.group.first, offer.option)
            for offer in offers
            if offer.group is not None and isinstance(offer.option, Overtime)
        )

    def _moved(self) -> dict[str, list[Person]]:
        found = {}
        for index, choice, _ in self._taken:
            option = self._staffing.offers[choice.offer].option
            for person in self._chosen.get(index, ()):
                if isinstance(option, Training):
                    timeline = self._worktime.of(person.calendar, person.leave, person.joins, person.departs)
                    away = training_days(timeline, self._scenario, option, choice.begins)
                    found[person.id] = present(self._scenario, trained(person, option, choice.begins, away))
                elif isinstance(option, Rotation):
                    found[person.id] = present(self._scenario, rotated(person, option, choice.begins))
        return found

    def _hired(self) -> list[Person]:
        return [
            hired(self._scenario, option, choice.begins, f"{option.id}-{choice.period + 1}-{number}")
            for _, choice, amount in self._taken
            for option in (self._staffing.offers[choice.offer].option,)
            if isinstance(option, Hiring)
            for number in range(1, round(amount) + 1)
        ]

    def _freelancers(self) -> list[Person]:
        found: list[Person] = []
        for offer in self._offers(Freelance):
            option = offer.option
            if isinstance(option, Freelance):
                heads = {choice.period: self._heads(choice, amount) for choice, amount in self._of(offer)}
                for number in range(1, max(heads.values()) + 1):
                    periods = {period for period, count in heads.items() if count >= number}
                    first, last, away = self._days(offer, periods)
                    found.append(freelancer(option, first, last, away, f"{option.id}-{number}"))
        return found

    def _late(self) -> list[Person]:
        found = []
        for offer in self._offers(Overtime):
            option, group = offer.option, offer.group
            if isinstance(option, Overtime) and group is not None:
                calendar = evenings(self._scenario, group.first, option).id
                first, last, away = self._days(offer, {choice.period for choice, _ in self._of(offer)})
                for person in group.people:
                    late = working_late(person, option, calendar, away)
                    joins = max(first, person.joins or first)
                    departs = min(last, person.departs or last)
                    update = {
                        "joins": joins,
                        "departs": departs,
                        "cost_per_hour": 0,
                    }
                    if joins <= departs:
                        found.append(late.model_copy(update=update))
        return found

    def _offers(self, kind: type) -> list[Offer]:
        numbers = dict.fromkeys(choice.offer for _, choice, _ in self._taken)
        return [
            self._staffing.offers[one]
            for one in numbers
            if isinstance(self._staffing.offers[one].option, kind)
        ]

    def _of(self, offer: Offer) -> list[tuple[Choice, float]]:
        return [
            (choice, amount)
            for _, choice, amount in self._taken
            if self._staffing.offers[choice.offer] is offer
        ]

    def _heads(self, choice: Choice, hours: float) -> int:
        """Freelancers who together have at least so many plannable hours in a period."""
        horizon = self._scenario.horizon
        start, end = choice.begins, horizon.period_start(choice.period + 1)
        minutes = self._worktime.shared.between(horizon.minute(start), horizon.minute(end))
        limit = self._scenario.settings.planning.load_limit
        return math.ceil(hours * MINUTES_PER_HOUR / max(minutes * limit, 1) - 1e-9)

    def _days(self, offer: Offer, periods: set[int]) -> tuple[dt.date, dt.date, tuple[DateSpan, ...]]:
        """First and last day of some periods, and the spans between them in which nobody is there."""
        horizon = self._scenario.horizon
        first = min(choice.begins for choice, _ in self._of(offer) if choice.period in periods)
        last = horizon.period_start(max(periods) + 1) - dt.timedelta(days=1)
        away = tuple(
            DateSpan(
                first=max(first, horizon.period_start(period)),
                last=horizon.period_start(period + 1) - dt.timedelta(days=1),
            )
            for period in range(min(periods), max(periods) + 1)
            if period not in periods
        )
        return first, last, away


def _with_names_of_their_own(people: list[Person]) -> list[Person]:
    """The people with a number added to identifiers that another one has already."""
    seen: set[str] = set()
    found = []
    for person in people:
        name, number = person.id, 2
        while name in seen:
            name, number = f"{person.id}-{number}", number + 1
        seen.add(name)
        found.append(person if name == person.id else person.model_copy(update={"id": name}))
    return found
