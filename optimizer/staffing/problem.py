"""The staffing problem of a scenario: the allocation's problem with further crews, and the choices that fill them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.allocation.labour import Crew, Labour, make_labour
from optimizer.allocation.problem import Problem, make_problem
from optimizer.staffing.choices import HOME, Choice, ChoiceMaker
from optimizer.staffing.offers import Offer, make_offers
from optimizer.staffing.prototypes import make_prototypes, with_prototypes
from scenarios.document import Scenario
from scenarios.money import MINOR_PER_UNIT
from scenarios.network import Worker


@dataclass(frozen=True, eq=False)
class StaffedProblem(Problem):
    """The allocation's problem with crews that nobody is in yet.

    ``there`` are the indices of the people who are there already: the mean cost of an hour is theirs.
    """

    there: frozenset[int] = frozenset()

    @cached_property
    def hourly_cost(self) -> dict[str, float]:
        """Mean cost of an hour of those who are there and have a skill; 0 unless staff is a cost of the plan."""
        if not self.scenario.objective.staff_cost:
            return {}
        costs: defaultdict[str, list[int]] = defaultdict(list)
        for worker in self.workload.people:
            if worker.index in self.there:
                for skill in worker.speed:
                    costs[skill].append(worker.cost_per_hour)
        return {skill: sum(some) / len(some) / MINOR_PER_UNIT for skill, some in costs.items()}


@dataclass(frozen=True, eq=False)
class Staffing:
    """Money, campaigns and team in one problem.

    ``base`` (by crew, (P,)) are hours that are there whatever is chosen; ``choices`` add to them. ``crew_of`` has the
    crew of each choice's hours, by (offer, name of the crew within the offer).
    """

    scenario: Scenario
    problem: StaffedProblem
    offers: tuple[Offer, ...]
    choices: tuple[Choice, ...]
    base: tuple[np.ndarray, ...]
    crew_of: Mapping[tuple[int, str], int]

    def hours(self, choice: Choice) -> dict[tuple[int, int], float]:
        """Plannable hours that a unit of a choice adds, by crew and period; only those that any work can use."""
        found: defaultdict[tuple[int, int], float] = defaultdict(float)
        for (name, period), amount in choice.hours.items():
            crew = self.crew_of.get((choice.offer, name))
            if crew is not None:
                found[crew, period] += amount
        return dict(found)

    @cached_property
    def by_offer(self) -> tuple[tuple[int, ...], ...]:
        """Indices of the choices of each offer."""
        found: list[list[int]] = [[] for _ in self.offers]
        for index, choice in enumerate(self.choices):
            found[choice.offer].append(index)
        return tuple(map(tuple, found))


def make_staffing(scenario: Scenario) -> Staffing:
    """Compile a checked scenario with everything that it offers about the team."""
    offers = make_offers(scenario)
    prototypes = make_prototypes(scenario, offers)
    extended = with_prototypes(scenario, offers, prototypes)
    bare = make_problem(extended, people=True)
    workers = {worker.id: worker for worker in bare.workload.people}
    new = {person.id for prototype in prototypes for person in prototype.people}
    there = [worker for worker in bare.workload.people if worker.id not in new]
    crews = list(_crews(bare, there))
    crew_of = _homes(offers, crews, workers)
    maker = ChoiceMaker(scenario)
    choices = tuple(one for index, offer in enumerate(offers) for one in maker.choices(index, offer))
    base = [crew.hours for crew in crews]
    for prototype in prototypes:
        found = _crews(bare, [workers[person.id] for person in prototype.people])
        for crew in found:
            crew_of[prototype.offer, prototype.crew] = len(crews)
            crews.append(_at_most(crew, prototype.offer, prototype.crew, choices, scenario.horizon.periods))
            base.append(np.zeros(scenario.horizon.periods))
    labour = Labour(bare.labour.kinds, tuple(crews))
    problem = StaffedProblem(
        **{name: getattr(bare, name) for name in Problem.__dataclass_fields__ if name != "labour"},
        labour=labour,
        there=frozenset(worker.index for worker in there),
    )
    return Staffing(scenario, problem, offers, choices, tuple(base), crew_of)


def _crews(problem: Problem, people: list[Worker]) -> tuple[Crew, ...]:
    some = replace(problem.workload, people=tuple(people))
    return make_labour(problem.scenario, some, problem.labour.kinds).crews


def _homes(
    offers: tuple[Offer, ...], crews: list[Crew], workers: Mapping[str, Worker]
) -> dict[tuple[int, str], int]:
    """The crew in which each offer's group works today; none where nothing asks for what they can do."""
    crew_of = {person: number for number, crew in enumerate(crews) for person in crew.people}
    found = {}
    for index, offer in enumerate(offers):
        if offer.group is not None:
            home = crew_of.get(workers[offer.group.first.id].index)
            if home is not None:
                found[index, HOME] = home
    return found


def _at_most(crew: Crew, offer: int, name: str, choices: tuple[Choice, ...], periods: int) -> Crew:
    """The crew with the most hours that the choices can ever give it."""
    most = np.zeros(periods)
    for choice in choices:
        if choice.offer == offer:
            for (one, period), hours in choice.hours.items():
                if one == name and hours > 0:
                    most[period] += choice.most * hours
    return replace(crew, hours=most)
