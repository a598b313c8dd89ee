"""The command that replans. Heavy imports happen inside it, so that help answers at once."""

from __future__ import annotations

import argparse
import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cli.console import INFEASIBLE, OK, Console
from cli.delivery import derived, file_list, refuse
from cli.parser import Parser, amount, natural, positive
from cli.registry import Commands
from scenarios.i18n import translate

if TYPE_CHECKING:
    from optimizer.replan import Disruption, Options, Replan
    from scenarios.actuals import Actuals
    from scenarios.document import Scenario
    from scenarios.record import Record
    from scenarios.text.report import Report

FORMATS = ("csv", "json", "xlsx", "html")
EVERYTHING = "all"


def replanning_command(commands: Commands) -> None:
    """Add the command."""
    one = commands.add("replan", replan)
    commands.option(one, "record", type=Path)
    commands.option(one, "--status", type=_day, required=True, metavar="DATE")
    commands.option(one, "--actuals", type=Path)
    commands.option(one, "--replication", type=natural)
    commands.option(one, "--zone")
    commands.option(one, "--frozen-days", type=natural, default=0)
    commands.option(one, "--most-changes", type=natural)
    commands.option(one, "--absent", type=_absent, nargs="+", default=[], metavar="PERSON:FROM..TO")
    commands.option(one, "--gone", type=_person_day, nargs="+", default=[], metavar="PERSON:DATE")
    commands.option(one, "--urgent", nargs="+", default=[], metavar="FILE|WORKFLOW:DATE[:VALUE]")
    commands.option(one, "--restore", type=_promise, nargs="+", metavar="CAMPAIGN[:DATE]")
    for name in ("--price-person", "--price-start", "--price-launch"):
        commands.option(one, name, type=amount)
    commands.option(one, "--tolerance-hours", type=amount)
    commands.option(one, "--seconds", type=positive)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")
    commands.option(one, "--formats", nargs="+", choices=FORMATS, default=FORMATS)
    commands.option(one, "--out", type=Path)


def replan(args: argparse.Namespace, console: Console) -> int:
    """Make the plan of a record again from a status date on."""
    from optimizer.replan import replan as make_again
    from optimizer.replan import restore
    from optimizer.replan.reports import replan_reports, restoration_reports
    from optimizer.schedule import Unschedulable
    from scenarios.record_file import read_record

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    disruptions = _disruptions(args, record)
    actuals = _actuals(args, record)
    options = _options(args, record.scenario)
    try:
        if args.restore is None:
            found = make_again(
                record.scenario,
                record.plan,
                actuals,
                disruptions=disruptions,
                options=options,
                progress=console.progress,
            )
            return _deliver(record, found, replan_reports(found), args, console)
        restored = restore(
            record.scenario,
            record.plan,
            actuals,
            promises=_promises(args.restore),
            disruptions=disruptions,
            options=options,
            progress=console.progress,
        )
    except Unschedulable as error:
        texts = [conflict.name.render(console.language) for conflict in error.conflicts]
        return console.fail(INFEASIBLE, {"code": "infeasible", "what": texts}, "\n".join(texts))
    return _deliver(record, restored.replan, restoration_reports(restored), args, console)


def _deliver(
    record: Record,
    found: Replan | None,
    reports: Sequence[Report],
    args: argparse.Namespace,
    console: Console,
) -> int:
    """Write the new record where asked for, and print the reports."""
    from scenarios.export import export as write_files
    from scenarios.record_file import write_record
    from scenarios.text.report import in_currency, together

    console.end_progress()
    reports = in_currency(reports, record.scenario.currency)
    files: list[Path] = []
    if found is not None:
        made = _record(record, found)
        if args.out:
            files = [write_record(made, args.out / "record.json")]
            files += write_files([made], args.out, language=console.language, formats=args.formats)
    document = {
        "reports": [report.to_dict(console.language) for report in reports],
        "files": [str(file) for file in files],
    }
    text = "\n\n".join(
        part for part in (together(reports, console.language), file_list(files, console)) if part
    )
    console.answer(document, text)
    return OK


def _record(record: Record, found: Replan) -> Record:
    """The verified replan as a record of its own, with the plans that it replaces."""
    import pipeline
    from optimizer.verify import verify
    from scenarios.record import PlanVersion, Record

    scenario = derived(found.scenario, "replan", date=found.status_date.isoformat())
    plan = found.plan.model_copy(update={"provenance": pipeline.provenance(scenario)})
    violations = verify(scenario, plan)
    if violations:
        raise pipeline.VerificationError(violations)
    before = PlanVersion(plan=record.plan, status_date=record.scenario.status_date)
    return Record(scenario=scenario, plan=plan, earlier=(*record.earlier, before))


def _actuals(args: argparse.Namespace, record: Record) -> Actuals:
    """What had happened: told by a file, as one replication has it, or as planned."""
    from scenarios.actuals import actuals_of, as_planned, read_actuals
    from scenarios.network import compile_workload
    from scenarios.plan import Schedule
    from scenarios.valuation import Valuation

    scenario, plan = record.scenario, record.plan
    status = scenario.horizon.minute(args.status)
    workload = compile_workload(scenario, Valuation(scenario).targets(plan.allocation))
    if args.actuals is not None:
        return read_actuals(args.actuals, scenario, workload, status, zone=args.zone)
    if args.replication is not None:
        from cli.stress import as_user_errors
        from simulation.answers import replay_events

        with as_user_errors():
            events = replay_events(scenario, plan, args.replication)
        return actuals_of(events, workload, scenario.horizon, status)
    return as_planned(plan.schedule or Schedule(proof=plan.allocation.proof), status)


def _options(args: argparse.Namespace, scenario: Scenario) -> Options:
    from optimizer.replan import Options, Prices
    from scenarios.document.durations import to_minutes
    from scenarios.money import to_minor

    told = {
        name: to_minor(value)
        for name in ("person", "start", "launch")
        if (value := getattr(args, f"price_{name}")) is not None
    }
    if args.tolerance_hours is not None:
        told["tolerance_minutes"] = to_minutes(args.tolerance_hours)
    settings = scenario.settings.solver
    if args.seconds is not None:
        settings = settings.model_copy(update={"schedule_seconds": args.seconds})
    return Options(
        frozen_days=args.frozen_days,
        prices=Prices(**told),
        most_changes=args.most_changes,
        settings=settings,
    )


def _disruptions(args: argparse.Namespace, record: Record) -> tuple[Disruption, ...]:
    from optimizer.replan import Absence, Departure, Urgent
    from optimizer.replan.urgent import urgent_campaign

    return (
        *(Absence(person, first, last) for person, first, last in args.absent),
        *(Departure(person, last) for person, last in args.gone),
        *(
            Urgent(urgent_campaign(record.scenario, record.plan.allocation, text, number))
            for number, text in enumerate(args.urgent)
        ),
    )


def _promises(told: Sequence[tuple[str, dt.date | None]]) -> dict[str, dt.date | None] | None:
    return None if (EVERYTHING, None) in told else dict(told)


def _parsed(parse: Callable[[str], Any], key: str) -> Callable[[str], Any]:
    """A converter of one argument that says what is allowed."""

    def convert(text: str) -> Any:
        try:
            return parse(text)
        except ValueError:
            raise argparse.ArgumentTypeError(translate(key, Parser.language, text=text)) from None

    return convert


def _split_absence(text: str) -> tuple[str, dt.date, dt.date]:
    person, _, days = text.rpartition(":")
    first, _, last = days.partition("..")
    begin, end = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
    if not person or end < begin:
        raise ValueError
    return person, begin, end


def _split_person(text: str) -> tuple[str, dt.date]:
    person, _, day = text.rpartition(":")
    if not person:
        raise ValueError
    return person, dt.date.fromisoformat(day)


def _split_promise(text: str) -> tuple[str, dt.date | None]:
    campaign, found, day = text.partition(":")
    return campaign, dt.date.fromisoformat(day) if found else None


_day = _parsed(dt.date.fromisoformat, "cli.type.day")
_absent = _parsed(_split_absence, "cli.type.absent")
_person_day = _parsed(_split_person, "cli.type.person_day")
_promise = _parsed(_split_promise, "cli.type.promise")
