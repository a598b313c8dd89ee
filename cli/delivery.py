"""From files to records, and from records to what a command prints and writes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import INFEASIBLE, OK, Console

if TYPE_CHECKING:
    from scenarios.document import Scenario
    from scenarios.explanation import Explanation
    from scenarios.record import Record

MOST_LETTERS = 64
"""Of an identifier."""


def with_settings(scenario: Scenario, args: argparse.Namespace) -> Scenario:
    """The scenario with the settings given on the command line."""
    settings = scenario.settings
    simulation = {
        name: value
        for name in ("replications", "precision", "seed", "dispatch", "workers", "engine")
        if (value := getattr(args, name, None)) is not None
    }
    solver = {}
    if getattr(args, "seconds", None) is not None:
        solver = {"allocation_seconds": args.seconds * 0.6, "schedule_seconds": args.seconds * 0.4}
    updated = settings.model_copy(
        update={
            "simulation": settings.simulation.model_copy(update=simulation),
            "solver": settings.solver.model_copy(update=solver),
        }
    )
    return scenario.model_copy(update={"settings": updated})


def read_document(args: argparse.Namespace) -> Scenario:
    """The document named on the command line, with the settings given there."""
    from scenarios.reading import read_scenario

    return with_settings(read_scenario(args.file), args)


def read_scenario_of(path: Path) -> Scenario:
    """The document in a file, or the one that the record in it was made from."""
    from scenarios.reading import read_scenario
    from scenarios.record_file import is_record, read_record

    return read_record(path).scenario if is_record(path) else read_scenario(path)


def derived(scenario: Scenario, what: str, **told: object) -> Scenario:
    """The scenario with an identifier and a name of its own, so that it can be kept and compared beside its source.

    Args:
        scenario: made from another one, whose identifier and name it still has.
        what: becomes the end of the identifier, and names the catalogue's entry ``cli.derived.<what>``.
        told: values of that entry besides ``name``.
    """
    from scenarios.document import Label
    from scenarios.i18n import LANGUAGES, translate

    texts = {
        language: translate(f"cli.derived.{what}", language, name=scenario.name, **told)
        for language in LANGUAGES
    }
    ending = "_".join([what, *map(str, told.values())]).replace("%", "")
    stem = scenario.id[: MOST_LETTERS - len(ending) - 1]
    return scenario.model_copy(update={"id": f"{stem}_{ending}", "name": Label(**texts)})


def record_of(path: Path, args: argparse.Namespace, console: Console, index: int, count: int) -> Record:
    """The record in a file, or what comes of running the document in it."""
    import pipeline
    from scenarios.progress import part
    from scenarios.reading import read_scenario
    from scenarios.record_file import is_record, read_record

    if is_record(path):
        return read_record(path)
    scenario = with_settings(read_scenario(path), args)
    return pipeline.run(scenario, progress=part(console.progress, index / count, (index + 1) / count))


def deliver(
    record: Record, args: argparse.Namespace, console: Console, *, explain_from: Scenario | None = None
) -> int:
    """Write a record and its files where asked for, and print what it says.

    The plan is explained cell by cell against today's plan of ``explain_from``, if that is given.
    """
    from scenarios.export import export as write_files
    from scenarios.record_file import write_record
    from scenarios.text import record_text

    console.end_progress()
    files: list[Path] = []
    if args.out:
        files = [write_record(record, args.out / "record.json")]
        if record.feasible:
            files += write_files([record], args.out, language=console.language, formats=args.formats)
    document = {**record.to_dict(console.language), "files": [str(file) for file in files]}
    if not record.feasible:
        if args.json:
            console.answer(document, "")
        return refuse(record, console, str(files[0]) if files else None)
    texts = [record_text(record, console.language)]
    if explain_from is not None:
        found, text = explained(record, console, explain_from)
        document["evaluation"] = found.to_dict(console.language)
        texts += ["", text]
    console.answer(document, "\n".join([*texts, file_list(files, console)] if files else texts))
    return OK


def explained(record: Record, console: Console, base: Scenario | None = None) -> tuple[Explanation, str]:
    """The explanation of a record's plan, and its text."""
    import pipeline
    from scenarios.text import explanation_text

    found = pipeline.explain(record, base)
    return found, explanation_text(record, found, console.language)


def refuse(record: Record, console: Console, file: str | None = None) -> int:
    """Report that a scenario has no plan, with the reason."""
    from scenarios.text import record_text

    text = record_text(record, console.language)
    return console.fail(INFEASIBLE, {"code": "infeasible", "record": file, "what": text}, text)


def deliver_comparison(
    records: list[Record], args: argparse.Namespace, console: Console, closing: str = ""
) -> int:
    """Compare records, write the files where asked for, and print what the comparison says."""
    from scenarios.comparison import compare as compare_records
    from scenarios.export import export as write_files
    from scenarios.record_file import write_record
    from scenarios.text import comparison_text, record_text

    console.end_progress()
    infeasible = [record for record in records if not record.feasible]
    if infeasible:
        text = "\n".join(record_text(record, console.language) for record in infeasible)
        return console.fail(
            INFEASIBLE, {"code": "infeasible", "scenarios": [record.id for record in infeasible]}, text
        )
    comparison = compare_records(records, baseline=args.baseline or records[0].id)
    files: list[Path] = []
    if args.out:
        files = [write_record(record, args.out / record.id / "record.json") for record in records]
        files += write_files(
            records, args.out, comparison=comparison, language=console.language, formats=args.formats
        )
    document = {**comparison.to_dict(console.language), "files": [str(file) for file in files]}
    lines = [comparison_text(records, comparison, console.language), file_list(files, console), closing]
    console.answer(document, "\n".join(line for line in lines if line))
    return OK


def file_list(files: Sequence[Path], console: Console) -> str:
    """The written files, a line each."""
    if not files:
        return ""
    return "\n".join([console.say("cli.files"), *(f"  {file}" for file in files)])
