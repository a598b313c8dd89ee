"""Commands for single measures and checks: small tables in, a report out. Heavy imports happen inside them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from cli.console import BAD_INPUT, OK, Console
from cli.delivery import read_scenario_of

if TYPE_CHECKING:
    from scenarios.text.report import Report

TIMED = ("S1", "S2", "S3", "S6", "S7", "S8", "S10")
"""Claims on time and work, played by the simulation."""
STUDIES = ("S4", "S5", "S9", *TIMED)


def attribute(args: argparse.Namespace, console: Console) -> int:
    """Share out conversions and value among the channels of customer journeys, by several rules."""
    from scenarios.marketing.attribution import attribute as credit
    from scenarios.marketing.journeys import read_journeys

    journeys = read_journeys(args.table)
    return tell([credit(journeys, rule).report() for rule in args.rules], console)


def funnel(args: argparse.Namespace, console: Console) -> int:
    """Follow people through the stages of a funnel."""
    from scenarios.marketing.funnel import read_funnel

    return tell([read_funnel(args.table, args.entry).report()], console)


def experiment(args: argparse.Namespace, console: Console) -> int:
    """Size a test, judge one, or compare ways of scaling its winner."""
    if args.control or args.treatment:
        return _judge(args, console)
    if args.rates:
        return _scale(args, console)
    return _size(args, console)


def _size(args: argparse.Namespace, console: Console) -> int:
    from scenarios.i18n import Message
    from scenarios.marketing.experiments import minimum_detectable_effect, sample_size
    from scenarios.text.report import Heading, Report

    try:
        needed = sample_size(args.base, args.other, args.alpha, args.power)
    except ValueError:
        text = console.say("cli.experiment.rates")
        return console.fail(BAD_INPUT, {"code": "rates", "what": text}, text)
    found = minimum_detectable_effect(args.base, needed, args.alpha, args.power)
    headings = (Heading("control", "share"), Heading("treatment", "share"), Heading("per_arm", "count"))
    told = {"alpha": f"{args.alpha:g}", "power": f"{args.power:.0%}", "effect": f"{100 * (found or 0):.2f}"}
    report = Report(
        title=Message("cli.experiment.size"),
        headings=headings,
        rows=((args.base, args.other, needed),),
        notes=(Message("cli.experiment.about", told),),
    )
    return tell([report], console)


def _judge(args: argparse.Namespace, console: Console) -> int:
    from scenarios.marketing.experiments import z_test

    if not (args.control and args.treatment):
        text = console.say("cli.experiment.one_arm")
        return console.fail(BAD_INPUT, {"code": "one_arm", "what": text}, text)
    try:
        found = z_test(tuple(args.control), tuple(args.treatment), args.alpha)
    except ValueError:
        text = console.say("cli.experiment.counts")
        return console.fail(BAD_INPUT, {"code": "counts", "what": text}, text)
    return tell([found.report()], console)


def _scale(args: argparse.Namespace, console: Console) -> int:
    from scenarios.marketing.scale_up import TestPlan, compare_policies

    try:
        found = compare_policies(TestPlan(tuple(args.rates), args.people), args.replications, args.seed)
    except ValueError:
        text = console.say("cli.experiment.arms")
        return console.fail(BAD_INPUT, {"code": "arms", "what": text}, text)
    return tell([found.report()], console)


def control(args: argparse.Namespace, console: Console) -> int:
    """Hold actuals against plan: costs, expenses, click-through, transparency, scorecard."""
    from scenarios.control.click_through import click_alerts, read_click_through
    from scenarios.control.costs import read_costs
    from scenarios.control.scorecard import read_scorecard
    from scenarios.control.transparency import transparency_alerts

    reports: list[Report] = []
    if args.costs:
        reports.append(read_costs(args.costs).report())
    if args.expenses:
        reports.append(_expenses(args))
    if args.clicks:
        scenario = read_scenario_of(args.scenario) if args.scenario else None
        reports.append(click_alerts(read_click_through(args.clicks, scenario)).report())
    if args.scorecard:
        reports.append(read_scorecard(args.scorecard).report())
    if args.traced is not None and args.spent:
        if args.traced > args.spent:
            text = console.say("cli.control.traced_above")
            return console.fail(BAD_INPUT, {"code": "traced", "what": text}, text)
        reports.append(transparency_alerts(round(100 * args.traced), round(100 * args.spent)).report())
    if not reports:
        text = console.say("cli.control.nothing")
        return console.fail(BAD_INPUT, {"code": "nothing", "what": text}, text)
    return tell(reports, console)


def _expenses(args: argparse.Namespace) -> Report:
    """Alerts on expenses; without a budget their sum stands in for it, and the report says so."""
    from dataclasses import replace

    from scenarios.control.thresholds import read_expenses, threshold_alerts
    from scenarios.i18n import Message
    from scenarios.text.report import money_text

    expenses = read_expenses(args.expenses)
    if args.budget:
        return threshold_alerts(expenses, round(100 * args.budget)).report()
    total = sum(one.amount for one in expenses)
    found = threshold_alerts(expenses, total).report()
    told = Message("cli.control.no_budget", {"total": money_text(total)})
    return replace(found, notes=(*found.notes, told))


def bonus(args: argparse.Namespace, console: Console) -> int:
    """Divide a shared bonus pool among projects that were early and satisfactory."""
    from scenarios.control.bonus import pay_bonus, read_projects

    found = pay_bonus(round(100 * args.pool), read_projects(args.table), args.pass_mark)
    return tell([found.report()], console)


def tell(reports: list[Report], console: Console) -> int:
    """Answer with reports, one below the other."""
    from scenarios.text.report import together

    document = {"reports": [one.to_dict(console.language) for one in reports]}
    console.answer(document, together(reports, console.language))
    return OK


def study(args: argparse.Namespace, console: Console) -> int:
    """Explore a claim of the source texts: on money by stated distributions, on time and work by simulation."""
    if args.name in TIMED:
        return _practice(args, console)
    from optimizer.studies import VIEWS, brand_shift, duplicates, plug_in_regret
    from scenarios.studies.registration import registration
    from scenarios.studies.report import sections
    from scenarios.studies.study import run

    match args.name:
        case "S4":
            made = registration()
        case "S5":
            made = brand_shift(args.view, bands=not args.no_bands)
        case _:
            made = duplicates(bands=not args.no_bands)
    replications = max(20, args.replications or 200)
    result = run(made, replications, args.seed, progress=console.progress)
    console.end_progress()
    reports = list(sections(result).values())
    if args.name == "S5" and args.view == next(iter(VIEWS)):
        reports.append(plug_in_regret(replications=replications, seed=args.seed).report())
    return tell(reports, console)


def _practice(args: argparse.Namespace, console: Console) -> int:
    from scenarios.generator.pairs import PRACTICES
    from scenarios.studies.effect_report import sections
    from simulation.studies import play

    replications = max(20, args.replications or 40)
    found = play(PRACTICES[args.name], replications, args.seed, progress=console.progress)
    console.end_progress()
    return tell(list(sections(found).values()), console)
