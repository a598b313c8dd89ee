"""One HTML file with everything in it: figures, tables, words. Nothing is loaded from anywhere else."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios import charts
from scenarios.comparison import Comparison, Contrast
from scenarios.display import money_scale, number_text, percent_text
from scenarios.export import tables
from scenarios.export.page import Page
from scenarios.i18n import Language
from scenarios.plan import Proof
from scenarios.record import Record
from scenarios.statistics import Estimate

Fact = tuple[str, str, str]
"""What it is, the figure, and how sure that is."""


def report(records: Sequence[Record], comparison: Comparison | None, language: Language) -> bytes:
    """The report of one or several results and, where given, of their comparison."""
    page = Page(language)
    sections = [] if comparison is None else [_comparison(page, records, comparison)]
    sections += [_record(page, record) for record in records]
    sections.append(
        page.heading("terms", page.say("report.section.terms")) + page.table(tables.terms(language))
    )
    title = records[0].name.render(language) if len(records) == 1 else page.say("report.title")
    return page.document(title, records, sections).encode()


def _comparison(page: Page, records: Sequence[Record], comparison: Comparison) -> str:
    language = page.language
    names = {side.scenario: side.name.render(language) for side in comparison.sides}
    parts = [page.heading("comparison", page.say("report.section.comparison"))]
    for contrast in comparison.contrasts:
        parts += [page.sub(names[contrast.scenario]), page.sentences(contrast.story)]
        parts += [_changes(page, contrast)]
    parts.append(page.figure(charts.forest_chart(comparison, language)))
    for contrast in comparison.contrasts:
        if contrast.bridge is not None:
            parts.append(page.figure(charts.bridge_chart(contrast.bridge, language)))
    compared = {side.scenario for side in comparison.sides}
    parts.append(page.figure(charts.value_chart([one for one in records if one.id in compared], language)))
    parts += [page.table(table, folded=True) for table in _tables(comparison, language)]
    return "".join(parts)


def _tables(comparison: Comparison, language: Language) -> tuple[tables.Table, ...]:
    return (
        tables.measures(comparison, language),
        tables.bridges(comparison, language),
        tables.changes(comparison, language),
    )


def _changes(page: Page, contrast: Contrast) -> str:
    """In what the documents differ, in one line; the table has the values."""
    if not contrast.changes:
        return ""
    paths = [change.path for change in contrast.changes]
    shown = ", ".join(paths[:8]) + (" …" if len(paths) > 8 else "")
    return page.paragraph(page.say("report.changes", count=len(paths), paths=shown), "muted")


def _record(page: Page, record: Record) -> str:
    context = tables.Context(record, page.language)
    parts = [page.heading(f"plan-{record.id}", record.name.render(page.language))]
    parts.append(page.cards([*_value(page, context), *_execution(page, context)]))
    parts.append(page.sentences(context.explanation.sentences))
    parts += [page.paragraph(note.render(page.language)) for note in record.plan.allocation.notes]
    parts += [_money(page, context), _work(page, context), _course(page, context), _sources(page, context)]
    return "".join(parts)


def _value(page: Page, context: tables.Context) -> list[Fact]:
    """The plan: recommended spend, projected value, proof."""
    plan, projected = context.plan, context.plan.projected
    proof = plan.allocation.proof
    facts = [
        (
            page.say("export.fact.media"),
            _money_text(context, context.split.recommended),
            page.say("report.today", value=_money_text(context, context.split.today)),
        )
    ]
    if projected is not None:
        roi = "–" if projected.net_roi is None else percent_text(projected.net_roi)
        net = _money_text(context, projected.net_value)
        facts.append((page.say("export.fact.projected_net"), net, page.say("report.net_roi", value=roi)))
    facts.append(
        (
            page.say("export.fact.allocation_status"),
            page.say(f"status.{proof.status.value}"),
            _gap(page, context, proof),
        )
    )
    return facts


def _gap(page: Page, context: tables.Context, proof: Proof) -> str:
    if proof.bound is None or proof.gap is None:
        return page.say("report.no_bound")
    return page.say(
        "report.gap", gap=percent_text(proof.gap, decimals=2), bound=_money_text(context, proof.bound)
    )


def _execution(page: Page, context: tables.Context) -> list[Fact]:
    """The simulation: each figure with its interval."""
    found = context.summary
    if found is None:
        return [(page.say("export.section.execution"), page.say("report.not_simulated"), "")]

    def fact(key: str, estimate: Estimate | None, text: str) -> Fact:
        return page.say(f"export.fact.{key}"), text, _interval(page, context, key, estimate)

    net, roi, on_time, lead = (
        found.money.net_value,
        found.money.net_roi,
        found.team.on_time,
        found.team.lead_days,
    )
    return [
        fact("expected_net", net, _money_text(context, net.value)),
        fact("net_roi", roi, "–" if roi is None else percent_text(roi.value)),
        fact("on_time", on_time, "–" if on_time is None else percent_text(on_time.value)),
        fact("lead_days", lead, "–" if lead is None else number_text(lead.value)),
    ]


def _interval(page: Page, context: tables.Context, key: str, estimate: Estimate | None) -> str:
    if estimate is None or estimate.low is None or estimate.high is None:
        return page.say("report.no_interval")
    ends = (estimate.low, estimate.high)
    if key == "expected_net":
        low, high = (_money_text(context, end) for end in ends)
    elif key == "lead_days":
        low, high = (number_text(end) for end in ends)
    else:
        low, high = (percent_text(end) for end in ends)
    confidence = percent_text(estimate.confidence, decimals=0)
    return page.say("report.interval", low=low, high=high, confidence=confidence, count=estimate.replications)


def _money_text(context: tables.Context, minor: float) -> str:
    return money_scale(minor, context.scenario.currency, context.language).text(minor)


def _money(page: Page, context: tables.Context) -> str:
    record, language = context.record, page.language
    parts = [page.sub(page.say("report.part.money")), page.figure(charts.split_chart(record, language))]
    parts += [page.table(tables.split_change(context)), page.table(tables.budget(context))]
    parts.append(page.table(tables.money(context)))
    parts.append(page.figure(charts.allocation_chart(record, language)))
    parts.append(page.figure(charts.marginal_chart(record, language)))
    parts += [
        page.figure(charts.response_chart(record, channel.id, language))
        for channel in context.scenario.channels
    ]
    parts.append(page.figure(charts.split_chart(record, language, by="campaign")))
    folded = (
        tables.split_by_channel(context),
        tables.split_by_period(context),
        tables.bindings(context),
        tables.cells(context),
    )
    parts += [page.table(table, folded=True) for table in folded]
    return "".join(parts)


def _work(page: Page, context: tables.Context) -> str:
    record, language = context.record, page.language
    figures = (
        charts.gantt_chart(record, language),
        charts.people_chart(record, language),
        charts.load_chart(record, language),
        charts.load_chart(record, language, by="skill"),
    )
    parts = [page.sub(page.say("report.part.work")), *(page.figure(drawn) for drawn in figures)]
    parts.append(page.table(tables.load(context), folded=True))
    return "".join(parts)


def _course(page: Page, context: tables.Context) -> str:
    parts = [page.sub(page.say("report.part.course"))]
    if context.summary is not None:
        parts.append(page.figure(charts.launch_chart(context.scenario, context.summary, page.language)))
        parts.append(page.figure(charts.waiting_chart(context.scenario, context.summary, page.language)))
        parts.append(page.figure(charts.value_chart([context.record], page.language)))
    parts.append(page.table(tables.campaigns(context), folded=True))
    return "".join(parts)


def _sources(page: Page, context: tables.Context) -> str:
    return page.table(tables.headline(context), folded=True)
