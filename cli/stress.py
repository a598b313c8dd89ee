"""Commands that question a plan's simulation. Heavy imports happen inside them, so that help answers at once."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cli.console import BAD_INPUT, FAULT, OK, Console
from cli.delivery import refuse, with_settings
from cli.measures import tell

if TYPE_CHECKING:
    from scenarios.document import Scenario
    from scenarios.outcome import Outcome
    from scenarios.plan import Plan
    from scenarios.progress import Progress
    from scenarios.text.report import Report
    from simulation.answers import Wanted

MOST_COMPARED = 50
"""Replications in which the engines are compared, unless more are asked for."""
CONTROLLED = ("net_value", "lead_days", "staff_cost")
"""Measures that control variates may sharpen."""
MOST_PROFILES = 3
"""Campaigns whose stages are shown: those that are on time least often."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked about, and how progress is told."""

    scenario: Scenario
    plan: Plan
    outcome: Outcome
    weeks: int
    targets: tuple[Wanted, ...]
    progress: Progress


def compare_engines(args: argparse.Namespace, console: Console) -> int:
    """Run the replications of a record's plan in both engines, and say whether they agree in everything."""
    from scenarios.record_file import read_record
    from simulation.blueprint import build_blueprint
    from simulation.compiled import AVAILABLE
    from simulation.twins import compare

    if not AVAILABLE:
        return console.fail(BAD_INPUT, {"code": "no_compiler"}, console.say("cli.twins.absent"))
    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    args.engine = None
    scenario = with_settings(record.scenario, args)
    settings = scenario.settings.simulation
    count = args.replications or min(MOST_COMPARED, settings.replications)
    found = compare(build_blueprint(scenario, record.plan, settings), range(count))
    if found.parting is None:
        counts = {"replications": found.replications, "rows": found.rows}
        console.answer({"equal": True, **counts}, console.say("cli.twins.equal", **counts))
        return OK
    parting = found.parting
    told: dict[str, int | str] = {
        "number": parting.replication,
        "row": parting.row,
        "simpy": parting.simpy,
        "compiled": parting.compiled,
        "seed": settings.seed,
    }
    return console.fail(FAULT, {"code": "twins", **told}, console.say("cli.twins.different", **told))


def stress(args: argparse.Namespace, console: Console) -> int:
    """Answer what a planner asks of the simulation of a record's plan."""
    from scenarios.progress import part
    from scenarios.record_file import read_record
    from simulation.answers import Wanted

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    scenario = with_settings(record.scenario, args)
    outcome = record.outcome
    if outcome is None:
        return refuse(record, console)
    targets = tuple(Wanted(measure=one[0], side=one[1], value=one[2]) for one in args.targets)
    reports: list[Report] = []
    announce_compiling(scenario, console)
    for number, wanted in enumerate(args.show):
        own = part(console.progress, number / len(args.show), (number + 1) / len(args.show))
        with as_user_errors():
            asked = Question(scenario, record.plan, outcome, args.weeks, targets, own)
            reports += _ANSWERS[wanted](asked)
    console.end_progress()
    return tell(reports, console)


def _launches(asked: Question) -> list[Report]:
    from simulation.answers import campaign_profiles
    from simulation.answers.reports import launch_report, stage_report

    found = campaign_profiles(asked.scenario, asked.plan, progress=asked.progress)
    latest = sorted(found, key=lambda one: one.on_time.value)[:MOST_PROFILES]
    return [launch_report(found), *(stage_report(one) for one in latest)]


def _team(asked: Question) -> list[Report]:
    from simulation.answers import team_profile
    from simulation.answers.reports import team_reports

    return list(team_reports(team_profile(asked.scenario, asked.plan, progress=asked.progress)))


def _causes(asked: Question) -> list[Report]:
    from simulation.answers import attribute_delay
    from simulation.answers.reports import attribution_report

    return [attribution_report(attribute_delay(asked.scenario, asked.plan, progress=asked.progress))]


def _bottlenecks(asked: Question) -> list[Report]:
    from simulation.answers import bottlenecks
    from simulation.answers.reports import bottleneck_report

    return [bottleneck_report(bottlenecks(asked.scenario, asked.plan, progress=asked.progress))]


def _people(asked: Question) -> list[Report]:
    from simulation.answers import bus_factor
    from simulation.answers.reports import bus_report

    found = bus_factor(asked.scenario, asked.plan, weeks=asked.weeks, progress=asked.progress)
    return [bus_report(found)]


def _urgent(asked: Question) -> list[Report]:
    from simulation.answers import express_externality
    from simulation.answers.reports import express_report

    return [express_report(express_externality(asked.scenario, asked.plan, progress=asked.progress))]


def _shocks(asked: Question) -> list[Report]:
    from simulation.answers import stress_matrix
    from simulation.answers.reports import stress_report

    return [stress_report(stress_matrix([(asked.scenario, asked.plan)], progress=asked.progress))]


def _alerts(asked: Question) -> list[Report]:
    from simulation.answers import outcome_alerts

    return [outcome_alerts(asked.scenario, asked.outcome).report()]


def _targets(asked: Question) -> list[Report]:
    from simulation.answers import attainment
    from simulation.answers.reports import attainment_report

    targets = asked.targets or (_on_time_target(),)
    found = attainment(asked.scenario, asked.plan, targets, progress=asked.progress)
    return [attainment_report(found)]


def _on_time_target() -> Wanted:
    from simulation.answers import Wanted

    return Wanted(measure="on_time", side="at_least", value=0.9)


def _precision(asked: Question) -> list[Report]:
    from simulation.experiments.control import control
    from simulation.experiments.reports import control_report

    found = {key: control(asked.scenario, asked.plan, asked.outcome, key) for key in CONTROLLED}
    defined = {key: one for key, one in found.items() if one is not None}
    return [control_report(defined, asked.scenario.currency)]


def _warm_up(asked: Question) -> list[Report]:
    from simulation.experiments.reports import warm_up_report
    from simulation.experiments.warmup import request_hours, steady_state

    settings = asked.scenario.settings.simulation
    urgent = ["urgent"] if asked.scenario.risks.urgent.per_week else []
    streams = [*urgent, *(one.id for one in asked.scenario.streams)]
    series = [request_hours(asked.scenario, asked.plan, one, settings) for one in streams]
    return [warm_up_report(steady_state(one, settings.confidence)) for one in series]


_ANSWERS: dict[str, Callable[[Question], list[Report]]] = {
    "launches": _launches,
    "team": _team,
    "causes": _causes,
    "bottlenecks": _bottlenecks,
    "people": _people,
    "urgent": _urgent,
    "shocks": _shocks,
    "alerts": _alerts,
    "targets": _targets,
    "precision": _precision,
    "warm_up": _warm_up,
}


def replay(args: argparse.Namespace, console: Console) -> int:
    """Tell one replication of a record's plan step by step, and write its event log where asked for."""
    from scenarios.eventlog import events_csv, events_xes
    from scenarios.record_file import read_record
    from scenarios.writing import write_atomically
    from simulation.answers import Choice, replay_events
    from simulation.answers import replay as tell_replication
    from simulation.answers.reports import replay_reports

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    scenario = with_settings(record.scenario, args)
    announce_compiling(scenario, console)
    which = int(args.which) if args.which.isdecimal() else Choice(which=args.which)
    with as_user_errors():
        found = tell_replication(
            scenario,
            record.plan,
            choice=which,
            campaign=args.campaign,
            full=args.full,
            progress=console.progress,
        )
        if args.out:
            events = replay_events(scenario, record.plan, found.number, work_only=not args.full)
            is_xes = args.out.suffix.lower() == ".xes"
            write_atomically(args.out, events_xes(events, scenario.id) if is_xes else events_csv(events))
    console.end_progress()
    return tell(list(replay_reports(found)), console)


def announce_compiling(scenario: Scenario, console: Console) -> None:
    """Say so where the first answer has to wait for the compiler."""
    from scenarios.i18n import Message
    from simulation.engines import compiles_first

    if compiles_first(scenario.settings.simulation.engine):
        console.progress(0.0, Message("pipeline.compiling"))


@contextmanager
def as_user_errors() -> Iterator[None]:
    """What the simulation refuses, as an error for the user."""
    from scenarios.errors import UserError
    from simulation import SimulationError

    try:
        yield
    except SimulationError as error:
        raise UserError(error.message) from error
