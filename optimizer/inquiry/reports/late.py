"""Why a campaign is late, and what would help."""

from __future__ import annotations

from optimizer.inquiry.changes import (
    AddHelp,
    Change,
    DropPrerequisite,
    DropReview,
    DropSignature,
    MoveLaunch,
    RaiseWip,
    ShiftLeave,
    Train,
)
from optimizer.inquiry.facts import Promise
from optimizer.inquiry.lateness import Explanation
from optimizer.inquiry.proposals import Proposals
from optimizer.inquiry.repairs import Repair
from optimizer.inquiry.trading import Trade
from optimizer.inquiry.wording import Words
from scenarios.display import money_texts
from scenarios.i18n import Message
from scenarios.text.report import Heading, Report

CAUSES = (Heading("why_cause", "text"),)
REPAIRS = (
    Heading("repair", "text"),
    Heading("repair_cost", "money"),
    Heading("repair_least", "text"),
)
MOVED = (
    Heading("campaign", "text"),
    Heading("target_day", "text"),
    Heading("planned_launch", "text"),
    Heading("then_launch", "text"),
)
MOST_IN_A_SENTENCE = 4
FAMILIAR = (MoveLaunch, AddHelp, DropReview, DropSignature, RaiseWip, ShiftLeave, Train, DropPrerequisite)
"""Kinds of change that a sentence names before others."""


def late_reports(found: Explanation) -> tuple[Report, ...]:
    """The causes, and the repairs if there is anything to repair."""
    words = Words(found.case)
    causes = Report(_title(found, words), CAUSES, _causes(found, words), tuple(_cause_notes(found, words)))
    if found.conflict:
        return causes, _repairs(found, words)
    return (causes, _trade(found, found.trade, words)) if found.trade else (causes,)


def _varied(repairs: tuple[Repair, ...]) -> list[Repair]:
    """The cheapest repair of each of several kinds, those first that planners think of first."""
    first = {type(one.changes[-1]): one for one in reversed(repairs)}
    order: list[type[Change]] = [kind for kind in FAMILIAR if kind in first]
    order += [kind for kind in first if kind not in FAMILIAR]
    return [first[kind] for kind in order[:MOST_IN_A_SENTENCE]]


def _trade(found: Explanation, trade: Trade, words: Words) -> Report:
    """Whom it would cost what, if the promise were kept."""
    rows = tuple(
        (
            words.campaign(one.campaign),
            words.day(found.case.targets[one.campaign].minute),
            words.moment(one.before),
            words.moment(one.after),
        )
        for one in trade.later
    )
    currency = found.case.scenario.currency
    values = {
        name: money_texts(amount, currency)
        for name, amount in (("before", trade.before), ("after", trade.after))
    }
    kind = "dearer" if trade.after > trade.before else "cheaper" if trade.after < trade.before else "same"
    return Report(Message("inquiry.trade.title"), MOVED, rows, (Message(f"inquiry.trade.{kind}", values),))


def _title(found: Explanation, words: Words) -> Message:
    if found.campaign is None:
        return Message("inquiry.impossible.title")
    day = words.day(found.case.targets[found.campaign].minute)
    key = "inquiry.late.title" if found.conflict else "inquiry.late.possible.title"
    return Message(key, {"campaign": words.campaign(found.campaign), "day": day})


def _causes(found: Explanation, words: Words) -> tuple[tuple[Message], ...]:
    facts = found.conflict.facts if found.conflict else ()
    asked = Promise(found.campaign or "")
    ordered = sorted(facts, key=lambda one: one != asked)
    return tuple((words.fact(one, found.campaign),) for one in ordered)


def _cause_notes(found: Explanation, words: Words) -> list[Message]:
    conflict = found.conflict
    if conflict is None:
        return [Message("inquiry.late.possible" if found.campaign else "inquiry.impossible.possible")]
    notes = [Message(f"inquiry.conflict.{'proven' if conflict.proven else 'searched'}")]
    size = "smallest" if conflict.smallest else "irreducible" if conflict.irreducible else "reduced"
    notes.append(Message(f"inquiry.conflict.{size}"))
    others = sorted(found.case.targets.keys() - found.case.promised)
    if others and found.campaign is not None:
        names = words.list_of(map(words.campaign, others))
        notes.append(Message("inquiry.late.others", {"campaigns": names}))
    return notes


def _repairs(found: Explanation, words: Words) -> Report:
    proposals = Proposals(words)
    texts = [proposals.together(one.changes) for one in found.repairs]
    least = {True: Message("inquiry.repair.least"), False: Message("inquiry.repair.found")}
    rows = tuple(
        (text, one.cost, least[one.smallest]) for text, one in zip(texts, found.repairs, strict=True)
    )
    if not rows:
        return Report(Message("inquiry.repairs.title"), notes=(Message("inquiry.repairs.none"),))
    chosen = [proposals.together(one.changes) for one in _varied(found.repairs)]
    sentence = Message("inquiry.repairs.sentence", {"proposals": proposals.either(chosen)})
    return Report(
        Message("inquiry.repairs.title"), REPAIRS, rows, (sentence, Message("inquiry.repairs.note"))
    )
