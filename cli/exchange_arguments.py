"""The arguments of the commands that exchange plans with other tools."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from cli import exchange
from cli.parser import Parser, positive_int
from cli.registry import Commands
from scenarios.i18n import translate

KINDS = ("mspdi", "jira", "asana", "ical", "staff")


def iso_date(text: str) -> dt.date:
    """A date as YYYY-MM-DD."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(translate("cli.type.iso_date", Parser.language, text=text)) from None


def column(text: str) -> tuple[str, str]:
    """The part that a column plays, and its header."""
    part, _, header = text.partition("=")
    if not part or not header:
        raise argparse.ArgumentTypeError(translate("cli.type.column", Parser.language, text=text))
    return part, header


def country(text: str) -> str:
    """A country's two letters."""
    if len(text) != 2 or not text.isascii() or not text.isalpha():
        raise argparse.ArgumentTypeError(translate("cli.type.country", Parser.language, text=text))
    return text.upper()


def exchange_commands(commands: Commands) -> None:
    """Add the commands."""
    group = commands.group("exchange")
    one = group.add("read", exchange.read)
    group.option(one, "file", type=Path)
    group.option(one, "--from", dest="source", choices=KINDS)
    group.option(one, "--into", type=Path)
    for name in ("--person", "--zone"):
        group.option(one, name)
    group.option(one, "--matching", default="")
    group.option(one, "--start", type=iso_date)
    group.option(one, "--columns", nargs="+", type=column, default=[], metavar="PART=HEADER")
    group.option(one, "--date-order", choices=("day", "month"))
    group.option(one, "--out", type=Path)
    group.option(one, "--actuals", type=Path)
    one = group.add("write", exchange.write)
    group.option(one, "file", type=Path)
    group.option(one, "--out", type=Path, required=True)
    group.option(one, "--zone")
    group.option(one, "--person", nargs="+", default=[])
    group.option(one, "--actuals", type=Path)
    group.option(one, "--status", type=iso_date)
    one = group.add("holidays", exchange.holidays)
    group.option(one, "country", type=country)
    group.option(one, "--region")
    group.option(one, "--into", type=Path)
    group.option(one, "--years", nargs="+", type=positive_int)
    group.option(one, "--out", type=Path)
