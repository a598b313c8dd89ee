"""What a plan breaks."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.i18n import Message
from scenarios.money import to_units


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken requirement: a stable ``code``, whom it concerns, and the sentence for people."""

    code: str
    subject: tuple[str, ...]
    message: Message


def violation(code: str, *subject: str, **values: str | float) -> Violation:
    """A violation with the sentence ``verify.<code>``; the subject's parts are joined as ``subject``."""
    return Violation(code, subject, Message(f"verify.{code}", {"subject": " / ".join(subject), **values}))


def over(code: str, *subject: str, level: float, limit: float) -> Violation:
    """A violation of a limit on an amount of money (minor units)."""
    return violation(code, *subject, level=to_units(round(level)), limit=to_units(round(limit)))
