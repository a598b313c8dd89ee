"""Commands that explain and question a plan. Heavy imports happen inside them, so that help answers at once."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.console import OK, Console
from cli.delivery import deliver, explained, read_scenario_of, refuse, with_settings

if TYPE_CHECKING:
    from scenarios.document import Scenario


def evaluate(args: argparse.Namespace, console: Console) -> int:
    """Run today's plan, or a split given by hand, as it is; tell what it brings and what it breaks."""
    import pipeline
    from scenarios.reading.split import as_given, read_split

    scenario = _scenario(args)
    amounts = read_split(args.split, scenario) if args.split else None
    record = pipeline.run(
        pipeline.as_today(scenario) if amounts is None else as_given(scenario, amounts),
        progress=console.progress,
    )
    return deliver(record, args, console, explain_from=scenario)


def explain(args: argparse.Namespace, console: Console) -> int:
    """Say why the plan of a record is as it is."""
    from scenarios.record_file import read_record

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    found, text = explained(record, console)
    console.answer(found.to_dict(console.language), text)
    return OK


def _scenario(args: argparse.Namespace) -> Scenario:
    """The document in a file, or that of the record in it, with the settings of the command line."""
    return with_settings(read_scenario_of(args.file), args)


def tradeoff(args: argparse.Namespace, console: Console) -> int:
    """Trace what a floor for a channel group's share of media costs."""
    from optimizer.tradeoff import share_frontier

    found = share_frontier(_scenario(args), args.group, args.floors, progress=console.progress)
    console.end_progress()
    console.answer(found.to_dict(console.language), found.render(console.language))
    return OK
