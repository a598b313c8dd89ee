"""What came of an exchange: a document or a file, and what the other side cannot hold."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.actuals import Actuals
from scenarios.document import Scenario
from scenarios.i18n import LANGUAGES, Language, Message
from scenarios.text.report import Cell, Heading, Report


@dataclass(frozen=True, slots=True)
class Brought:
    """A document that a foreign file was read into.

    Attributes:
        scenario: the document, checked.
        counts: what was found, by the catalogue's entries ``interchange.count.<name>``.
        actuals: what the file says has happened, to be planned on from.
        notes: what was assumed.
        left_out: what the document cannot hold.
        untargeted: campaigns for which the file has no deadline.
    """

    scenario: Scenario
    counts: tuple[tuple[str, int], ...]
    actuals: Actuals | None = None
    notes: tuple[Message, ...] = ()
    left_out: tuple[Message, ...] = ()
    untargeted: frozenset[str] = frozenset()

    def report(self) -> Report:
        """What was found, what was assumed and what was left out."""
        return exchange_report(Message("interchange.title.read"), self.counts, self.notes, self.left_out)

    def render(self, language: Language) -> str:
        """The report as text."""
        return self.report().render(language)


@dataclass(frozen=True, slots=True)
class Written:
    """A file for another tool.

    Attributes:
        content: its bytes.
        counts: what it holds, by the catalogue's entries ``interchange.count.<name>``.
        notes: how things were expressed.
        left_out: what of the document the file cannot hold.
    """

    content: bytes
    counts: tuple[tuple[str, int], ...]
    notes: tuple[Message, ...] = ()
    left_out: tuple[Message, ...] = ()

    def report(self) -> Report:
        """What was written and what was left out."""
        return exchange_report(Message("interchange.title.written"), self.counts, self.notes, self.left_out)

    def render(self, language: Language) -> str:
        """The report as text."""
        return self.report().render(language)


def exchange_report(
    title: Message,
    counts: tuple[tuple[str, int], ...],
    notes: tuple[Message, ...],
    left_out: tuple[Message, ...],
) -> Report:
    """Counts as rows; notes and what was left out as remarks, the latter marked as such."""
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (Message(f"interchange.count.{name}"), number) for name, number in counts
    )
    headings = (Heading("interchange_part", "text"), Heading("interchange_number", "count"))
    marked = tuple(
        Message("interchange.left_out", {"what": {one: message.render(one) for one in LANGUAGES}})
        for message in left_out
    )
    return Report(title, headings, rows, (*notes, *marked))
