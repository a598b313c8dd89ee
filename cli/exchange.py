"""Commands that exchange plans, people and calendars with other tools. Heavy imports happen inside them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import OK, Console

if TYPE_CHECKING:
    from scenarios.actuals import Actuals
    from scenarios.document import Scenario
    from scenarios.interchange.transfer import Brought, Written
    from scenarios.plan import Plan


def read(args: argparse.Namespace, console: Console) -> int:
    """Read a file of another tool, and write the document that comes of it."""
    from scenarios.actuals import actuals_csv
    from scenarios.files import write_atomically
    from scenarios.interchange.door import ReadOptions, read_file
    from scenarios.reading import read_scenario

    options = ReadOptions(
        kind=args.source,
        into=read_scenario(args.into) if args.into else None,
        person=args.person,
        zone=args.zone,
        matching=args.matching,
        start=args.start,
        columns=dict(args.columns),
        date_order=args.date_order,
    )
    found = read_file(args.file, options)
    files = _write_document(found, args.out)
    if args.actuals and found.actuals:
        files.append(write_atomically(args.actuals, actuals_csv(found.actuals, found.scenario.horizon)))
    return _tell(found, files, console)


def write(args: argparse.Namespace, console: Console) -> int:
    """Write a plan or a document for another tool."""
    from scenarios.errors import UserError
    from scenarios.i18n import Message

    scenario, plan = _plan_of(args.file)
    suffix = args.out.suffix.lower()
    if suffix == ".xml":
        return _write_project(scenario, plan, args, console)
    if suffix == ".xlsx":
        from scenarios.interchange.staff.workbook import write_staff

        return _write_one(write_staff(scenario, console.language), args.out, console)
    if suffix:
        raise UserError(Message("interchange.error.suffix", {"name": args.out.name}))
    return _write_calendars(scenario, plan, args, console)


def holidays(args: argparse.Namespace, console: Console) -> int:
    """Show public holidays, and put them into a document."""
    import datetime as dt

    from scenarios.interchange.public_holidays import holidays_of_horizon, public_holidays, with_holidays
    from scenarios.reading import read_scenario

    language, region = console.language, args.region or ""
    if args.into is None:
        years = args.years or [dt.datetime.now(tz=dt.UTC).year]
        first, last = dt.date(min(years), 1, 1), dt.date(max(years), 12, 31)
        found = public_holidays(args.country, first, last, region=region, language=language)
        console.answer(found.report().to_dict(language), found.report().render(language))
        return OK
    scenario = read_scenario(args.into)
    found = holidays_of_horizon(scenario, args.country, region=region, language=language)
    brought = with_holidays(scenario, found)
    files = _write_document(brought, args.out)
    document = {
        "holidays": found.report().to_dict(language),
        **brought.report().to_dict(language),
        "written": list(map(str, files)),
    }
    text = "\n\n".join([found.report().render(language), brought.render(language), *_written(files, console)])
    console.answer(document, text)
    return OK


def _plan_of(path: Path) -> tuple[Scenario, Plan | None]:
    """The document in a file and its plan, if the file is a record."""
    from scenarios.reading import read_scenario
    from scenarios.record_file import is_record, read_record

    if is_record(path):
        record = read_record(path)
        return record.scenario, record.plan
    return read_scenario(path), None


def _write_project(scenario: Scenario, plan: Plan | None, args: argparse.Namespace, console: Console) -> int:
    from scenarios.interchange.mspdi.writing import write_project_xml

    running = plan.allocation.running if plan else {}
    made = write_project_xml(
        scenario,
        plan.schedule if plan else None,
        targets={one: found.target for one, found in running.items() if found.target is not None},
        actuals=_actuals(scenario, plan, args),
        language=console.language,
    )
    return _write_one(made, args.out, console)


def _actuals(scenario: Scenario, plan: Plan | None, args: argparse.Namespace) -> Actuals | None:
    """What has happened according to a file; campaigns that the plan does not run are not in its work."""
    if args.actuals is None:
        return None
    from scenarios.actuals import read_actuals
    from scenarios.network import Target, compile_workload

    horizon = scenario.horizon
    due = {one.id: horizon.minute(one.due) for one in scenario.campaigns if one.registered}
    targets = due if plan is None else {one: due[one] for one in plan.allocation.running}
    workload = compile_workload(scenario, {one: Target(minute, 0) for one, minute in targets.items()})
    status = args.status or scenario.status_date or horizon.start
    return read_actuals(args.actuals, scenario, workload, horizon.minute(status), zone=args.zone)


def _write_calendars(
    scenario: Scenario, plan: Plan | None, args: argparse.Namespace, console: Console
) -> int:
    import datetime as dt

    from scenarios.errors import UserError
    from scenarios.files import write_atomically
    from scenarios.i18n import Message
    from scenarios.interchange.ical.writing import write_calendars

    if plan is None or plan.schedule is None:
        raise UserError(Message("interchange.error.no_schedule"))
    if args.zone is None:
        raise UserError(Message("interchange.error.zone_missing"))
    made = write_calendars(
        scenario,
        plan.schedule,
        zone=args.zone,
        language=console.language,
        stamp=dt.datetime.now(tz=dt.UTC).replace(microsecond=0),
    )
    chosen = {one: calendar for one, calendar in made.items() if not args.person or one in args.person}
    files = [write_atomically(args.out / f"{one}.ics", calendar.content) for one, calendar in chosen.items()]
    reports = {one: calendar.report().to_dict(console.language) for one, calendar in chosen.items()}
    lines = [
        console.say("cli.exchange.calendar", person=one, **dict(calendar.counts))
        for one, calendar in chosen.items()
    ]
    console.answer(
        {"calendars": reports, "written": list(map(str, files))},
        "\n".join([*lines, *_written(files, console)]),
    )
    return OK


def _write_one(made: Written, path: Path, console: Console) -> int:
    from scenarios.files import write_atomically

    return _tell(made, [write_atomically(path, made.content)], console)


def _write_document(found: Brought, path: Path | None) -> list[Path]:
    from scenarios.writing import write_scenario

    return [write_scenario(found.scenario, path)] if path else []


def _tell(found: Brought | Written, files: list[Path], console: Console) -> int:
    document = {**found.report().to_dict(console.language), "written": list(map(str, files))}
    console.answer(document, "\n".join([found.render(console.language), *_written(files, console)]))
    return OK


def _written(files: list[Path], console: Console) -> list[str]:
    return [console.say("cli.exchange.written", path=file) for file in files]
