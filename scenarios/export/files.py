"""Which files an export consists of, and writing them."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from scenarios.comparison import Comparison
from scenarios.export import tables
from scenarios.export.csv import table_csv
from scenarios.export.objects import comparison_object, record_object
from scenarios.export.report import report
from scenarios.export.table import Table
from scenarios.export.workbook import workbook
from scenarios.files import write_atomically
from scenarios.i18n import Language
from scenarios.record import Record

Format: TypeAlias = Literal["csv", "json", "xlsx", "html"]
FORMATS: tuple[Format, ...] = get_args(Format)


def export(
    records: Record | Sequence[Record],
    folder: str | Path,
    *,
    comparison: Comparison | None = None,
    language: Language = "en",
    formats: Collection[Format] = FORMATS,
) -> list[Path]:
    """Write results as files and return their paths.

    One record's files go into ``folder`` itself, several records' each into a folder of their id. The report and the
    comparison's own files stand in ``folder``. Every file is written as a whole or not at all.

    Raises:
        ValueError: no records, two with one id, or one without a feasible plan.
        OSError: a file cannot be written.
    """
    results = [records] if isinstance(records, Record) else list(records)
    _check(results)
    root = Path(folder)
    written = []
    for record in results:
        place = root if len(results) == 1 else root / record.id
        files = _record_files(record, comparison, language, formats)
        written += [write_atomically(place / name, data) for name, data in files]
    written += [
        write_atomically(root / name, data)
        for name, data in _shared_files(results, comparison, language, formats)
    ]
    return written


def _check(records: Sequence[Record]) -> None:
    names = [record.id for record in records]
    infeasible = [record.id for record in records if not record.feasible]
    if not names or len(set(names)) < len(names) or infeasible:
        message = f"an export needs records of different scenarios, all with a plan; given: {names}"
        raise ValueError(message)


def _record_files(
    record: Record, comparison: Comparison | None, language: Language, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    context = tables.Context(record, language)
    if "csv" in formats:
        for table in _record_tables(context):
            yield f"{table.key}.csv", table_csv(table, language)
    if "json" in formats:
        yield "result.json", _json(record_object(record, language))
    if "xlsx" in formats:
        sheets = [*_record_tables(context), *_comparison_tables(comparison, language), tables.terms(language)]
        sentences = _story(context, comparison)
        title = record.name.render(language)
        yield "result.xlsx", workbook(title, sentences, tables.headline(context), sheets, language)


def _story(context: tables.Context, comparison: Comparison | None) -> list[str]:
    """What changed against the baseline, for the record itself; against today where it is compared with nothing."""
    contrasts = comparison.contrasts if comparison else ()
    compared = [
        one for contrast in contrasts if contrast.scenario == context.record.id for one in contrast.story
    ]
    return [sentence.render(context.language) for sentence in compared or context.explanation.sentences]


def _shared_files(
    records: Sequence[Record], comparison: Comparison | None, language: Language, formats: Collection[Format]
) -> Iterator[tuple[str, bytes]]:
    if comparison is not None and "csv" in formats:
        for table in _comparison_tables(comparison, language):
            yield f"{table.key}.csv", table_csv(table, language)
    if comparison is not None and "json" in formats:
        yield "comparison.json", _json(comparison_object(comparison, language))
    if "html" in formats:
        yield "report.html", report(records, comparison, language)


def _record_tables(context: tables.Context) -> list[Table]:
    return [
        tables.money(context),
        tables.budget(context),
        tables.split_change(context),
        tables.split_by_channel(context),
        tables.split_by_period(context),
        tables.split_lines(context),
        tables.campaigns(context),
        tables.staff(context),
        tables.load(context),
        tables.schedule(context),
        tables.bindings(context),
        tables.cells(context),
    ]


def _comparison_tables(comparison: Comparison | None, language: Language) -> list[Table]:
    if comparison is None:
        return []
    return [
        tables.measures(comparison, language),
        tables.bridges(comparison, language),
        tables.changes(comparison, language),
    ]


def _json(document: dict[str, object]) -> bytes:
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()
