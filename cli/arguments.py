"""The arguments of every command, with their help in the user's language."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from cli import commands as actions
from cli.console import BAD_INPUT, Console
from scenarios.i18n import LANGUAGES, Language, translate

FORMATS = ("csv", "json", "xlsx", "html")


class _Help(argparse.HelpFormatter):
    """Help whose usage line begins with the catalogue's word."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(
            usage, actions, groups, translate("cli.usage", Parser.language) if prefix is None else prefix
        )


class Parser(argparse.ArgumentParser):
    """An argument parser whose own words come from the catalogue and whose errors end with exit code 2."""

    language: Language = "en"

    def __init__(self, **details: Any) -> None:
        super().__init__(**details, add_help=False, formatter_class=_Help)
        self._positionals.title = translate("cli.arguments", self.language)
        self._optionals.title = translate("cli.options", self.language)
        self.add_argument("-h", "--help", action="help", help=translate("cli.show_help", self.language))

    def error(self, message: str) -> NoReturn:
        """Report a wrong call."""
        self.print_usage(sys.stderr)
        self.exit(
            BAD_INPUT, translate("cli.usage_error", self.language, message=message, program=self.prog) + "\n"
        )


def build_parser(language: Language) -> argparse.ArgumentParser:
    """The parser with its help in ``language``; the parsed ``command`` is a function of `cli.commands`."""
    Parser.language = language

    def say(key: str) -> str:
        return translate(key, language).replace("%", "%%")

    parser = Parser(prog="mems", description=say("cli.description"), epilog=say("cli.epilog"))
    commands = parser.add_subparsers(title=say("cli.commands"), required=True, metavar=say("cli.command"))

    def add(name: str, action: Callable[[argparse.Namespace, Console], int]) -> argparse.ArgumentParser:
        text = say(f"cli.{name}.help")
        command = commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=action)
        command.add_argument("--lang", choices=LANGUAGES, default=language, help=say("cli.lang"))
        command.add_argument("--json", action="store_true", help=say("cli.json"))
        return command

    def option(command: argparse.ArgumentParser, name: str, **details: Any) -> None:
        command.add_argument(name, help=say(f"cli.option.{name.strip('-').replace('-', '_')}"), **details)

    one = add("init", actions.init)
    option(one, "path", nargs="?", type=Path)
    option(one, "--xlsx", action="store_true")
    option(one, "--force", action="store_true")
    option(add("check", actions.check), "files", nargs="+", type=Path)
    for name, action in (("plan", actions.plan), ("simulate", actions.simulate), ("run", actions.run)):
        one = add(name, action)
        option(one, "record" if name == "simulate" else "file", type=Path)
        _run_options(one, option, simulated=name != "plan")
        option(one, "--out", type=Path)
    one = add("compare", actions.compare)
    option(one, "files", nargs="+", type=Path)
    option(one, "--baseline")
    _run_options(one, option, simulated=True)
    option(one, "--out", type=Path)
    one = add("export", actions.export)
    option(one, "record", type=Path)
    option(one, "--out", type=Path, default=Path("mems-export"))
    option(one, "--formats", nargs="+", choices=FORMATS, default=FORMATS)
    _fit_options(add("fit", actions.fit), option)
    one = add("app", actions.app)
    option(one, "--port", type=_positive_int, default=8501)
    option(one, "--host", default="127.0.0.1")
    option(one, "--no-browser", action="store_true")
    one = add("demo", actions.demo)
    option(one, "--out", type=Path, default=Path("mems-demo"))
    _run_options(one, option, simulated=True)
    one.set_defaults(baseline=None)
    return parser


def _checked(
    convert: Callable[[str], float], accept: Callable[[float], bool], key: str
) -> Callable[[str], float]:
    """A converter of one argument that says what is allowed."""

    def parse(text: str) -> float:
        try:
            value = convert(text)
        except ValueError:
            value = float("nan")
        if not accept(value):
            raise argparse.ArgumentTypeError(translate(key, Parser.language, text=text))
        return value

    return parse


_positive = _checked(float, lambda value: 0 < value < float("inf"), "cli.type.positive")
_positive_int = _checked(int, lambda value: value >= 1, "cli.type.positive_int")
_natural = _checked(int, lambda value: value >= 0, "cli.type.natural")
_share = _checked(float, lambda value: 0 < value < 1, "cli.type.share")


def _run_options(command: argparse.ArgumentParser, option: Callable[..., None], *, simulated: bool) -> None:
    option(command, "--seconds", type=_positive)
    option(command, "--progress", choices=("auto", "none", "json"), default="auto")
    option(command, "--formats", nargs="+", choices=FORMATS, default=FORMATS)
    if simulated:
        option(command, "--replications", type=_positive_int)
        option(command, "--precision", type=_share)
        option(command, "--seed", type=_natural)
        option(command, "--dispatch", choices=("plan", "due_date"))
        option(command, "--workers", type=_positive_int)


def _fit_options(command: argparse.ArgumentParser, option: Callable[..., None]) -> None:
    option(command, "series", type=Path)
    option(command, "--date")
    option(command, "--outcome", required=True)
    option(command, "--spend", nargs="+", required=True)
    option(command, "--controls", nargs="*", default=[])
    option(command, "--events", nargs="*", default=[])
    families = ("hill", "logistic", "michaelis_menten", "negative_exponential")
    option(command, "--family", choices=(*families, "best"), default="best")
    option(command, "--spend-unit", type=_positive, default=1.0)
    option(command, "--draws", type=_natural, default=100)
    option(command, "--seed", type=_natural)
    option(command, "--progress", choices=("auto", "none", "json"), default="auto")
    option(command, "--out", type=Path)
