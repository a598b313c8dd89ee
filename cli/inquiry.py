"""The command that questions a schedule. Heavy imports happen inside it, so that help answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path

from cli.console import BAD_INPUT, Console
from cli.delivery import with_settings
from cli.exchange_arguments import iso_date
from cli.measures import tell
from cli.parser import positive
from cli.registry import Commands


def why_command(commands: Commands) -> None:
    """Add the command."""
    one = commands.add("why", why)
    commands.option(one, "file", type=Path)
    commands.option(one, "--campaign")
    commands.option(one, "--by", type=iso_date, metavar="YYYY-MM-DD")
    commands.option(one, "--task", metavar="CAMPAIGN/STAGE")
    commands.option(one, "--values", action="store_true")
    commands.option(one, "--team", action="store_true")
    commands.option(one, "--search-seconds", type=positive, default=0.3)
    commands.option(one, "--seconds", type=positive)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")


def why(args: argparse.Namespace, console: Console) -> int:
    """Answer a question about the schedule of a record, or of a document that is planned first."""
    import pipeline
    from optimizer.inquiry import Question, inquire
    from scenarios.reading import read_scenario
    from scenarios.record import Record
    from scenarios.record_file import is_record, read_record
    from scenarios.text.report import in_currency

    if args.by and not args.campaign:
        text = console.say("inquiry.by_needs_campaign")
        return console.fail(BAD_INPUT, {"code": "by", "what": text}, text)
    if is_record(args.file):
        record = read_record(args.file)
    else:
        scenario = with_settings(read_scenario(args.file), args)
        record = Record(scenario=scenario, plan=pipeline.plan(scenario, progress=console.progress))
    question = Question(
        campaign=args.campaign, by=args.by, task=args.task, values=args.values, team=args.team
    )
    reports = inquire(
        record.scenario, record.plan, question, seconds=args.search_seconds, progress=console.progress
    )
    console.end_progress()
    return tell(list(in_currency(reports, record.scenario.currency)), console)
