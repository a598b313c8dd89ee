"""Which limits bind the spend by period, and what one more unit of each is worth."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.allocation.bindings import MONEY_UNIT, MONEY_UNIT_NAME
from optimizer.flighting import FlightAnswer
from optimizer.flighting.money import usage
from optimizer.flighting.problem import Floats
from optimizer.weekly.limits import Asked
from scenarios.display import currency_names
from scenarios.document.scenario import Scenario
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Binding

NEGLIGIBLE = 1e-9
"""Worth of a unit of money below which a limit does not bind."""
CLOSE = 1e-3
"""Relative room that a binding limit may leave."""


def binding_limits(
    scenario: Scenario, asked: Sequence[Asked], answer: FlightAnswer, money: Floats
) -> tuple[Binding, ...]:
    """The named limits on money that have a price and that the decided money (C, T) comes close to.

    Their worth is that of 10,000 more currency units.
    """
    values = {"amount": MONEY_UNIT_NAME, "currency": currency_names(scenario.currency)}
    unit = Message("allocation.unit.money", values)
    found = []
    for one in asked:
        requirement, worth = one.requirement, answer.limit_prices[one.limit.name]
        if requirement is None or requirement.limit is None or abs(worth) <= NEGLIGIBLE:
            continue
        bound = one.limit.most if worth > 0 else one.limit.least
        room = bound - usage(one.limit, money)
        if abs(room) <= CLOSE * abs(requirement.limit) + 1:
            limit = requirement.limit * MINOR_PER_UNIT
            found.append(
                Binding(
                    kind=requirement.kind,
                    name=requirement.name,
                    subject=requirement.subject,
                    level=limit - room * MINOR_PER_UNIT,
                    limit=limit,
                    worth=worth * MONEY_UNIT * MINOR_PER_UNIT,
                    unit=unit,
                )
            )
    return tuple(found)
