"""What one more of each thing is worth."""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.inquiry.case import Case
from optimizer.inquiry.proposals import Proposals
from optimizer.inquiry.wording import Words
from optimizer.inquiry.worth import Worth
from scenarios.i18n import Message
from scenarios.text.report import Heading, Report

WORTH = (
    Heading("worth_change", "text"),
    Heading("worth_money", "money"),
    Heading("worth_days"),
    Heading("worth_at_most", "money"),
    Heading("worth_status", "text"),
)


def worth_report(case: Case, found: Iterable[Worth]) -> Report:
    """Changes with what each saves, the most valuable first."""
    proposals = Proposals(Words(case))
    status = {True: Message("inquiry.worth.proven"), False: Message("inquiry.worth.searched")}
    rows = tuple(
        (proposals.change(one.change), one.money, round(one.days, 2), one.at_most, status[one.proven])
        for one in found
    )
    return Report(Message("inquiry.worth.title"), WORTH, rows, (Message("inquiry.worth.note"),))
