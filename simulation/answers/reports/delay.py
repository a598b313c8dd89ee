"""Attributed delay as a table whose parts add up as they are shown."""

from __future__ import annotations

from scenarios.display import number_text, percent_text
from scenarios.i18n import Message
from scenarios.rounding import nearest, round_parts
from scenarios.text.report import Heading, Report
from simulation.answers.delay import Attribution
from simulation.answers.reports.cells import days, listed, money, rest, words

HEADINGS = (
    Heading("delay_cause", "text"),
    Heading("delay_days"),
    Heading("delay_interval"),
    Heading("share"),
    Heading("delay_removed"),
    Heading("delay_alone"),
    Heading("delay_late"),
    Heading("delay_money"),
)
HUNDREDTHS = 10
"""A hundredth of a day is 14.4 minutes, a tenth of 144."""
MINUTES = 144


def attribution_report(found: Attribution) -> Report:
    """A row for every cause that the document has, and the total."""
    shown = [one for one in found.parts if one.present]
    count = found.denominator * found.replications * len(found.campaigns) * MINUTES
    parts = [HUNDREDTHS * one.minutes for one in shown]
    total = nearest(HUNDREDTHS * found.denominator * found.total_minutes, count)
    hundredths = round_parts(parts, count, total) if parts else []
    rows = [
        (
            one.label,
            f"{part / 100:.2f}",
            days(one.part.launch_days),
            percent_text(share) if (share := found.share(one)) is not None else None,
            days(one.removed.launch_days),
            days(one.alone.launch_days),
            days(one.part.late_days),
            money(one.part.net_value),
        )
        for one, part in zip(shown, hundredths, strict=True)
    ]
    whole = found.total
    removed = sum(one.removed.launch_days.value for one in shown)
    rows.append(
        (
            Message("answers.delay.total"),
            f"{total / 100:.2f}",
            days(whole.launch_days),
            percent_text(1.0) if found.total_minutes else None,
            number_text(removed),
            number_text(sum(one.alone.launch_days.value for one in shown)),
            days(whole.late_days),
            money(whole.net_value),
        )
    )
    return Report(Message("answers.delay.title"), HEADINGS, tuple(rows), tuple(_notes(found, removed)))


def _notes(found: Attribution, removed: float) -> list[Message]:
    notes = [
        Message("answers.delay.base", {"days": words(days(found.base_days))}),
        Message("answers.delay.sum"),
    ]
    if found.total_minutes > 0:
        values = {"share": percent_text(removed / found.total.launch_days.value, decimals=0)}
        notes.append(Message("answers.delay.removal", values))
    absent = [one.label for one in found.parts if not one.present]
    if absent:
        notes.append(Message("answers.delay.absent", {"causes": listed(absent)}))
    if not found.exact:
        notes.append(Message("answers.delay.sampled", {"orders": found.orders, "runs": found.runs}))
    if found.never:
        notes.append(Message("answers.note.never", {"times": found.never}))
    return [*notes, rest(found.replications, found.confidence)]
