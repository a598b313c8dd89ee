"""The command line's parser: its own words come from the catalogue, and every argument says what is allowed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any, NoReturn

from cli.console import BAD_INPUT
from scenarios.i18n import Language, translate

PHRASES = {
    "required": "the following arguments are required:",
    "unrecognized": "unrecognized arguments:",
    "ambiguous": "ambiguous option:",
    "expected_one": "expected one argument",
    "expected_some": "expected at least one argument",
    "expected_two": "expected 2 arguments",
    "invalid": "invalid choice:",
    "choose": "choose from",
    "argument": "argument ",
}
"""What argparse says of a wrong call, by the catalogue's entry ``cli.usage.<name>``; longer phrases come first."""


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
        """Report a wrong call; argparse's own phrases are put in the user's language."""
        for name, phrase in PHRASES.items():
            message = message.replace(phrase, translate(f"cli.usage.{name}", self.language))
        self.print_usage(sys.stderr)
        self.exit(
            BAD_INPUT, translate("cli.usage_error", self.language, message=message, program=self.prog) + "\n"
        )


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


positive = _checked(float, lambda value: 0 < value < float("inf"), "cli.type.positive")
positive_int = _checked(int, lambda value: value >= 1, "cli.type.positive_int")
natural = _checked(int, lambda value: value >= 0, "cli.type.natural")
share = _checked(float, lambda value: 0 < value < 1, "cli.type.share")
a_return = _checked(float, lambda value: -1 < value < 1e6, "cli.type.return")
draws = _checked(int, lambda value: 0 <= value <= 2000, "cli.type.draws")
amount = _checked(float, lambda value: 0 <= value < 1e13, "cli.type.amount")
part = _checked(float, lambda value: 0 <= value <= 1, "cli.type.part")


def currency(text: str) -> str:
    """A currency's code."""
    if len(text) != 3 or not text.isascii() or not text.isupper():
        raise argparse.ArgumentTypeError(translate("cli.type.currency", Parser.language, text=text))
    return text


COURSES = ("median", "p80", "p95", "worst")


def course(text: str) -> str:
    """A replication by its place among all, or by its number."""
    if text not in COURSES and not text.isdecimal():
        known = ", ".join(COURSES)
        raise argparse.ArgumentTypeError(
            translate("cli.type.course", Parser.language, text=text, known=known)
        )
    return text


def factor(text: str) -> tuple[str, float, float]:
    """An assumption with its range: its path, the lowest and the highest value."""
    path, _, ends = text.partition("=")
    low, _, high = ends.partition(":")
    try:
        return path, float(low), float(high)
    except ValueError:
        raise argparse.ArgumentTypeError(translate("cli.factor", Parser.language, text=text)) from None


EVENT_COLUMNS = (
    "case",
    "activity",
    "start",
    "end",
    "resource",
    "outcome",
    "ready",
    "size",
    "hours",
    "time",
    "lifecycle",
    "instance",
)


def event_column(text: str) -> tuple[str, str]:
    """The part that a column of an event log plays, and the column's name."""
    role, _, column = text.partition("=")
    if role not in EVENT_COLUMNS or not column:
        known = ", ".join(EVENT_COLUMNS)
        raise argparse.ArgumentTypeError(translate("cli.pair", Parser.language, text=text, known=known))
    return role, column


def activity(text: str) -> tuple[str, str]:
    """An activity of an event log, and the stage that it is."""
    name, _, stage = text.rpartition("=")
    if not name or not stage:
        raise argparse.ArgumentTypeError(translate("cli.activity", Parser.language, text=text))
    return name, stage


MEASURED = ("launch_days", "late_days", "on_time", "net_value")


def target(text: str) -> tuple[str, str, float]:
    """A measure, whether it is to be at most or at least, and the value; money in currency units."""
    for sign, side in (("<=", "at_most"), (">=", "at_least")):
        measure, found, value = text.partition(sign)
        if found and measure in MEASURED:
            try:
                number = float(value)
            except ValueError:
                break
            return measure, side, 100 * number if measure == "net_value" else number
    known = ", ".join(MEASURED)
    raise argparse.ArgumentTypeError(translate("cli.target", Parser.language, text=text, known=known))
