"""What a staffing decision says, as reports for the console and the app."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from optimizer.allocation.requirements import period_name
from optimizer.staffing.headcount import headcount
from optimizer.staffing.mix import talent_mix
from optimizer.staffing.plan import StaffingAnswer
from optimizer.staffing.problem import Staffing
from optimizer.staffing.rounds import ScheduledStaffing
from scenarios.display import percent_text
from scenarios.i18n import LANGUAGES, Message
from scenarios.text.report import Cell, Heading, Report, money_text

MOST_WORTHS = 24
"""Rows of the report on the worth of an hour; the dearest hours come first."""


def staffing_reports(answer: StaffingAnswer) -> tuple[Report, ...]:
    """Value, steps, headcount, skill gaps, worth of an hour and talent mix."""
    if not answer.feasible:
        return (_nothing(answer),)
    reports = [_value(answer), _steps(answer), _headcount(answer)]
    if answer.staffing is not None:
        reports += [_gaps(answer, answer.staffing), _worths(answer)]
    return (*reports, _mix(answer))


def _nothing(answer: StaffingAnswer) -> Report:
    status = answer.proof.status.value
    return Report(_titled(answer), notes=(Message(f"staffing.status.{status}"),))


def _titled(answer: StaffingAnswer) -> Message:
    name: Mapping[str, str] = answer.source.name.texts()
    return Message("staffing.title.value", {"name": name})


def _value(answer: StaffingAnswer) -> Report:
    before, value = answer.before.proof.value, answer.proof.value
    rows: list[tuple[Cell, ...]] = []
    if before is not None:
        rows.append((Message("staffing.row.before"), round(before)))
    rows += [
        (Message("staffing.row.with"), round(value or 0)),
        (Message("staffing.row.cost"), answer.cost),
    ]
    if before is not None:
        rows.append((Message("staffing.row.gain"), round((value or 0) - before)))
    headings = (Heading("staff_figure", "text"), Heading("staff_amount", "money"))
    return Report(_titled(answer), headings, tuple(rows), tuple(_remarks(answer)))


def _remarks(answer: StaffingAnswer) -> Iterator[Message]:
    proof = answer.proof
    yield Message(f"staffing.status.{proof.status.value}")
    if proof.bound is not None and proof.gap is not None:
        told = {"bound": money_text(round(proof.bound)), "gap": f"{100 * proof.gap:.3f}%"}
        yield Message("staffing.bound", told)
    names = {campaign.id: campaign.name for campaign in answer.source.campaigns}
    for key, changed in (("added", answer.added), ("dropped", answer.dropped)):
        if changed:
            texts: Mapping[str, str] = {
                language: ", ".join(names[one].render(language) for one in changed) for language in LANGUAGES
            }
            yield Message(f"staffing.{key}", {"campaigns": texts})
    if not answer.source.staffing.offered:
        yield Message("staffing.nothing_offered")


def _steps(answer: StaffingAnswer) -> Report:
    headings = (
        Heading("staff_measure", "text"),
        Heading("staff_what", "text"),
        Heading("staff_from", "text"),
        Heading("staff_people", "text"),
        Heading("staff_count"),
        Heading("staff_unit", "text"),
        Heading("staff_amount", "money"),
    )
    rows = tuple(
        (
            Message(f"staffing.kind.{step.kind}"),
            step.name.texts(),
            step.begins.isoformat(),
            ", ".join(step.people),
            step.amount,
            Message(
                "staffing.unit.hours" if step.kind in {"freelance", "overtime"} else "staffing.unit.people"
            ),
            step.cost,
        )
        for step in sorted(answer.steps, key=lambda one: (one.begins, one.kind, one.option))
    )
    notes = () if rows else (Message("staffing.no_steps"),)
    return Report(Message("staffing.title.steps"), headings, rows, notes)


def _headcount(answer: StaffingAnswer) -> Report:
    """Role by role, from the periods on in which a number changes."""
    today = headcount(answer.source)
    planned = headcount(answer.scenario, answer.source)
    periods = answer.source.horizon.periods
    rows: list[tuple[Cell, ...]] = []
    for role in dict.fromkeys((*today, *planned)):
        now, then = today.get(role, (0,) * periods), planned.get(role, (0,) * periods)
        for period in range(periods):
            if period == 0 or (now[period], then[period]) != (now[period - 1], then[period - 1]):
                rows.append((role, period_name(answer.source, period), now[period], then[period]))
    headings = (
        Heading("staff_role", "text"),
        Heading("staff_from", "text"),
        Heading("staff_today", "count"),
        Heading("staff_planned", "count"),
    )
    return Report(Message("staffing.title.headcount"), headings, tuple(rows))


def _gaps(answer: StaffingAnswer, staffing: Staffing) -> Report:
    names = {skill.id: skill.name for skill in answer.source.organisation.skills}
    rows: list[tuple[Cell, ...]] = []
    for gap in answer.gaps:
        if gap.remedy is None and gap.hours <= 0:
            continue
        remedy: Cell = Message("staffing.no_remedy")
        cost: Cell = None
        if gap.remedy is not None:
            offer = staffing.offers[staffing.choices[gap.remedy.choice].offer]
            told = {"kind": _texts(f"staffing.kind.{offer.kind}"), "name": offer.option.name.texts()}
            remedy, cost = Message("staffing.remedy", told), round(gap.remedy.cost)
        if gap.hours > 1e-6:
            at = period_name(answer.source, gap.period)
            rows.append(
                (names[gap.skill].texts(), at, gap.demand, gap.supply, gap.hours, gap.people, remedy, cost)
            )
    headings = (
        Heading("staff_skill", "text"),
        Heading("staff_period", "text"),
        Heading("staff_demand"),
        Heading("staff_supply"),
        Heading("staff_gap"),
        Heading("staff_fte"),
        Heading("staff_remedy", "text"),
        Heading("staff_hour_cost", "money"),
    )
    notes = () if rows else (Message("staffing.no_gaps"),)
    return Report(Message("staffing.title.gaps"), headings, tuple(rows), notes)


def _texts(key: str) -> dict[str, str]:
    return {language: Message(key).render(language) for language in LANGUAGES}


def _worths(answer: StaffingAnswer) -> Report:
    names = {skill.id: skill.name for skill in answer.source.organisation.skills}
    found = sorted((one for one in answer.worths if one.worth >= 1), key=lambda one: -one.worth)[:MOST_WORTHS]
    rows = tuple(
        (names[one.skill].texts(), period_name(answer.source, one.period), round(one.worth)) for one in found
    )
    headings = (
        Heading("staff_skill", "text"),
        Heading("staff_period", "text"),
        Heading("staff_worth", "money"),
    )
    notes = (Message("staffing.worth.held" if rows else "staffing.worth.none"),)
    return Report(Message("staffing.title.worth"), headings, rows, notes)


def _mix(answer: StaffingAnswer) -> Report:
    before, after = talent_mix(answer.source), talent_mix(answer.scenario, answer.source)
    rows = tuple(
        (
            Message(f"staffing.mix.kind.{kind}"),
            count,
            before.share(kind),
            dict(after.people)[kind],
            after.share(kind),
        )
        for kind, count in before.people
    )
    headings = (
        Heading("staff_kind", "text"),
        Heading("staff_today", "count"),
        Heading("staff_today_share", "share"),
        Heading("staff_planned", "count"),
        Heading("staff_planned_share", "share"),
    )
    return Report(Message("staffing.title.mix"), headings, rows, after.remarks)


def rounds_report(found: ScheduledStaffing) -> Report:
    """Round by round: what the tactical plan promised, what the schedule kept, and what mending made of it."""
    rows = tuple(
        (
            number,
            one.promised,
            one.scheduled,
            one.mended,
            len(one.late),
            Message(_cut_key(one.cut is not None)),
        )
        for number, one in enumerate(found.rounds, start=1)
    )
    headings = (
        Heading("staff_round", "count"),
        Heading("staff_promised", "money"),
        Heading("staff_scheduled", "money"),
        Heading("staff_mended", "money"),
        Heading("staff_late", "count"),
        Heading("staff_cut", "text"),
    )
    notes = [Message("staffing.rounds.ended" if found.ended else "staffing.rounds.stopped")]
    if found.best is not None:
        value, count = money_text(found.best.value), len(found.best.launches)
        notes.append(Message("staffing.rounds.best", {"value": value, "count": count}))
        late = len(found.best.late)
        if late:
            share = percent_text(late / max(len(found.best.launches), 1))
            notes.append(Message("staffing.rounds.late", {"late": late, "share": share}))
    return Report(Message("staffing.title.rounds"), headings, rows, tuple(notes))


def _cut_key(there: bool) -> str:
    return "staffing.cut.some" if there else "staffing.cut.none"
