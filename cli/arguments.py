"""The arguments of every command, with their help in the user's language."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from cli import analysis, data, experiments, measures, stress
from cli import commands as actions
from cli.exchange_arguments import exchange_commands
from cli.parser import (
    Parser,
    a_return,
    activity,
    amount,
    course,
    currency,
    draws,
    event_column,
    factor,
    natural,
    part,
    positive,
    positive_int,
    share,
    target,
)
from cli.people_arguments import people_commands
from cli.registry import Commands
from scenarios.i18n import Language, translate

FORMATS = ("csv", "json", "xlsx", "html")
FAMILIES = ("hill", "logistic", "michaelis_menten", "negative_exponential")
CARRY_OVERS = ("geometric", "delayed", "weibull_cdf", "weibull_pdf")
ANSWERS = (
    "launches",
    "team",
    "causes",
    "bottlenecks",
    "people",
    "urgent",
    "shocks",
    "alerts",
    "targets",
    "precision",
    "warm_up",
)
DISPATCH = ("plan", "due_date", "weighted", "critical_ratio", "first_come")
MEASURES = ("net_value", "on_time", "lateness_days")
ENGINES = ("auto", "compiled", "simpy")
RULES = ("first", "last", "linear", "time_decay", "shapley", "removal")


def build_parser(language: Language) -> argparse.ArgumentParser:
    """The parser with its help in ``language``; the parsed ``command`` is a function of this package."""
    Parser.language = language
    parser = Parser(
        prog="mems",
        description=translate("cli.description", language),
        epilog=translate("cli.epilog", language),
    )
    commands = Commands(parser, language)
    _document_commands(commands)
    _run_commands(commands)
    _explain_commands(commands)
    _risk_commands(commands)
    _stress_commands(commands)
    _experiment_commands(commands)
    _data_commands(commands)
    _measure_commands(commands)
    people_commands(commands)
    exchange_commands(commands)
    _app_commands(commands)
    return parser


def _document_commands(commands: Commands) -> None:
    one = commands.add("init", actions.init)
    commands.option(one, "path", nargs="?", type=Path)
    commands.option(one, "--xlsx", action="store_true")
    commands.option(one, "--force", action="store_true")
    commands.option(commands.add("check", actions.check), "files", nargs="+", type=Path)


def _run_commands(commands: Commands) -> None:
    for name, action in (("plan", actions.plan), ("simulate", actions.simulate), ("run", actions.run)):
        one = commands.add(name, action)
        commands.option(one, "record" if name == "simulate" else "file", type=Path)
        _run_options(one, commands.option, simulated=name != "plan")
        commands.option(one, "--out", type=Path)
        if name == "simulate":
            commands.option(one, "--on")
            commands.option(one, "--checkpoint", type=Path)
            commands.option(one, "--summary", action="store_true")
    one = commands.add("compare", actions.compare)
    commands.option(one, "files", nargs="+", type=Path)
    commands.option(one, "--baseline")
    _run_options(one, commands.option, simulated=True)
    commands.option(one, "--out", type=Path)
    one = commands.add("export", actions.export)
    commands.option(one, "record", type=Path)
    commands.option(one, "--out", type=Path, default=Path("mems-export"))
    commands.option(one, "--formats", nargs="+", choices=FORMATS, default=FORMATS)


def _explain_commands(commands: Commands) -> None:
    one = commands.add("evaluate", analysis.evaluate)
    commands.option(one, "file", type=Path)
    commands.option(one, "--split", type=Path)
    _run_options(one, commands.option, simulated=True)
    commands.option(one, "--out", type=Path)
    one = commands.add("explain", analysis.explain)
    commands.option(one, "record", type=Path)
    also = ("quadrants", "break_even", "goals", "rules")
    commands.option(one, "--also", nargs="*", choices=also, default=["quadrants"])
    commands.option(one, "--search-seconds", type=positive, default=30.0)
    one = commands.add("mode", analysis.mode)
    commands.option(one, "file", type=Path)
    commands.option(one, "mode", choices=("scale", "profit", "growth", "brand"))
    commands.option(one, "--out", type=Path, required=True)
    one = commands.add("tradeoff", analysis.tradeoff)
    commands.option(one, "file", type=Path)
    commands.option(one, "--group", required=True)
    commands.option(one, "--floors", nargs="+", type=part, default=[0.2, 0.3, 0.4, 0.5, 0.6])
    _search_options(one, commands.option)


def _risk_commands(commands: Commands) -> None:
    one = commands.add("frontier", analysis.frontier)
    commands.option(one, "record", type=Path)
    commands.option(one, "--budgets", nargs="+", type=amount)
    commands.option(one, "--revenue", type=amount)
    commands.option(one, "--roi", type=a_return)
    commands.option(one, "--marginal-roi", type=a_return)
    one = commands.add("risk", analysis.risk)
    commands.option(one, "record", type=Path)
    commands.option(one, "--show", nargs="*", choices=("frontier", "alternatives", "shocks"), default=[])
    commands.option(one, "--tail", type=share, default=0.1)
    commands.option(one, "--search-seconds", type=positive, default=20.0)
    commands.option(one, "--aversion", type=part, default=0.5)
    commands.option(one, "--alternative", choices=("most_different", "least_change"))
    commands.option(one, "--out", type=Path)


def _stress_commands(commands: Commands) -> None:
    one = commands.add("stress", stress.stress)
    commands.option(one, "record", type=Path)
    commands.option(one, "--show", nargs="+", choices=ANSWERS, default=["launches", "causes", "bottlenecks"])
    commands.option(one, "--weeks", type=positive_int, default=4)
    commands.option(one, "--targets", nargs="+", type=target, default=[], metavar="MEASURE<=VALUE")
    _simulation_options(one, commands.option)
    one = commands.add("replay", stress.replay)
    commands.option(one, "record", type=Path)
    commands.option(one, "--which", type=course, default="p95")
    commands.option(one, "--campaign")
    commands.option(one, "--full", action="store_true")
    commands.option(one, "--out", type=Path)
    _simulation_options(one, commands.option)


def _experiment_commands(commands: Commands) -> None:
    one = commands.add("select", experiments.select)
    commands.option(one, "files", nargs="+", type=Path)
    commands.option(one, "--difference", type=positive, required=True)
    commands.option(one, "--measure", choices=MEASURES, default="net_value")
    commands.option(one, "--most", type=positive_int, default=2000)
    _search_options(one, commands.option)
    _drawing_options(one, commands.option)
    one = commands.add("sensitivity", experiments.sensitivity)
    commands.option(one, "record", type=Path)
    commands.option(one, "--factors", nargs="+", type=factor, required=True, metavar="PATH=LOW:HIGH")
    commands.option(one, "--measure", choices=MEASURES, default="net_value")
    commands.option(one, "--method", choices=("morris", "sobol"), default="morris")
    commands.option(one, "--points", type=positive_int)
    _simulation_options(one, commands.option)
    one = commands.add("calibrate", experiments.calibrate)
    commands.option(one, "scenario", type=Path)
    commands.option(one, "events", type=Path)
    commands.option(one, "--columns", nargs="+", type=event_column, default=[], metavar="NAME=COLUMN")
    commands.option(one, "--activities", nargs="+", type=activity, default=[], metavar="ACTIVITY=STAGE")
    commands.option(one, "--ignore", nargs="+", default=[], metavar="ACTIVITY")
    commands.option(one, "--workflow")
    commands.option(one, "--zone")
    commands.option(one, "--held-back", type=share)
    commands.option(one, "--seed", type=natural)
    commands.option(one, "--out", type=Path)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")


def _data_commands(commands: Commands) -> None:
    _fit_options(commands.add("fit", data.fit), commands.option)
    one = commands.add("import", data.import_curves)
    commands.option(one, "file", type=Path)
    for name in ("--raw-data", "--allocation", "--regions", "--base"):
        commands.option(one, name, type=Path)
    commands.option(one, "--spend-unit", type=positive, default=1.0)
    commands.option(one, "--value-per-outcome", type=positive)
    commands.option(one, "--draws", type=draws, default=500)
    commands.option(one, "--periods", type=positive_int)
    commands.option(one, "--period", choices=("week", "fortnight", "month"), default="week")
    commands.option(one, "--curves-of")
    commands.option(one, "--total", type=positive_int)
    commands.option(one, "--currency", type=currency, default="CNY")
    commands.option(one, "--out", type=Path)


def _measure_commands(commands: Commands) -> None:
    one = commands.add("attribute", measures.attribute)
    commands.option(one, "table", type=Path)
    commands.option(one, "--rules", nargs="+", choices=RULES, default=["shapley", "last", "linear"])
    one = commands.add("funnel", measures.funnel)
    commands.option(one, "table", type=Path)
    commands.option(one, "--entry", type=positive, required=True)
    _experiment_options(commands.add("experiment", measures.experiment), commands.option)
    one = commands.add("control", measures.control)
    for name in ("--costs", "--expenses", "--clicks", "--scorecard", "--scenario"):
        commands.option(one, name, type=Path)
    commands.option(one, "--traced", type=amount)
    for name in ("--budget", "--spent"):
        commands.option(one, name, type=positive)
    one = commands.add("study", measures.study)
    commands.option(one, "name", choices=measures.STUDIES)
    commands.option(one, "--view", choices=("in_quarter", "moderate", "strong"), default="in_quarter")
    commands.option(one, "--no-bands", action="store_true")
    commands.option(one, "--replications", type=positive_int)
    commands.option(one, "--seed", type=natural, default=1)
    commands.option(one, "--progress", choices=("auto", "none", "json"), default="auto")
    one = commands.add("bonus", measures.bonus)
    commands.option(one, "table", type=Path)
    commands.option(one, "--pool", type=amount, required=True)
    commands.option(one, "--pass-mark", type=amount, default=80.0)


def _app_commands(commands: Commands) -> None:
    one = commands.add("app", actions.app)
    commands.option(one, "--port", type=positive_int, default=8501)
    commands.option(one, "--host", default="127.0.0.1")
    commands.option(one, "--no-browser", action="store_true")
    one = commands.add("demo", actions.demo)
    commands.option(one, "--out", type=Path, default=Path("mems-demo"))
    _run_options(one, commands.option, simulated=True)
    one.set_defaults(baseline=None)


def _run_options(command: argparse.ArgumentParser, option: Callable[..., None], *, simulated: bool) -> None:
    _search_options(command, option)
    option(command, "--formats", nargs="+", choices=FORMATS, default=FORMATS)
    if simulated:
        option(command, "--precision", type=share)
        option(command, "--workers", type=positive_int)
        _drawing_options(command, option, also=("both",) if command.prog.endswith(" simulate") else ())


def _simulation_options(command: argparse.ArgumentParser, option: Callable[..., None]) -> None:
    _drawing_options(command, option)
    option(command, "--progress", choices=("auto", "none", "json"), default="auto")


def _drawing_options(
    command: argparse.ArgumentParser, option: Callable[..., None], also: tuple[str, ...] = ()
) -> None:
    option(command, "--replications", type=positive_int)
    option(command, "--seed", type=natural)
    option(command, "--dispatch", choices=DISPATCH)
    option(command, "--engine", choices=(*ENGINES, *also))


def _experiment_options(command: argparse.ArgumentParser, option: Callable[..., None]) -> None:
    option(command, "--base", type=share, default=0.05)
    option(command, "--other", type=share, default=0.06)
    option(command, "--alpha", type=share, default=0.05)
    option(command, "--power", type=share, default=0.8)
    option(command, "--control", type=natural, nargs=2, metavar=("CONVERSIONS", "PEOPLE"))
    option(command, "--treatment", type=natural, nargs=2, metavar=("CONVERSIONS", "PEOPLE"))
    option(command, "--rates", type=share, nargs="+")
    option(command, "--people", type=positive_int, default=20_000)
    option(command, "--replications", type=positive_int, default=200)
    option(command, "--seed", type=natural, default=1)


def _search_options(command: argparse.ArgumentParser, option: Callable[..., None]) -> None:
    option(command, "--seconds", type=positive)
    option(command, "--progress", choices=("auto", "none", "json"), default="auto")


def _fit_options(command: argparse.ArgumentParser, option: Callable[..., None]) -> None:
    option(command, "series", type=Path)
    option(command, "--date")
    option(command, "--outcome", required=True)
    option(command, "--spend", nargs="+", required=True)
    for name in ("--controls", "--prices", "--events"):
        option(command, name, nargs="*", default=[])
    option(command, "--holidays")
    option(command, "--region")
    option(command, "--population")
    option(command, "--lift-tests", type=Path)
    option(command, "--family", choices=(*FAMILIES, "best"), default="best")
    option(command, "--carry-over", choices=(*CARRY_OVERS, "best"), default="geometric")
    option(command, "--spend-unit", type=positive, default=1.0)
    option(command, "--draws", type=natural, default=100)
    option(command, "--origins", type=natural, default=4)
    option(command, "--seed", type=natural)
    option(command, "--progress", choices=("auto", "none", "json"), default="auto")
    option(command, "--out", type=Path)
