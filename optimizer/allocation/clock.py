"""The time there is, and who wants to know how far it has got."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from scenarios.i18n import Message
from scenarios.progress import Cancellation, Cancelled, Progress, never, silent


@dataclass
class Clock:
    """A time limit in seconds from now, with progress and cancellation between the solves."""

    seconds: float
    progress: Progress = silent
    cancelled: Cancelled = never
    _start: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """Seconds left; negative when the time is over."""
        return self.seconds - (time.monotonic() - self._start)

    def report(self, message: Message, done: float = 0.0) -> None:
        """Tell how far the work is: the share of time used, or ``done`` if that is more.

        Raises:
            Cancellation: the user stopped the work.
        """
        if self.cancelled():
            raise Cancellation
        self.progress(min(1.0, max(done, 1 - self.left / self.seconds)), message)
