"""How much of what was spent can be traced to a registered use."""

from __future__ import annotations

from fractions import Fraction

from scenarios.control.alerts import Alert, Alerts, alerts
from scenarios.i18n import Message

WANTED = Fraction(95, 100)
"""Wanted share: the source's own figure."""


def transparency(traced: int, spent: int) -> float | None:
    """Traced spend / spend (minor units); None where nothing was spent."""
    return traced / spent if spent else None


def transparency_alerts(traced: int, spent: int, wanted: Fraction = WANTED) -> Alerts:
    """An alert if less than the wanted share is traced; compared exactly, so 95.0% is enough for 95%.

    Raises:
        ValueError: more is traced than was spent.
    """
    if not 0 <= traced <= spent:
        message = f"{traced} traced of {spent} spent"
        raise ValueError(message)
    if traced >= wanted * spent:
        return Alerts()
    share = traced / spent
    message_ = Message(
        "control.transparency.low", {"share": f"{share:.1%}", "wanted": f"{float(wanted):.0%}"}
    )
    return alerts([Alert("transparency", "red", "budget", share, float(wanted), message_)])
