"""Parts of an HTML page in one language. Everything that is not markup is escaped here."""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from importlib import resources

import plotly.graph_objects as go
from plotly.offline import get_plotlyjs

from scenarios.export.table import Kind, Table, Typed
from scenarios.export.words import cell_text
from scenarios.i18n import Language, Message, translate
from scenarios.record import Record

POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data: blob:"
"""The browser itself is told to load nothing from anywhere."""
IDENTIFIERS = frozenset(
    {
        "campaign",
        "channel",
        "department",
        "item",
        "job",
        "job_kind",
        "measure",
        "part",
        "people",
        "person",
        "scenario",
        "skill",
        "stage",
        "subject",
    }
)
"""Columns for programs; readers get the names beside them."""
LONG = 30
"""Tables with more rows than this are folded."""


class Page:
    """Builds parts of the page in one language; everything that is not markup is escaped here."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self._contents: list[tuple[str, str]] = []

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue, not escaped."""
        return translate(key, self.language, **values)

    def heading(self, anchor: str, text: str) -> str:
        """A section's heading, also listed at the top of the page."""
        first = "" if self._contents else ' class="first"'
        self._contents.append((anchor, text))
        return f'<h2 id="{html.escape(anchor)}"{first}>{html.escape(text)}</h2>'

    def sub(self, text: str) -> str:
        """A heading within a section."""
        return f"<h3>{html.escape(text)}</h3>"

    def paragraph(self, text: str, style: str = "") -> str:
        """A paragraph of text."""
        return f'<p class="{style}">{html.escape(text)}</p>' if style else f"<p>{html.escape(text)}</p>"

    def sentences(self, sentences: Iterable[Message]) -> str:
        """What changed."""
        texts = "".join(self.paragraph(one.render(self.language)) for one in sentences)
        return f'<div class="story">{texts}</div>'

    def figure(self, drawn: go.Figure) -> str:
        """A figure, drawn when it is scrolled to."""
        data = drawn.to_json().replace("<", "\\u003c").replace(">", "\\u003e")
        height = int(drawn.layout.height or 0)
        return (
            f'<div class="figure" data-height="{height}"><div></div>'
            f'<script type="application/json">{data}</script></div>'
        )

    def table(self, table: Table, *, folded: bool = False) -> str:
        """A table under its title; folded where asked for, or where it is long."""
        if not table.rows:
            return ""
        shown = [position for position, column in enumerate(table.columns) if column.key not in IDENTIFIERS]
        head = "".join(
            f"<th{_numeric(table.columns[at].kind)}>{html.escape(table.columns[at].title)}</th>"
            for at in shown
        )
        first_total = len(table.rows) - table.totals
        rows = "".join(
            _row([table.typed(row)[at] for at in shown], self.language, total=number >= first_total)
            for number, row in enumerate(table.rows)
        )
        body = f'<div class="scroll"><table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>'
        if table.note:
            body = self.paragraph(table.note, "muted") + body
        if folded or len(table.rows) > LONG:
            return f"<details><summary>{html.escape(table.title)}</summary>{body}</details>"
        return f"<h3>{html.escape(table.title)}</h3>{body}"

    def cards(self, facts: Sequence[tuple[str, str, str]]) -> str:
        """Headline figures: what it is, the figure, and how sure that is."""
        cards = "".join(
            f'<div class="card"><span>{html.escape(what)}</span><b>{html.escape(value)}</b>'
            f"<span>{html.escape(beside)}</span></div>"
            for what, value, beside in facts
        )
        return f'<div class="cards">{cards}</div>'

    def document(self, title: str, records: Sequence[Record], sections: Sequence[str]) -> str:
        """The whole page around its sections."""
        links = "".join(
            f'<a href="#{html.escape(anchor)}">{html.escape(text)}</a>' for anchor, text in self._contents
        )
        names = " · ".join(record.name.render(self.language) for record in records)
        under = self.paragraph(names, "muted") if len(records) > 1 else ""
        scripts = [get_plotlyjs(), _asset("report.js")]
        code = "".join(f"<script>{script}</script>" for script in scripts)
        return (
            f'<!DOCTYPE html>\n<html lang="{"zh-CN" if self.language == "zh" else "en"}">\n<head>'
            f'<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
            f"<title>{html.escape(title)}</title><style>{_asset('report.css')}</style></head>\n<body>"
            f"<header><h1>{html.escape(title)}</h1>{under}</header><nav>{links}</nav>"
            f"<main>{''.join(sections)}</main>"
            f"<footer>{self.paragraph(self.say('report.footer'), 'muted')}</footer>{code}</body></html>\n"
        )


def _row(cells: Sequence[Typed], language: Language, *, total: bool) -> str:
    style = ' class="total"' if total else ""
    return (
        f"<tr{style}>"
        + "".join(f"<td{_numeric(cell.kind)}>{html.escape(cell_text(cell, language))}</td>" for cell in cells)
        + "</tr>"
    )


def _numeric(kind: Kind) -> str:
    return "" if kind == "text" else ' class="n"'


def _asset(name: str) -> str:
    return (resources.files("scenarios.export") / name).read_text(encoding="utf-8")
