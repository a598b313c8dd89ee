"""What one cell or field shows of a document, and what the document holds after it is edited."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias

from scenarios.i18n import Language
from ui.editing.paths import Document, Path, drop, look, put
from ui.editing.written import duration_of, duration_text, names_of, names_text

Kind: TypeAlias = Literal[
    "text",
    "label",
    "number",
    "money",
    "percent",
    "integer",
    "flag",
    "date",
    "choice",
    "choices",
    "duration",
    "names",
]
WRITTEN = frozenset({"text", "label", "duration", "names"})
"""Kinds that are typed as text."""
_HUNDREDTHS = 8
"""Decimals of a percentage that survive the way through a cell: more than anybody writes."""


@dataclass(frozen=True, slots=True)
class Column:
    """One editable property of an entry.

    ``text`` names the catalogue entries of the heading (``ui.column.<text>``) and of its explanation (with
    ``.help``). A column that is not ``optional`` always has a value; ``default`` is a new row's, as the document
    writes it.
    """

    text: str
    path: Path
    kind: Kind
    optional: bool = False
    default: Any = None
    low: float | None = None
    high: float | None = None
    choices: Mapping[Any, Any] = field(default_factory=dict)
    """Allowed values and what is shown for each: a label by language, or a catalogue key."""
    fixed: bool = False
    """Shown, not edited."""
    heading: Mapping[str, str] | None = None
    """A heading by language in place of the catalogue's (a skill's name)."""
    erased_by: tuple[Any, ...] = ()
    """Cells that take the key out of the document."""
    part: Path = ()
    """What goes with the key when it is taken out; the key alone by default."""

    @property
    def name(self) -> str:
        """What the column is called in a table's data, whatever the language."""
        return ".".join(self.path)

    def show(self, entry: Document, language: Language) -> Any:
        """The cell's value: a JSON value."""
        value = look(entry, self.path)
        match self.kind:
            case "label" if isinstance(value, dict):
                return value.get(language)
            case "percent" if value is not None:
                return round(value * 100, _HUNDREDTHS)
            case "choices":
                return list(value or ())
            case "duration":
                return duration_text(value)
            case "names":
                return names_text(value)
        return value

    def write(self, entry: Document, cell: Any, language: Language) -> Document:
        """The entry with an edited cell in it."""
        if cell in self.erased_by:
            return drop(entry, self.part or self.path) if look(entry, self.path) is not None else entry
        return put(entry, self.path, self._parse(cell, look(entry, self.path), language))

    def _parse(self, cell: Any, before: Any, language: Language) -> Any:
        if self.kind == "choices":
            return list(cell or ())
        if cell is None:
            return None
        if self.kind == "label" and isinstance(before, dict):
            return {**before, language: cell}
        return _PARSERS.get(self.kind, _as_it_is)(cell)


def _as_it_is(cell: Any) -> Any:
    return cell


_PARSERS: Mapping[Kind, Callable[[Any], Any]] = {
    "percent": lambda cell: round(cell / 100, _HUNDREDTHS + 2),
    "integer": int,
    "date": lambda cell: str(cell).partition("T")[0],
    "duration": duration_of,
    "names": names_of,
}
