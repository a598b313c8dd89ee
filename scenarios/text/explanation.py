"""Why a plan is as it is, on a terminal: three sentences, what is broken, and every cell's account."""

from __future__ import annotations

from scenarios.explanation import CellAccount, Explanation
from scenarios.i18n import Language, translate
from scenarios.names import Names
from scenarios.record import Record
from scenarios.text.numbers import money
from scenarios.text.table import table

COLUMNS = ("campaign", "channel", "today", "plan", "revenue", "roas", "marginal", "limit")


def explanation_text(record: Record, found: Explanation, language: Language) -> str:
    """The explanation of a record's plan, in ``language``."""
    lines = [f"== {record.name.render(language)} ({record.id}) =="]
    lines += [f"- {sentence.render(language)}" for sentence in found.sentences]
    if found.broken:
        lines += ["", translate("explain.broken", language)]
        lines += [f"  - {one.render(language)}" for one in found.broken]
    names = Names(record.scenario)
    header = [translate(f"explain.column.{column}", language) for column in COLUMNS]
    rows = [_row(cell, names, language) for cell in found.cells if cell.spend or cell.today]
    if rows:
        lines += ["", *table(header, rows, left=2), "", translate("explain.marginal", language)]
    return "\n".join(lines)


def _row(cell: CellAccount, names: Names, language: Language) -> list[str]:
    return [
        names.campaigns[cell.campaign].render(language),
        names.channels[cell.channel].render(language),
        money(cell.today),
        money(cell.spend),
        money(cell.revenue),
        "-" if cell.roas is None else f"{cell.roas:.2f}",
        f"{cell.marginal:.2f}",
        translate(f"explain.limit.{cell.limit}", language),
    ]
