"""The command that decides about the team. Heavy imports happen inside it, so that help answers at once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from cli.console import INFEASIBLE, OK, Console
from cli.delivery import derived, read_document
from cli.measures import tell
from cli.parser import positive
from cli.registry import Commands

if TYPE_CHECKING:
    from optimizer.staffing import StaffingAnswer
    from scenarios.document import Scenario
    from scenarios.text.report import Report

NAME = "staffed.yaml"
"""The file in the folder for the result that holds the scenario with the new team."""


def staffing_command(commands: Commands) -> None:
    """Add the command."""
    one = commands.add("staff", staff)
    commands.option(one, "file", type=Path)
    commands.option(one, "--scheduled", action="store_true")
    commands.option(one, "--out", type=Path)
    commands.option(one, "--seconds", type=positive)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")


def staff(args: argparse.Namespace, console: Console) -> int:
    """Say whom to hire, train, move or borrow when, what that is worth, and write the scenario with that team."""
    from optimizer.staffing import plan_staff
    from optimizer.staffing.report import rounds_report, staffing_reports
    from scenarios.text.report import in_currency

    scenario = read_document(args)
    answer = plan_staff(scenario, progress=console.progress)
    reports: list[Report] = list(staffing_reports(answer))
    team = answer.scenario
    if args.scheduled and answer.feasible and answer.staffing is not None:
        from optimizer.staffing.rounds import plan_on_schedule

        found = plan_on_schedule(
            scenario, seconds=_seconds(args, scenario), start=answer, progress=console.progress
        )
        reports.append(rounds_report(found))
        team = found.best.scenario if found.best is not None else team
    console.end_progress()
    if args.out and answer.feasible:
        _write(team, answer, args.out)
    tell(list(in_currency(reports, scenario.currency)), console)
    return OK if answer.feasible else INFEASIBLE


def _seconds(args: argparse.Namespace, scenario: Scenario) -> float:
    solver = scenario.settings.solver
    return float(args.seconds or solver.allocation_seconds + solver.schedule_seconds)


def _write(team: Scenario, answer: StaffingAnswer, folder: Path) -> None:
    from scenarios.writing import write_scenario

    folder.mkdir(parents=True, exist_ok=True)
    objective = team.objective.model_copy(update={"strategy": answer.source.objective.strategy})
    write_scenario(derived(team.model_copy(update={"objective": objective}), "staffed"), folder / NAME)
