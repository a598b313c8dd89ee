"""The command that schedules projects of the literature's file formats. Heavy imports happen inside it."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import BAD_INPUT, Console
from cli.measures import tell

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scenarios.i18n import Message
    from scenarios.progress import Progress
    from scenarios.text.report import Report

PLAIN, SKILLED = (".sm", ".rcp"), (".dzn", ".def")
"""Files of projects with resources of one kind each, and of projects whose tasks need people with skills."""


def project(args: argparse.Namespace, console: Console) -> int:
    """Schedule a project of a PSPLIB, Patterson, MSPSP or iMOPSE file to end as soon as it can."""
    kind = args.file.suffix.lower()
    if kind not in (*PLAIN, *SKILLED):
        text = console.say("cli.project.kind", path=args.file, known=", ".join((*PLAIN, *SKILLED)))
        return console.fail(BAD_INPUT, {"code": "project_file", "what": text}, text)
    schedule = _skilled if kind in SKILLED else _plain
    report = schedule(args.file, args, console.progress)
    console.end_progress()
    return tell([report], console)


def _plain(path: Path, args: argparse.Namespace, progress: Progress) -> Report:
    from optimizer.projects.rcpsp import read_project, solve
    from scenarios.text.report import Heading, Report

    read = read_project(path)
    found = solve(read, seconds=args.seconds, workers=args.workers, seed=args.seed, progress=progress)
    spans = [(start, start + length) for start, length in zip(found.starts, read.durations, strict=True)]
    rows = [(str(number + 1), *spans[number]) for number in sorted(range(read.size), key=spans.__getitem__)]
    return Report(
        title=_title(path),
        headings=(
            Heading("project_task", "text"),
            Heading("first_slot", "count"),
            Heading("end_slot", "count"),
        ),
        rows=tuple(rows),
        notes=_notes(found.makespan, found.bound, found.gap, found.schedules),
    )


def _skilled(path: Path, args: argparse.Namespace, progress: Progress) -> Report:
    from optimizer.projects.mspsp import read_def, read_dzn, solve
    from scenarios.i18n import Message
    from scenarios.text.report import Heading, Report, money_text

    read = (read_dzn if path.suffix.lower() == ".dzn" else read_def)(path)
    found = solve(read, seconds=args.seconds, workers=args.workers, seed=args.seed, progress=progress)
    start, teams = found.schedule.start, found.schedule.teams
    rows = [
        (task.id, start[task.id], start[task.id] + task.duration, ", ".join(_who(teams[task.id])))
        for task in sorted(read.tasks, key=lambda task: (start[task.id], task.id))
    ]
    salaries = (Message("cli.project.cost", {"cost": money_text(found.cost)}),) if found.cost else ()
    return Report(
        title=_title(path),
        headings=(
            Heading("project_task", "text"),
            Heading("project_team", "text"),
            Heading("first_slot", "count"),
            Heading("end_slot", "count"),
        ),
        rows=tuple((task, team, first, end) for task, first, end, team in rows),
        notes=(*_notes(found.makespan, found.bound, found.gap, found.schedules), *salaries),
    )


def _who(team: Mapping[str, str]) -> list[str]:
    """Each person with the skill that he or she covers."""
    return [f"{person} ({skill})" for person, skill in team.items()]


def _title(path: Path) -> Message:
    from scenarios.i18n import Message

    return Message("cli.project.title", {"file": path.name})


def _notes(makespan: int, bound: int, gap: float, schedules: int) -> tuple[Message, ...]:
    """What the schedule is worth, and how good it is known to be."""
    from scenarios.i18n import Message

    told: dict[str, str | int] = {
        "makespan": makespan,
        "bound": bound,
        "gap": f"{gap:.1%}",
        "schedules": schedules,
    }
    known = "cli.project.optimal" if makespan <= bound else "cli.project.limit"
    return Message(known, told), Message("cli.project.effort", told)
