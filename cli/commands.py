"""What each command does. Heavy imports happen inside the commands, so that help answers at once."""

from __future__ import annotations

import argparse
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import BAD_INPUT, INFEASIBLE, OK, Console

if TYPE_CHECKING:
    from scenarios.document import Scenario
    from scenarios.record import Record


def init(args: argparse.Namespace, console: Console) -> int:
    """Write a first document to start from."""
    from scenarios.templates import small_example
    from scenarios.writing import template_workbook, write_atomically

    path: Path = args.path or Path("scenario.xlsx" if args.xlsx else "scenario.yaml")
    if path.exists() and not args.force:
        return console.fail(
            BAD_INPUT, {"code": "exists", "what": str(path)}, console.say("cli.exists", path=path)
        )
    if args.xlsx or path.suffix == ".xlsx":
        template_workbook(path, console.language)
    else:
        write_atomically(path, small_example(console.language).encode())
    console.answer({"written": str(path)}, console.say("cli.init.done", path=path))
    return OK


def check(args: argparse.Namespace, console: Console) -> int:
    """Read documents and name every problem; warnings do not keep a document from being used."""
    from scenarios.reading import examine

    documents: list[dict[str, object]] = []
    texts: list[str] = []
    for path in args.files:
        found = examine(path)
        valid = found.scenario is not None and not found.errors
        documents.append(
            {
                "file": str(path),
                "valid": valid,
                "problems": [problem.to_dict(console.language) for problem in found.problems],
            }
        )
        if valid and found.scenario is not None:
            texts.append(
                console.say("cli.check.valid", path=path, name=found.scenario.name.render(console.language))
            )
        else:
            texts.append(console.say("cli.check.invalid", path=path, count=len(found.errors)))
        texts += [f"  {problem.render(console.language)}" for problem in found.problems]
    answer = {"documents": documents}
    if args.json or all(document["valid"] for document in documents):
        console.answer(answer, "\n".join(texts))
        return OK if all(document["valid"] for document in documents) else BAD_INPUT
    return console.fail(BAD_INPUT, answer, "\n".join(texts))


def plan(args: argparse.Namespace, console: Console) -> int:
    """Allocate and schedule."""
    import pipeline
    from scenarios.record import Record

    scenario = _read(args)
    return _deliver(
        Record(scenario=scenario, plan=pipeline.plan(scenario, progress=console.progress)), args, console
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Allocate, schedule and simulate."""
    import pipeline

    return _deliver(pipeline.run(_read(args), progress=console.progress), args, console)


def simulate(args: argparse.Namespace, console: Console) -> int:
    """Simulate the plan of a record again, with other settings if wanted."""
    import pipeline
    from scenarios.record import Record
    from scenarios.record_file import read_record

    record = read_record(args.record)
    scenario = with_settings(record.scenario, args)
    replayed = record.plan.model_copy(update={"provenance": pipeline.provenance(scenario)})
    outcome = pipeline.simulate(scenario, replayed, progress=console.progress)
    return _deliver(Record(scenario=scenario, plan=replayed, outcome=outcome), args, console)


def compare(args: argparse.Namespace, console: Console) -> int:
    """Compare two to four scenarios; documents are run first, records are taken as they are."""
    records = [_record(path, args, console, index, len(args.files)) for index, path in enumerate(args.files)]
    return _deliver_comparison(records, args, console)


def export(args: argparse.Namespace, console: Console) -> int:
    """Write the files of a record."""
    from scenarios.export import export as write_files
    from scenarios.record_file import read_record

    files = write_files([read_record(args.record)], args.out, language=console.language, formats=args.formats)
    console.answer({"files": [str(file) for file in files]}, _file_list(files, console))
    return OK


def fit(args: argparse.Namespace, console: Console) -> int:
    """Fit response curves to a weekly series and write a scenario that uses them."""
    from optimizer.fitting import fit_file
    from scenarios.writing import write_scenario

    result = fit_file(
        args.series,
        date=args.date,
        outcome=args.outcome,
        spend=args.spend,
        controls=args.controls,
        events=args.events,
        family=args.family,
        spend_unit=args.spend_unit,
        draws=args.draws,
        seed=args.seed or 0,
        progress=console.progress,
    )
    console.end_progress()
    if args.out:
        write_scenario(result.to_scenario(), args.out)
    document = {**result.to_dict(console.language), "written": str(args.out) if args.out else None}
    text = result.render(console.language)
    console.answer(document, f"{text}\n{console.say('cli.fit.done', path=args.out)}" if args.out else text)
    return OK


def app(args: argparse.Namespace, console: Console) -> int:
    """Serve the Streamlit app on this computer until interrupted."""
    from ui.launch import command

    print(console.say("cli.app.starting", url=f"http://{args.host}:{args.port}"), flush=True)
    serve = command(port=args.port, host=args.host, open_browser=not args.no_browser)
    return subprocess.run(serve, env={**os.environ, "MEMS_LANG": args.lang}, check=False).returncode


def demo(args: argparse.Namespace, console: Console) -> int:
    """Run the main job on the built-in example: three variants planned, simulated, compared, exported."""
    from scenarios.generator import write_examples

    files = write_examples(args.out / "scenarios")
    records = [_record(path, args, console, index, len(files)) for index, path in enumerate(files)]
    return _deliver_comparison(
        records, args, console, closing=console.say("cli.demo.done", folder=args.out.resolve())
    )


def with_settings(scenario: Scenario, args: argparse.Namespace) -> Scenario:
    """The scenario with the settings given on the command line."""
    settings = scenario.settings
    simulation = {
        name: value
        for name in ("replications", "precision", "seed", "dispatch", "workers")
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


def _read(args: argparse.Namespace) -> Scenario:
    from scenarios.reading import read_scenario

    return with_settings(read_scenario(args.file), args)


def _record(path: Path, args: argparse.Namespace, console: Console, index: int, count: int) -> Record:
    import pipeline
    from scenarios.progress import part
    from scenarios.reading import read_scenario
    from scenarios.record_file import is_record, read_record

    if is_record(path):
        return read_record(path)
    scenario = with_settings(read_scenario(path), args)
    return pipeline.run(scenario, progress=part(console.progress, index / count, (index + 1) / count))


def _deliver(record: Record, args: argparse.Namespace, console: Console) -> int:
    """Write a record and its files where asked for, and print what it says."""
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
    text = record_text(record, console.language)
    if not record.feasible:
        if args.json:
            console.answer(document, "")
        return console.fail(
            INFEASIBLE, {"code": "infeasible", "record": str(files[0]) if files else None, "what": text}, text
        )
    console.answer(document, "\n".join([text, _file_list(files, console)] if files else [text]))
    return OK


def _deliver_comparison(
    records: list[Record], args: argparse.Namespace, console: Console, closing: str = ""
) -> int:
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
    lines = [comparison_text(records, comparison, console.language), _file_list(files, console), closing]
    console.answer(document, "\n".join(line for line in lines if line))
    return OK


def _file_list(files: Sequence[Path], console: Console) -> str:
    if not files:
        return ""
    return "\n".join([console.say("cli.files"), *(f"  {file}" for file in files)])
