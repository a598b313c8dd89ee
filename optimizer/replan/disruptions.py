"""What befalls a plan: somebody is away or leaves, an urgent campaign comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from scenarios.checks import check
from scenarios.document.base import DateSpan
from scenarios.document.campaigns import Campaign
from scenarios.document.organisation import Organisation, Person
from scenarios.document.scenario import Scenario
from scenarios.errors import DocumentError, UserError
from scenarios.i18n import Message
from scenarios.plan import Allocation, CampaignDecision, Proof, SpendLine, Status
from scenarios.suggestions import listing
from scenarios.valuation import Valuation, launch_target


@dataclass(frozen=True, slots=True)
class Absence:
    """Somebody is away on whole days, both included."""

    person: str
    first: dt.date
    last: dt.date


@dataclass(frozen=True, slots=True)
class Departure:
    """Somebody's last day."""

    person: str
    last: dt.date


@dataclass(frozen=True, slots=True)
class Urgent:
    """A campaign that was not planned, with its own date, work and worth."""

    campaign: Campaign


Disruption: TypeAlias = Absence | Departure | Urgent


def disrupted(scenario: Scenario, disruptions: Sequence[Disruption], status_date: dt.date) -> Scenario:
    """The document on ``status_date``, with the absences, departures and campaigns that came.

    Raises:
        UserError: nobody is called so.
        DocumentError: the document has faults with them that it had not before.
    """
    organisation = _spelled_out(scenario.organisation, disruptions)
    for one in disruptions:
        if not isinstance(one, Urgent):
            organisation = _without(organisation, one)
    campaigns = (*scenario.campaigns, *(one.campaign for one in disruptions if isinstance(one, Urgent)))
    changed = scenario.model_copy(
        update={"organisation": organisation, "campaigns": campaigns, "status_date": status_date}
    )
    before = {problem.code for problem in check(scenario)}
    errors = [one for one in check(changed) if one.severity == "error" and one.code not in before]
    if errors:
        raise DocumentError(errors)
    return changed


def extended(scenario: Scenario, allocation: Allocation) -> Allocation:
    """The split with every campaign of the document that it does not know yet: it runs when due, with locked spend."""
    known = {decision.campaign for decision in allocation.campaigns}
    added = [campaign for campaign in scenario.campaigns if campaign.id not in known]
    if not added:
        return allocation
    return Allocation(
        proof=Proof(status=Status.AS_GIVEN),
        campaigns=(*allocation.campaigns, *(_decision(scenario, one) for one in added)),
        spend=(*allocation.spend, *(line for one in added for line in _spend(scenario, one))),
        staff=allocation.staff,
        notes=allocation.notes,
    )


def _decision(scenario: Scenario, campaign: Campaign) -> CampaignDecision:
    period = scenario.horizon.period_of(campaign.due)
    target = launch_target(scenario, campaign, period)
    return CampaignDecision(campaign=campaign.id, runs=True, launch_period=period, target=target)


def _spend(scenario: Scenario, campaign: Campaign) -> Iterable[SpendLine]:
    valuation = Valuation(scenario)
    launch = scenario.horizon.period_of(campaign.due)
    for cell in campaign.channels:
        amount = cell.spend_min if cell.lock is None else cell.lock
        for period, part in valuation.period_spend(campaign.id, cell.channel, launch, amount).items():
            yield SpendLine(campaign=campaign.id, channel=cell.channel, period=period, amount=part)


def _spelled_out(organisation: Organisation, disruptions: Iterable[Disruption]) -> Organisation:
    """The organisation with the members of every team of which somebody is away as people of their own."""
    people = {one.person for one in disruptions if not isinstance(one, Urgent)}
    split = [team for team in organisation.teams if people & {member.id for member in team.members()}]
    if not split:
        return organisation
    members = [member for team in split for member in team.members()]
    rest = tuple(team for team in organisation.teams if team not in split)
    return organisation.model_copy(update={"people": (*organisation.people, *members), "teams": rest})


def _without(organisation: Organisation, one: Absence | Departure) -> Organisation:
    names = [person.id for person in organisation.people]
    if one.person not in names:
        known = [person.id for person in organisation.everyone()]
        values = {"person": one.person, "people": listing(known)}
        raise UserError(Message("replan.error.nobody", values))
    people = tuple(
        _away(person, one) if person.id == one.person else person for person in organisation.people
    )
    return organisation.model_copy(update={"people": people})


def _away(person: Person, one: Absence | Departure) -> Person:
    if isinstance(one, Departure):
        last = min(one.last, person.departs or one.last)
        return person.model_copy(update={"departs": last})
    return person.model_copy(update={"leave": (*person.leave, DateSpan(first=one.first, last=one.last))})
