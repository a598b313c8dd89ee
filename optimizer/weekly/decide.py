"""From a first plan with even spend to the best spend by period for its campaigns and launches."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.allocation.problem import Problem, make_problem
from optimizer.flighting import FlightAnswer, FlightProblem, plan_flights
from optimizer.flighting.money import total_value
from optimizer.flighting.problem import Floats
from optimizer.verify.buying import rule_violations
from optimizer.verify.choices import choice_violations
from optimizer.verify.flights import flight_violations
from optimizer.verify.hours import hour_violations
from optimizer.verify.money import money_violations
from optimizer.weekly.bindings import binding_limits
from optimizer.weekly.cells import DecidedCell, decided_cells, lines_of
from optimizer.weekly.cents import Cents, in_cents
from optimizer.weekly.even import even_scenario
from optimizer.weekly.limits import Asked, Spend, asked_of
from optimizer.weekly.start import feasible_start
from optimizer.weekly.tidy import tidied
from optimizer.weekly.worth import net_value
from scenarios.document.scenario import Scenario
from scenarios.extrapolation import extrapolation_notes
from scenarios.i18n import Message
from scenarios.money import MINOR_PER_UNIT
from scenarios.plan import Allocation, Proof, SpendLine, StaffLine, Status
from scenarios.progress import Cancelled, never
from scenarios.valuation import Valuation

GAP = 1e-3
"""Relative gap at which the search for spend by period ends."""
MOST_TRIES, TRY_SHARE, LEAST_SECONDS = 3, 0.5, 1.0
"""Searches until the hours fit, the last with those of all skills limited; shares of the time left, and the least."""


@dataclass(frozen=True, slots=True, eq=False)
class _Case:
    """What is decided, and what the first plan was."""

    scenario: Scenario
    problem: Problem
    first: Allocation
    cells: tuple[DecidedCell, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Try:
    """A search under some limits: its answer, the sound plans in whole minor units that came of it, and the skills that
    others were ``short`` of.
    """

    asked: tuple[Asked, ...]
    flights: FlightProblem
    answer: FlightAnswer
    plans: tuple[Allocation, ...]
    short: frozenset[str]


def decided_by_period(
    scenario: Scenario, first: Allocation, seconds: float, *, cancelled: Cancelled = never
) -> Allocation:
    """The first plan with the spend by period of its optimised channels decided, never worse than it was.

    Hours are left out of the limits at first. Where what comes out takes more than the team can give, spend is decided
    again with the hours of the skills concerned within those of the first plan.

    Args:
        scenario: the document.
        first: an answer for `even_scenario`.
        seconds: wall-clock limit of the search.
        cancelled: asked between steps.

    Returns:
        A plan without a bound on its value, because the choice of campaigns was made for even spend; a note has the
        bound for this choice. Without a plan that keeps every bound on single periods, the status is ``UNKNOWN``.
    """
    if first.proof.status not in {Status.OPTIMAL, Status.FEASIBLE}:
        return first
    problem = make_problem(even_scenario(scenario), people=scenario.objective.strategy == "money_and_people")
    case = _Case(scenario, problem, first, decided_cells(scenario, problem, first))
    if not case.cells:
        return _restated(scenario, first, first, net_value(scenario, problem, first), ())
    return _best(case, _tries(case, seconds, cancelled))


def _tries(case: _Case, seconds: float, cancelled: Cancelled) -> list[_Try]:
    """Searches with the hours of more and more skills limited, until the team can give what comes out."""
    deadline = time.monotonic() + seconds
    limited: frozenset[str] = frozenset()
    tries: list[_Try] = []
    for number in range(MOST_TRIES):
        left = max(deadline - time.monotonic(), LEAST_SECONDS)
        last = number == MOST_TRIES - 1
        tries.append(_tried(case, left if last else TRY_SHARE * left, cancelled, limited))
        short = tries[-1].short - limited
        if not short:
            break
        limited |= _skills(case.cells) if number == MOST_TRIES - 2 else short
    return tries


def _skills(cells: Sequence[DecidedCell]) -> frozenset[str]:
    """Skills whose hours depend on spend."""
    return frozenset(item.skill for cell in cells for item in cell.channel.hours_per_10k)


def _tried(case: _Case, seconds: float, cancelled: Cancelled, limited: frozenset[str]) -> _Try:
    lines = lines_of(case.scenario, case.cells)
    spend = Spend(case.scenario, case.first, case.cells, len(lines[0].weights))
    asked = asked_of(spend, limited)
    flights = FlightProblem(lines, tuple(one.limit for one in asked))
    start = feasible_start(flights, case.cells)
    answer = plan_flights(flights, seconds=seconds, gap=GAP, start=start, cancelled=cancelled)
    found = [tidied(flights, answer.spend)] if answer.status != "unknown" else []
    amounts = [in_cents(flights, money) for money in (*found, *([] if start is None else [start]))]
    placed = [_placed(case, one) for one in amounts if one is not None]
    sound = tuple(one for one in placed if not _violations(case.scenario, one))
    short = frozenset(skill for one in placed for skill in _short_skills(case.scenario, one))
    return _Try(asked, flights, answer, sound, short)


def _best(case: _Case, tries: Sequence[_Try]) -> Allocation:
    """The most valuable sound plan, the first one included. The bound of the first try leaves out the most limits."""
    plans = [plan for one in tries for plan in one.plans]
    first_holds = not _violations(case.scenario, case.first)
    plans = [case.first, *plans] if first_holds else plans
    if not plans:
        note = Message("flighting.note.none")
        return Allocation(proof=Proof(status=Status.UNKNOWN), notes=(note,))
    values = [net_value(case.scenario, case.problem, one) for one in plans]
    best = max(range(len(plans)), key=values.__getitem__)
    money = _money(case, plans[best], tries[0].flights.periods)
    short = max(0.0, tries[0].answer.bound - total_value(tries[0].flights, money)) * MINOR_PER_UNIT
    bindings = binding_limits(case.scenario, tries[-1].asked, tries[-1].answer, money)
    chosen = plans[best].model_copy(update={"bindings": bindings})
    note = _note(values[best], short, values[best] - values[0] if first_holds else None)
    return _restated(case.scenario, case.first, chosen, values[best], (note,))


def _restated(
    scenario: Scenario, first: Allocation, plan: Allocation, value: int, notes: tuple[Message, ...]
) -> Allocation:
    """The plan with its value in the document itself, and with remarks that hold for it."""
    kept = tuple(note for note in first.notes if note.key != "curves.note.extrapolation")
    return plan.model_copy(
        update={
            "proof": Proof(status=Status.FEASIBLE, value=value),
            "notes": (*notes, *kept, *extrapolation_notes(scenario, plan)),
        }
    )


def _note(value: int, short: float, gained: int | None) -> Message:
    """What deciding by period gained, and how far it can be from the best for the same campaigns and launches."""
    total = max(abs(value), 1)
    values: dict[str, str] = {"gap": f"{short / total:.2%}"}
    if gained is None:
        return Message("flighting.note.first", values)
    return Message("flighting.note.bound", {**values, "gain": f"{gained / total:.2%}"})


def _money(case: _Case, plan: Allocation, periods: int) -> Floats:
    """A plan's spend on the decided cells, currency units (C, T)."""
    places = {cell.key: index for index, cell in enumerate(case.cells)}
    money = np.zeros((len(places), periods))
    for line in plan.spend:
        place = places.get((line.campaign, line.channel))
        if place is not None:
            money[place, line.period] = line.amount / MINOR_PER_UNIT
    return money


def _placed(case: _Case, amounts: Cents) -> Allocation:
    """The first plan with other amounts by period, and the hours that go with them."""
    decided = {cell.key for cell in case.cells}
    lines = [line for line in case.first.spend if (line.campaign, line.channel) not in decided]
    for cell, row in zip(case.cells, amounts.tolist(), strict=True):
        campaign, channel = cell.key
        lines += [
            SpendLine(campaign=campaign, channel=channel, period=period, amount=amount)
            for period, amount in enumerate(row)
            if amount
        ]
    plan = Allocation(proof=case.first.proof, campaigns=case.first.campaigns, spend=tuple(lines))
    return plan.model_copy(update={"staff": _staff(case, plan)})


def _staff(case: _Case, plan: Allocation) -> tuple[StaffLine, ...]:
    """The first plan's hours less those of its flights, plus those of the new ones."""
    valuation = Valuation(case.scenario)
    minutes = {(line.campaign, line.skill, line.period): line.minutes for line in case.first.staff}
    for campaign in case.first.running:
        for sign, one in ((-1, case.first), (1, plan)):
            for duty in valuation.duties(campaign, one):
                key = (campaign, duty.skill, duty.period)
                minutes[key] = minutes.get(key, 0) + sign * duty.minutes
    return tuple(
        StaffLine(campaign=campaign, skill=skill, period=period, minutes=amount)
        for (campaign, skill, period), amount in sorted(minutes.items())
        if amount
    )


def _short_skills(scenario: Scenario, plan: Allocation) -> frozenset[str]:
    """Skills of which a plan takes more hours than the team can give."""
    return frozenset(one.subject[0] for one in hour_violations(scenario, plan) if one.code == "hours_above")


def _violations(scenario: Scenario, plan: Allocation) -> bool:
    """Whether the check without the solver finds anything."""
    checks = (choice_violations, flight_violations, money_violations, rule_violations, hour_violations)
    return any(check(scenario, plan) for check in checks)
