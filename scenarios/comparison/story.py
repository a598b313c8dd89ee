"""What changed, in three sentences made from the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from scenarios.comparison.bridge import Bridge, BridgePart
from scenarios.comparison.contrast import Difference
from scenarios.display import money_texts, number_text, percent_text
from scenarios.document.base import Label
from scenarios.i18n import LANGUAGES, Message
from scenarios.statistics import Estimate

Texts: TypeAlias = Mapping[str, str]
Values: TypeAlias = dict[str, str | int | float | Texts]


def story(
    base: Label, other: Label, found: Sequence[Difference], bridge: Bridge | None, currency: str
) -> tuple[Message, ...]:
    """Net value with its interval, where the difference comes from, and what it does to punctuality.

    A sentence whose numbers are missing (no bridge, no launches) is left out.
    """
    by_key = {difference.measure: difference for difference in found}
    sentences = [_value(base, other, by_key["net_value"], currency)]
    if bridge is not None:
        sentences.append(_reasons(bridge, currency))
    if "on_time" in by_key and "lead_days" in by_key:
        sentences.append(_punctuality(by_key["on_time"], by_key["lead_days"]))
    return tuple(sentences)


def _value(base: Label, other: Label, difference: Difference, currency: str) -> Message:
    change = difference.change
    rises = change.value >= 0
    kind = "equal" if difference.verdict == "equal" else "unclear" if difference.verdict == "unclear" else ""
    values: Values = {
        "base": base.texts(),
        "other": other.texts(),
        "change": money_texts(abs(change.value), currency),
        "level": money_texts(difference.other.value, currency),
        "base_level": money_texts(difference.base.value, currency),
        "interval": _interval(change, currency),
    }
    return Message(f"story.value.{kind or ('more' if rises else 'less')}", values)


def _interval(change: Estimate, currency: str) -> Texts:
    if change.low is None or change.high is None:
        return _both(Message("story.no_interval"))
    largest = max(abs(change.low), abs(change.high))
    ends: Values = {
        "low": money_texts(change.low, currency, signed=True, largest=largest),
        "high": money_texts(change.high, currency, signed=True, largest=largest),
        "confidence": percent_text(change.confidence, decimals=0),
    }
    return _both(Message("story.interval", ends))


def _reasons(bridge: Bridge, currency: str) -> Message:
    amounts = bridge.parts_minor()
    total = bridge.end_minor - bridge.start_minor
    moved = sorted(
        ((part, amount) for part, amount in zip(bridge.parts, amounts, strict=True) if amount),
        key=lambda pair: -abs(pair[1]),
    )
    if not moved:
        return Message("story.reasons.none")
    with_it = [pair for pair in moved if (pair[1] > 0) == (total >= 0)][:2]
    against = [pair for pair in moved if (pair[1] > 0) != (total >= 0)][:1]
    values: Values = {"reasons": _listed(with_it, currency), "against": _listed(against, currency)}
    if not with_it:
        return Message("story.reasons.against_only", values)
    return Message(f"story.reasons.{'both' if against else 'with'}", values)


def _listed(parts: Sequence[tuple[BridgePart, int]], currency: str) -> Texts:
    items = [
        _both(
            Message(
                "story.reason",
                {"name": _both(part.name), "amount": money_texts(amount, currency, signed=True)},
            )
        )
        for part, amount in parts
    ]
    joints = _both(Message("story.joint"))
    return {language: joints[language].join(item[language] for item in items) for language in LANGUAGES}


def _punctuality(on_time: Difference, lead: Difference) -> Message:
    values: Values = {
        "share": percent_text(on_time.other.value),
        "base_share": percent_text(on_time.base.value),
        "lead": number_text(lead.other.value),
        "base_lead": number_text(lead.base.value),
        "certainty": _both(Message(f"story.certainty.{_certainty(on_time)}")),
    }
    return Message("story.punctuality", values)


def _certainty(difference: Difference) -> str:
    return difference.verdict if difference.verdict in {"equal", "unclear"} else "clear"


def _both(message: Message) -> dict[str, str]:
    return {language: message.render(language) for language in LANGUAGES}
