"""How long-running work reports and is stopped."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from scenarios.i18n import Message

Progress: TypeAlias = Callable[[float, Message], None]
"""Called with the share done (0 to 1) and what is going on."""
Cancelled: TypeAlias = Callable[[], bool]
"""Asked between steps; True stops the work with `Cancellation`."""


class Cancellation(Exception):
    """The user stopped the work."""


def silent(_share: float, _message: Message) -> None:
    """Report nothing."""


def never() -> bool:
    """Never cancelled."""
    return False


def part(progress: Progress, start: float, end: float) -> Progress:
    """The progress of one part, as the share from ``start`` to ``end`` of the whole."""

    def report(share: float, message: Message) -> None:
        progress(start + (end - start) * share, message)

    return report
