"""What the team can lose, how even its load is, and whom to train."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.inquiry.advice import Advice
from optimizer.inquiry.case import Case
from optimizer.inquiry.fairness import Evenness, Load
from optimizer.inquiry.proposals import Proposals
from optimizer.inquiry.resilience import MOST_LEAVERS, BusFactor
from optimizer.inquiry.wording import MINUTES_PER_HOUR, Words
from scenarios.i18n import Message
from scenarios.text.report import Cell, Heading, Report

FACTORS = (
    Heading("skill", "text"),
    Heading("holders", "count"),
    Heading("stops_after", "count"),
    Heading("breaks_after", "text"),
    Heading("breaks_without", "text"),
)
LOADS = (
    Heading("absent_person", "text"),
    Heading("planned_hours"),
    Heading("contract_hours"),
    Heading("utilisation", "share"),
)
EVENNESS = (
    Heading("skill", "text"),
    Heading("holders", "count"),
    Heading("utilisation", "share"),
    Heading("max_to_mean"),
    Heading("gini"),
)
ADVICE = (
    Heading("worth_change", "text"),
    Heading("stops_later", "count"),
    Heading("breaks_later", "count"),
    Heading("worth_money", "money"),
    Heading("worth_days"),
)


def team_reports(
    case: Case,
    factors: Iterable[BusFactor],
    found: Iterable[Load],
    even: Iterable[Evenness],
    advice: Iterable[Advice],
) -> tuple[Report, ...]:
    """Bus factor by skill, load by person, evenness by skill, trainings."""
    words = Words(case)
    return (_factors(factors, words), _loads(found, words), _evenness(even, words), _advice(advice, words))


def _factors(factors: Iterable[BusFactor], words: Words) -> Report:
    rows, notes = [], [Message("inquiry.team.factor.note")]
    for one in sorted(factors, key=lambda one: (one.bearable, len(one.stops))):
        leavers = one.breaks
        rows.append(
            (
                words.skill(one.skill),
                len(one.holders),
                len(one.stops),
                str(len(leavers))
                if leavers is not None
                else Message("inquiry.team.more", {"most": MOST_LEAVERS}),
                words.list_of(map(words.person, leavers)) if leavers else None,
            )
        )
        if not one.proven:
            notes.append(Message("inquiry.team.searched", {"skill": words.skill(one.skill)}))
    return Report(Message("inquiry.team.factor.title"), FACTORS, tuple(rows), tuple(notes))


def _loads(found: Iterable[Load], words: Words) -> Report:
    rows: list[tuple[Cell, ...]] = [
        (
            words.person(one.person),
            round(one.planned / MINUTES_PER_HOUR, 1),
            round(one.contract / MINUTES_PER_HOUR, 1),
            one.utilisation,
        )
        for one in sorted(found, key=lambda one: -(one.utilisation or 0))
    ]
    return Report(
        Message("inquiry.team.load.title"), LOADS, tuple(rows), (Message("inquiry.team.load.note"),)
    )


def _evenness(even: Iterable[Evenness], words: Words) -> Report:
    rows: list[tuple[Cell, ...]] = [
        (words.skill(one.skill), one.people, one.mean, _rounded(one.max_to_mean), round(one.gini, 3))
        for one in sorted(even, key=lambda one: -one.gini)
    ]
    note = Message("inquiry.team.even.note")
    return Report(Message("inquiry.team.even.title"), EVENNESS, tuple(rows), (note,))


def _advice(advice: Iterable[Advice], words: Words) -> Report:
    proposals = Proposals(words)
    rows: list[tuple[Cell, ...]] = [
        (
            proposals.change(one.training),
            one.stops_later,
            one.breaks_later,
            one.worth.money,
            round(one.worth.days, 2),
        )
        for one in advice
    ]
    note = Message("inquiry.team.advice.note" if rows else "inquiry.team.advice.none")
    return Report(Message("inquiry.team.advice.title"), ADVICE, tuple(rows), (note,))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
