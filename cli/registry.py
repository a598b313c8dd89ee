"""The commands of the parser, and the options that all of them take."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from typing import Any

from cli.console import Console
from scenarios.i18n import LANGUAGES, Language, catalogue, translate


class Commands:
    """The commands of a parser, with their texts from the catalogue in one language."""

    def __init__(self, parser: argparse.ArgumentParser, language: Language, prefix: str = "") -> None:
        self._language, self._prefix = language, prefix
        self._commands = parser.add_subparsers(
            title=self._say("cli.commands"), required=True, metavar=self._say("cli.command")
        )

    def group(self, name: str) -> Commands:
        """Commands of a common first word; their texts are those of ``<word>_<name>``."""
        text = self._say(f"cli.{name}.help")
        return Commands(
            self._commands.add_parser(name, help=text, description=text), self._language, f"{name}_"
        )

    def add(self, name: str, action: Callable[[argparse.Namespace, Console], int]) -> argparse.ArgumentParser:
        """A new command, with what all of them take."""
        text = self._say(f"cli.{self._prefix}{name}.help")
        command = self._commands.add_parser(name, help=text, description=text)
        command.set_defaults(command=action)
        command.add_argument("--lang", choices=LANGUAGES, default=self._language, help=self._say("cli.lang"))
        command.add_argument("--json", action="store_true", help=self._say("cli.json"))
        return command

    def option(self, command: argparse.ArgumentParser, name: str, **details: Any) -> None:
        """A new argument or option of a command, with its text for this command where there is one."""
        option = name.strip("-").replace("-", "_")
        own = f"cli.option.{command.prog.split()[-1]}.{option}"
        key = own if own in catalogue() else f"cli.option.{option}"
        command.add_argument(name, help=self._say(key), **details)

    def _say(self, key: str) -> str:
        return translate(key, self._language).replace("%", "%%")
