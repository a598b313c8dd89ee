"""Commands of simulation experiments and of calibration. Heavy imports happen inside them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from cli.console import OK, Console
from cli.delivery import derived, read_scenario_of, record_of, refuse, with_settings
from cli.measures import tell
from cli.stress import announce_compiling, as_user_errors

if TYPE_CHECKING:
    from scenarios.history import History


def select(args: argparse.Namespace, console: Console) -> int:
    """Find the best of several scenarios with as few replications as that takes."""
    from simulation.experiments.cases import Case
    from simulation.experiments.ranking import Rule, rank
    from simulation.experiments.reports import ranking_report

    records = [
        record_of(path, args, console, index, len(args.files)) for index, path in enumerate(args.files)
    ]
    for record in records:
        if not record.feasible:
            return refuse(record, console)
    console.end_progress()
    zone = 100 * args.difference if args.measure == "net_value" else args.difference
    rule = Rule(zone=zone, measure=args.measure, most=args.most)
    cases = [Case(record.scenario, record.plan) for record in records]
    with as_user_errors():
        found = rank(cases, rule, settings=with_settings(records[0].scenario, args).settings.simulation)
    return tell([ranking_report(found, records[0].scenario.currency)], console)


def sensitivity(args: argparse.Namespace, console: Console) -> int:
    """Vary assumptions over their ranges, and tell which of them move the result."""
    from scenarios.record_file import read_record
    from simulation.experiments.factors import Factor
    from simulation.experiments.reports import screening_report, sobol_report
    from simulation.experiments.response import Model, response
    from simulation.experiments.sensitivity import morris, sobol

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    scenario = with_settings(record.scenario, args)
    settings = scenario.settings.simulation
    announce_compiling(scenario, console)
    factors = tuple(Factor(*one) for one in args.factors)
    with as_user_errors():
        asked = response(Model(scenario, record.plan, factors, args.measure), settings)
        if args.method == "morris":
            screened = morris(asked, factors, trajectories=args.points or 20, seed=settings.seed)
            return tell([screening_report(screened, args.measure, scenario.currency)], console)
        indices = sobol(asked, factors, samples=args.points or 256, seed=settings.seed)
        return tell([sobol_report(indices, args.measure)], console)


def summary(args: argparse.Namespace, console: Console) -> int:
    """Run any number of replications of a record's plan, keeping sums and histograms only."""
    from scenarios.i18n import Message
    from scenarios.record_file import read_record
    from simulation import Place, simulate_streaming
    from simulation.experiments.reports import launch_report, summary_report

    record = read_record(args.record)
    if not record.feasible:
        return refuse(record, console)
    scenario = with_settings(record.scenario, args)

    def report(done: int, most: int) -> None:
        console.progress(done / most, Message("pipeline.simulated", {"done": done, "most": most}))

    place = Place(on=args.on, checkpoint=args.checkpoint)
    with as_user_errors():
        found = simulate_streaming(scenario, record.plan, progress=report, place=place)
    console.end_progress()
    return tell([summary_report(found), launch_report(found, scenario)], console)


def calibrate(args: argparse.Namespace, console: Console) -> int:
    """Fit durations, rework and hand-offs of a scenario to an event log, and judge the fit on held-back cases."""
    from scenarios.text.report import together
    from scenarios.writing import write_scenario
    from simulation.calibration import CalibrationSettings, score_held_back
    from simulation.calibration import calibrate as fit

    scenario = read_scenario_of(args.scenario)
    history = _history(args)
    settings = CalibrationSettings(
        workflow=args.workflow,
        activities=dict(args.activities),
        ignore=tuple(args.ignore),
        seed=1 if args.seed is None else args.seed,
    )
    found = fit(scenario, history, settings=settings, progress=console.progress)
    reports = [found.report()]
    if args.held_back:
        judged = score_held_back(
            scenario, history, settings=settings, share=args.held_back, progress=console.progress
        )
        reports += [judged.report(), judged.pit_report()]
    console.end_progress()
    document: dict[str, Any] = {"reports": [one.to_dict(console.language) for one in reports]}
    texts = [together(reports, console.language)]
    if args.out:
        write_scenario(derived(found.calibrated(), "calibrated"), args.out)
        document["written"] = str(args.out)
        texts += ["", console.say("cli.fit.done", path=args.out)]
    console.answer(document, "\n".join(texts))
    return OK


def _history(args: argparse.Namespace) -> History:
    from scenarios.history import EventColumns, read_history

    return read_history(args.events, columns=EventColumns(**dict(args.columns)), zone=args.zone)
