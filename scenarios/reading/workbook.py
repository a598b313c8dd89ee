"""Workbooks to nodes: every value with its sheet and cell, and everything that is wrong with the sheets."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.errors import Location, Problem
from scenarios.reading.archive import Contents, inspect
from scenarios.reading.files import Parsed
from scenarios.reading.grids import Grid, read_grids
from scenarios.reading.refusals import refused
from scenarios.reading.tables import Draft
from scenarios.sheets.layout import README, Form, Sheet, Table, sheets
from scenarios.suggestions import guess, listing


def parse(content: bytes, source: str, layout: Sequence[Sheet] | None = None) -> Parsed:
    """The document in a workbook; ``layout`` are its sheets where it is a part of a document only.

    Raises:
        DocumentError: the workbook cannot be opened, or holds nothing.
    """
    contents = inspect(content, source)
    grids = {grid.name: grid for grid in read_grids(content, source, contents)}
    if not any(grid.rows for grid in grids.values()):
        raise refused("workbook_empty", source)
    draft = Draft()
    layout = sheets() if layout is None else layout
    draft.problems += [*_names(grids, source, layout), *_faulty_cells(grids, contents, layout)]
    for sheet in layout:
        grid = grids.get(sheet.name)
        if grid is not None and isinstance(sheet, Table):
            draft.read_table(grid, sheet)
        elif grid is not None and isinstance(sheet, Form):
            draft.read_form(grid, sheet)
    return Parsed(draft.root, tuple(draft.problems))


def _names(grids: dict[str, Grid], source: str, layout: Sequence[Sheet]) -> list[Problem]:
    """Sheets that are not known, and sheets that are missing."""
    known = [sheet.name for sheet in layout]
    absent = [sheet.name for sheet in layout if sheet.name not in grids]
    problems = [
        Problem(
            "sheet_unknown",
            (),
            {"name": name, "known": listing(known, len(known)), "guess": guess(name, absent)},
            grid.place(),
        )
        for name, grid in grids.items()
        if name not in known and name != README and not name.startswith("#")
    ]
    needed = [sheet.name for sheet in layout if sheet.required and sheet.name not in grids]
    return problems + [Problem("sheet_missing", (), {"name": name}, Location(source)) for name in needed]


def _faulty_cells(grids: dict[str, Grid], contents: Contents, layout: Sequence[Sheet]) -> list[Problem]:
    """Errors, uncalculated formulas and merged cells; none of them has a value that could be trusted."""
    problems = []
    for sheet in layout:
        grid = grids.get(sheet.name)
        if grid is None:
            continue
        for row, column, code in grid.errors:
            value = grid.rows.get(row, {}).pop(column, "")
            problems.append(Problem(code, (), {"found": str(value)}, grid.place(row, column)))
        for cell in contents.merged.get(sheet.name, ()):
            place = Location(grid.source, sheet=grid.name, cell=cell)
            problems.append(Problem("cell_merged", location=place))
    return problems
