"""Where a command's answer, progress and errors go."""

from __future__ import annotations

import json
import sys
from typing import Any

from scenarios.i18n import Language, Message, translate

OK, FAULT, BAD_INPUT, INFEASIBLE, INTERRUPTED = 0, 1, 2, 3, 130


class Console:
    """Where a command's answer, progress and errors go: text for people, or one JSON object for programs."""

    def __init__(self, language: Language, *, as_json: bool = False, progress: str = "auto") -> None:
        self.language = language
        self._json = as_json
        self._progress = progress
        self._bar = progress == "auto" and sys.stderr.isatty()

    def say(self, key: str, **values: object) -> str:
        """A text of the catalogue in the user's language."""
        return translate(key, self.language, **values)

    def answer(self, document: dict[str, Any], text: str) -> None:
        """Print the command's one answer."""
        print(json.dumps(document, ensure_ascii=False, indent=2) if self._json else text)

    def progress(self, share: float, message: Message) -> None:
        """Show progress: a bar on a terminal, JSON lines where asked for, else nothing."""
        text = message.render(self.language)
        if self._progress == "json":
            print(json.dumps(_report(share, message, text), ensure_ascii=False), file=sys.stderr, flush=True)
        elif self._bar:
            filled = round(share * 24)
            print(
                f"\r\033[K[{'#' * filled}{'.' * (24 - filled)}] {share:4.0%} {text}",
                end="",
                file=sys.stderr,
                flush=True,
            )

    def end_progress(self) -> None:
        """Clear the bar."""
        if self._bar:
            print("\r\033[K", end="", file=sys.stderr, flush=True)

    def fail(self, code: int, error: dict[str, Any], text: str) -> int:
        """Report an error on stderr and return its exit code."""
        self.end_progress()
        as_json = self._json or self._progress == "json"
        print(json.dumps({"error": error}, ensure_ascii=False) if as_json else text, file=sys.stderr)
        return code


def _report(share: float, message: Message, text: str) -> dict[str, Any]:
    """A line of progress; ``key`` and ``values`` let the app show it in a language chosen later."""
    return {"share": round(share, 4), "message": text, "key": message.key, "values": dict(message.values)}
