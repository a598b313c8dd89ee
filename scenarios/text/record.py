"""One scenario's result in a screenful: what is recommended, how good it is, whether the team can do it."""

from __future__ import annotations

from scenarios.explanation import explain
from scenarios.i18n import Language, translate
from scenarios.names import Names
from scenarios.outcome import CAUSES
from scenarios.record import Record
from scenarios.split import split_table
from scenarios.summary import OutcomeSummary, summarise
from scenarios.text.numbers import FORMS, estimate, money, proof, share
from scenarios.text.table import table

MOST_LATE = 5
MOST_BINDING = 6


def record_text(record: Record, language: Language) -> str:
    """The result of a scenario, in ``language``."""
    lines = [f"== {record.name.render(language)} ({record.id}) =="]
    if not record.feasible:
        return "\n".join([*lines, *_conflicts(record, language)])
    lines += _plan(record, language)
    found = explain(record.scenario, record.plan)
    lines += ["", *(f"- {sentence.render(language)}" for sentence in found.sentences)]
    lines += _split(record, language)
    lines += _bindings(record, language)
    if record.outcome is not None:
        lines += _outcome(record, summarise(record.outcome, record.scenario), language)
    return "\n".join(lines)


def _conflicts(record: Record, language: Language) -> list[str]:
    allocation = record.plan.allocation
    lines = [translate(f"text.{allocation.proof.status.value}", language)]
    for conflict in allocation.conflicts:
        lines.append(f"  - {conflict.name.render(language)} ({conflict.path})")
        if conflict.remedy:
            lines.append(f"    {conflict.remedy.render(language)}")
    return [*lines, *(note.render(language) for note in allocation.notes)]


def _plan(record: Record, language: Language) -> list[str]:
    allocation, schedule, projected = record.plan.allocation, record.plan.schedule, record.plan.projected
    running = len(allocation.running)
    lines = [
        translate("text.allocation", language, proof=proof(allocation.proof, language)),
        translate("text.running", language, running=running, all=len(record.scenario.campaigns)),
    ]
    if projected is not None:
        lines.append(
            translate(
                "text.projected",
                language,
                net=money(projected.net_value),
                currency=record.scenario.currency,
                roi=share(projected.net_roi),
                roas="-" if projected.roas is None else f"{projected.roas:.2f}",
                media=money(projected.media),
            )
        )
    if schedule is not None:
        late = sum(
            1
            for name, decision in allocation.running.items()
            if schedule.launches[name] > (decision.target or 0)
        )
        lines.append(
            translate(
                "text.schedule", language, proof=proof(schedule.proof, language), late=late, running=running
            )
        )
    return lines


def _split(record: Record, language: Language) -> list[str]:
    """Spend by channel beside today's."""
    split = split_table(record.scenario, record.plan)

    def row(name: str, before: int, after: int) -> list[str]:
        part = share(after / split.recommended) if split.recommended else "-"
        return [name, money(before), money(after), part, f"{(after - before) / 100:+,.0f}"]

    names = Names(record.scenario).channels
    rows = [row(names[channel].render(language), *amounts) for channel, amounts in split.by_channel.items()]
    rows.append(row(translate("text.total", language), split.today, split.recommended))
    header = [
        translate(f"text.column.{name}", language) for name in ("channel", "today", "plan", "share", "change")
    ]
    return ["", *table(header, rows)]


def _bindings(record: Record, language: Language) -> list[str]:
    worthwhile = sorted(
        (binding for binding in record.plan.allocation.bindings if binding.worth),
        key=lambda one: -abs(one.worth or 0),
    )
    if not worthwhile:
        return []
    lines = ["", translate("text.binding", language)]
    for binding in worthwhile[:MOST_BINDING]:
        worth = f"{(binding.worth or 0) / 100:+,.0f} {record.scenario.currency}"
        lines.append(f"  - {binding.name.render(language)}: {worth} {binding.unit.render(language)}")
    return lines


def _outcome(record: Record, summary: OutcomeSummary, language: Language) -> list[str]:
    spread = translate(
        "text.replications", language, count=summary.replications, confidence=f"{summary.confidence:.0%}"
    )
    team, cash = summary.team, summary.money
    figures = {
        "net_value": cash.net_value,
        "net_roi": cash.net_roi,
        "roas": cash.roas,
        "on_time": team.on_time,
        "lead_days": team.lead_days,
        "lateness_loss": cash.lateness_loss,
        "utilisation": team.utilisation,
        "urgent_kept": team.urgent_kept,
    }
    rows = [
        [translate(f"text.measure.{name}", language), estimate(found, FORMS[name])]
        for name, found in figures.items()
    ]
    waits = translate("explain.joint", language).join(
        f"{translate(f'text.cause.{cause}', language)} {team.waiting_hours[cause].value:,.0f}"
        for cause in CAUSES
    )
    lines = ["", spread, *table(["", ""], rows)[2:], ""]
    return [*lines, translate("text.waiting", language, causes=waits), *_latest(record, summary, language)]


def _latest(record: Record, summary: OutcomeSummary, language: Language) -> list[str]:
    names = Names(record.scenario).campaigns
    latest = sorted(summary.campaigns, key=lambda one: one.on_time.value)[:MOST_LATE]
    lines = ["", translate("text.latest", language)]
    for one in latest:
        p80 = one.launch_at(0.8).moment
        values = {
            "name": names[one.campaign],
            "share": estimate(one.on_time, "share"),
            "target": f"{one.target:%Y-%m-%d}",
            "p80": "-" if p80 is None else f"{p80:%Y-%m-%d %H:%M}",
        }
        lines.append("  - " + translate("text.late_campaign", language, **values))
    return lines
