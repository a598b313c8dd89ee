"""Why a campaign is late, and what would help."""

from __future__ import annotations

from optimizer.inquiry.lateness import Explanation
from optimizer.inquiry.proposals import Proposals
from optimizer.inquiry.wording import Words
from scenarios.i18n import Message
from scenarios.text.report import Heading, Report

CAUSES = (Heading("why_cause", "text"),)
REPAIRS = (
    Heading("repair", "text"),
    Heading("repair_cost", "money"),
    Heading("repair_least", "text"),
)
MOST_IN_A_SENTENCE = 4


def late_reports(found: Explanation) -> tuple[Report, ...]:
    """The causes, and the repairs if there is anything to repair."""
    words = Words(found.case)
    causes = Report(_title(found, words), CAUSES, _causes(found, words), tuple(_cause_notes(found, words)))
    return (causes, _repairs(found, words)) if found.conflict else (causes,)


def _title(found: Explanation, words: Words) -> Message:
    if found.campaign is None:
        return Message("inquiry.impossible.title")
    day = words.day(found.case.targets[found.campaign].minute)
    return Message("inquiry.late.title", {"campaign": words.campaign(found.campaign), "day": day})


def _causes(found: Explanation, words: Words) -> tuple[tuple[Message], ...]:
    facts = found.conflict.facts if found.conflict else ()
    return tuple((words.fact(one, found.campaign),) for one in facts)


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
    sentence = Message(
        "inquiry.repairs.sentence", {"proposals": proposals.either(texts[:MOST_IN_A_SENTENCE])}
    )
    return Report(
        Message("inquiry.repairs.title"), REPAIRS, rows, (sentence, Message("inquiry.repairs.note"))
    )
