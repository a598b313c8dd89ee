"""What each command does. Heavy imports happen inside the commands, so that help answers at once."""

from __future__ import annotations

import argparse
import os
import subprocess
from pathlib import Path

from cli import experiments, stress
from cli.console import BAD_INPUT, OK, Console
from cli.delivery import deliver, deliver_comparison, file_list, read_document, record_of, with_settings


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

    scenario = read_document(args)
    return deliver(
        Record(scenario=scenario, plan=pipeline.plan(scenario, progress=console.progress)), args, console
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Allocate, schedule and simulate."""
    import pipeline

    return deliver(pipeline.run(read_document(args), progress=console.progress), args, console)


def simulate(args: argparse.Namespace, console: Console) -> int:
    """Simulate the plan of a record again, with other settings if wanted."""
    import pipeline
    from scenarios.record import Record
    from scenarios.record_file import read_record
    from simulation import Place

    if args.engine == "both":
        return stress.compare_engines(args, console)
    if args.summary:
        return experiments.summary(args, console)
    record = read_record(args.record)
    scenario = with_settings(record.scenario, args)
    replayed = record.plan.model_copy(update={"provenance": pipeline.provenance(scenario)})
    place = Place(on=args.on, checkpoint=args.checkpoint)
    outcome = pipeline.simulate(scenario, replayed, progress=console.progress, place=place)
    return deliver(Record(scenario=scenario, plan=replayed, outcome=outcome), args, console)


def compare(args: argparse.Namespace, console: Console) -> int:
    """Compare two to four scenarios; documents are run first, records are taken as they are."""
    records = [
        record_of(path, args, console, index, len(args.files)) for index, path in enumerate(args.files)
    ]
    return deliver_comparison(records, args, console)


def export(args: argparse.Namespace, console: Console) -> int:
    """Write the files of a record."""
    from scenarios.export import export as write_files
    from scenarios.record_file import read_record

    files = write_files([read_record(args.record)], args.out, language=console.language, formats=args.formats)
    console.answer({"files": [str(file) for file in files]}, file_list(files, console))
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
    records = [record_of(path, args, console, index, len(files)) for index, path in enumerate(files)]
    return deliver_comparison(
        records, args, console, closing=console.say("cli.demo.done", folder=args.out.resolve())
    )
