"""The command that questions a schedule. Heavy imports happen inside it, so that help answers at once."""

from __future__ import annotations

import argparse

from cli.console import Console
from cli.delivery import with_settings
from cli.measures import tell


def why(args: argparse.Namespace, console: Console) -> int:
    """Answer a question about the schedule of a record, or of a document that is planned first."""
    import pipeline
    from optimizer.inquiry import Question, inquire
    from scenarios.reading import read_scenario
    from scenarios.record import Record
    from scenarios.record_file import is_record, read_record

    if is_record(args.file):
        record = read_record(args.file)
    else:
        scenario = with_settings(read_scenario(args.file), args)
        record = Record(scenario=scenario, plan=pipeline.plan(scenario, progress=console.progress))
    question = Question(campaign=args.campaign, task=args.task, values=args.values, team=args.team)
    reports = inquire(
        record.scenario, record.plan, question, seconds=args.search_seconds, progress=console.progress
    )
    console.end_progress()
    return tell(list(reports), console)
