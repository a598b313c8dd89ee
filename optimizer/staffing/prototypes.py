"""The scenario with somebody of every kind that the offers could bring, so that one compiler says who can do what.

Prototypes tell who qualifies for which work and how fast they are; how many hours there are of them is decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from optimizer.staffing.offers import Offer, begins
from optimizer.staffing.stints import evenings, freelancer, hired, rotated, trained, working_late
from scenarios.document import (
    Freelance,
    Hiring,
    Organisation,
    Overtime,
    Person,
    PersonCalendar,
    Rotation,
    Scenario,
    Training,
)


@dataclass(frozen=True, slots=True)
class Prototype:
    """A kind of person that an offer could bring: ``people`` are copies of one another.

    ``crew`` tells an offer's kinds apart: the place on a learning curve; else it is empty.
    """

    offer: int
    crew: str
    people: tuple[Person, ...]


def make_prototypes(scenario: Scenario, offers: tuple[Offer, ...]) -> tuple[Prototype, ...]:
    """Prototypes of all offers that can begin within the horizon."""
    together = max((stage.people for workflow in scenario.workflows for stage in workflow.stages), default=1)
    return tuple(
        Prototype(index, crew, _copies(person, _count(offer, together)))
        for index, offer in enumerate(offers)
        for crew, person in _kinds(scenario, index, offer)
    )


def with_prototypes(
    scenario: Scenario, offers: tuple[Offer, ...], prototypes: tuple[Prototype, ...]
) -> Scenario:
    """The scenario with the prototypes among its people."""
    people = tuple(person for prototype in prototypes for person in prototype.people)
    return with_people(scenario, (*scenario.organisation.people, *people), late_calendars(scenario, offers))


def with_people(
    scenario: Scenario, people: tuple[Person, ...], calendars: tuple[PersonCalendar, ...]
) -> Scenario:
    """The scenario with these named people (teams stay), and calendars besides its own."""
    organisation = scenario.organisation
    known = {one.id for one in organisation.calendars}
    more = tuple({one.id: one for one in calendars if one.id not in known}.values())
    changed: Organisation = organisation.model_copy(
        update={"people": people, "calendars": (*organisation.calendars, *more)}
    )
    return scenario.model_copy(update={"organisation": changed})


def late_calendars(scenario: Scenario, offers: tuple[Offer, ...]) -> tuple[PersonCalendar, ...]:
    """Calendars of the evenings of all who may work overtime."""
    return tuple(
        evenings(scenario, offer.group.first, offer.option)
        for offer in offers
        if offer.group is not None and isinstance(offer.option, Overtime)
    )


def _kinds(scenario: Scenario, index: int, offer: Offer) -> Iterator[tuple[str, Person]]:
    starts = (begins(scenario, offer, period) for period in range(scenario.horizon.periods))
    start = next((day for day in starts if day is not None), None)
    if start is None:
        return
    option, name = offer.option, f"_{offer.kind}.{index}"
    if isinstance(option, Hiring):
        yield "", hired(scenario, option, start, name)
    elif isinstance(option, Freelance):
        yield "", freelancer(option, start, None, (), name)
    elif offer.group is not None:
        person = offer.group.first
        if isinstance(option, Overtime):
            calendar = evenings(scenario, person, option).id
            yield "", working_late(person, option, calendar, ()).model_copy(update={"id": name})
        elif isinstance(option, Training):
            for place, stint in enumerate(trained(person, option, start, [])[1:]):
                yield str(place), _open_ended(stint, person, f"{name}-{place}")
        elif isinstance(option, Rotation):
            yield "", _open_ended(rotated(person, option, start)[1], person, name)


def _open_ended(stint: Person, person: Person, name: str) -> Person:
    return stint.model_copy(update={"id": name, "departs": person.departs})


def _count(offer: Offer, together: int) -> int:
    option = offer.option
    if isinstance(option, Hiring | Training | Rotation):
        return min(option.most, together)
    return together if isinstance(option, Freelance) else 1


def _copies(person: Person, count: int) -> tuple[Person, ...]:
    return tuple(person.model_copy(update={"id": f"{person.id}.{number}"}) for number in range(count))
