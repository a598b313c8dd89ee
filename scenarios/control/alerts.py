"""An alert: which rule fired about whom, by how much, and what to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

from scenarios.i18n import Message
from scenarios.text.report import Heading, Report, Reported

Severity: TypeAlias = Literal["amber", "red"]


@dataclass(frozen=True, slots=True)
class Alert:
    """A rule that fired. ``level`` and ``limit`` are in the rule's own unit; ``message`` says it with the advice."""

    rule: str
    severity: Severity
    subject: str
    level: float
    limit: float
    message: Message


@dataclass(frozen=True, slots=True)
class Alerts(Reported):
    """All alerts of a check, in the order of the data."""

    alerts: tuple[Alert, ...] = ()

    def __len__(self) -> int:
        return len(self.alerts)

    def __add__(self, other: Alerts) -> Alerts:
        return Alerts(self.alerts + other.alerts)

    def report(self) -> Report:
        """Alert by alert, or that there is none."""
        count = len(self.alerts)
        return Report(
            title=Message("control.alerts.title" if count else "control.alerts.none", {"count": count}),
            headings=(Heading("severity", "text"), Heading("subject", "text"), Heading("message", "text")),
            rows=tuple(
                (Message(f"control.severity.{one.severity}"), one.subject, one.message) for one in self.alerts
            ),
        )


def alerts(found: Sequence[Alert | None]) -> Alerts:
    """Those rules that fired."""
    return Alerts(tuple(one for one in found if one is not None))
