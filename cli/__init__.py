"""The command line ``mems``: thin.

Exit codes: 0 done, 1 a fault of the product, 2 bad input, 3 the scenario is infeasible, 130 interrupted.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from cli.arguments import build_parser
from cli.console import BAD_INPUT, FAULT, INTERRUPTED, Console
from scenarios.i18n import Language, is_language, preferred_language


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    parser = build_parser(_language(arguments))
    args = parser.parse_args(arguments)
    console = Console(
        args.lang, as_json=getattr(args, "json", False), progress=getattr(args, "progress", "auto")
    )
    try:
        return int(args.command(args, console))
    except KeyboardInterrupt:
        return console.fail(INTERRUPTED, {"code": "interrupted"}, console.say("cli.interrupted"))
    except OSError as error:
        text = _refused(error, console)
        return console.fail(BAD_INPUT, {"code": "file", "what": text}, text)
    except Exception as error:
        code, document, text = _describe(error, console)
        if code == FAULT:
            raise
        return console.fail(code, document, text)


def _refused(error: OSError, console: Console) -> str:
    """What is wrong with a file, in the user's language where the reason is a common one."""
    for kind in (FileNotFoundError, IsADirectoryError, PermissionError):
        if isinstance(error, kind) and error.filename is not None:
            return console.say(f"cli.file_error.{kind.__name__}", path=error.filename)
    return console.say("cli.file_error", error=error)


def _describe(error: Exception, console: Console) -> tuple[int, dict[str, Any], str]:
    from scenarios.errors import DocumentError, UserError

    if isinstance(error, DocumentError):
        problems = [problem.to_dict(console.language) for problem in error.problems]
        heading = console.say("cli.problems", count=len(problems))
        return (
            BAD_INPUT,
            {"code": "document", "problems": problems},
            f"{heading}\n{error.render(console.language)}",
        )
    if isinstance(error, UserError):
        text = error.message.render(console.language)
        return BAD_INPUT, {"code": error.message.key, "what": text}, text
    return FAULT, {}, ""


def _language(arguments: Sequence[str]) -> Language:
    """The language wanted on the command line, known before the help texts are built."""
    for index, argument in enumerate(arguments):
        value = argument.partition("=")[2] if argument.startswith("--lang=") else ""
        if argument == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if is_language(value):
            return value
    return preferred_language()
