"""Tables over the lists of a document."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from scenarios.i18n import Language
from ui.editing.columns import Column
from ui.editing.paths import Document, Path, look, put

Entries: TypeAlias = list[Document]
Row: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Edits:
    """What a user has done to a table since it was put up, in cells by column name."""

    changed: Mapping[int, Row]
    added: Sequence[Row]
    deleted: frozenset[int]

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> Edits:
        """From the state of Streamlit's data editor."""
        changed = {int(row): dict(cells) for row, cells in state["edited_rows"].items()}
        return cls(changed, tuple(state["added_rows"]), frozenset(map(int, state["deleted_rows"])))


@dataclass(frozen=True, slots=True)
class Table:
    """A list of entries as rows.

    ``entries`` takes them out of a document and ``replace`` puts other ones in their place; ``columns`` may depend on
    the document, which gives the choices.
    """

    name: str
    path: Path
    """Keys that lead to its entries in a document, positions left out."""
    columns: Callable[[Document], tuple[Column, ...]]
    entries: Callable[[Document], Entries]
    replace: Callable[[Document, Entries], Document]
    blank: Callable[[Document], Document] = lambda _document: {}
    """What a new row starts from."""
    grows: bool = True
    """Whether rows can be added and deleted."""

    def rows(self, document: Document, language: Language) -> list[Row]:
        """The cells of every entry."""
        columns = self.columns(document)
        return [
            {column.name: column.show(entry, language) for column in columns}
            for entry in self.entries(document)
        ]

    def apply(self, document: Document, edits: Edits, language: Language) -> Document:
        """The document after the edits; positions are those of `rows`."""
        columns = {column.name: column for column in self.columns(document)}
        kept = [
            _written(entry, edits.changed.get(number, {}), columns, language)
            for number, entry in enumerate(self.entries(document))
            if number not in edits.deleted
        ]
        blank = self.blank(document) if edits.added else {}
        added = [_written(_filled(blank, columns), row, columns, language) for row in edits.added if row]
        return self.replace(document, kept + added)


def list_table(
    name: str, path: Path, columns: Callable[[Document], tuple[Column, ...]], **options: Any
) -> Table:
    """A table over the list of mappings at ``path``."""
    return Table(
        name=name,
        path=path,
        columns=columns,
        entries=lambda document: list(look(document, path) or ()),
        replace=lambda document, entries: put(document, path, entries),
        **options,
    )


def nested_table(
    name: str,
    path: Path,
    inner: str,
    key: str,
    columns: Callable[[Document], tuple[Column, ...]],
    **options: Any,
) -> Table:
    """A table over the lists ``inner`` of all entries of the list at ``path``.

    Each row has the identifier of its outer entry under ``key`` and can be moved to another one by changing it.
    """

    def entries(document: Document) -> Entries:
        return [
            {**entry, key: outer.get("id"), _OUTER: number}
            for number, outer in enumerate(look(document, path) or ())
            for entry in outer.get(inner) or ()
        ]

    def replace(document: Document, rows: Entries) -> Document:
        outers = look(document, path) or ()
        homes = [_home(row, key, outers) for row in rows]
        contents = [{name: value for name, value in row.items() if name not in {key, _OUTER}} for row in rows]
        filled = [
            {**outer, inner: [entry for entry, home in zip(contents, homes, strict=True) if home == number]}
            for number, outer in enumerate(outers)
        ]
        return put(document, path, filled)

    return Table(name=name, path=(*path, inner), columns=columns, entries=entries, replace=replace, **options)


_OUTER = "#outer"
"""Where a nested row keeps the position of its outer entry, so that equal identifiers (a fault) cost nothing."""


def _home(row: Document, key: str, outers: Sequence[Document]) -> int | None:
    """The position of the outer entry that a row belongs to: where it was, unless its identifier was changed."""
    number = row.get(_OUTER)
    if number is not None and outers[number].get("id") == row.get(key):
        return int(number)
    return next((number for number, outer in enumerate(outers) if outer.get("id") == row.get(key)), None)


def _written(entry: Document, cells: Row, columns: Mapping[str, Column], language: Language) -> Document:
    for name, cell in cells.items():
        if name in columns:
            entry = columns[name].write(entry, cell, language)
    return entry


def _filled(blank: Document, columns: Mapping[str, Column]) -> Document:
    for column in columns.values():
        if column.default is not None:
            blank = put(blank, column.path, column.default)
    return blank
